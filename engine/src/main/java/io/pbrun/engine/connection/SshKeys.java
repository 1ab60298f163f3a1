package io.pbrun.engine.connection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.userauth.keyprovider.KeyProvider;
import net.schmizz.sshj.userauth.password.PasswordFinder;
import net.schmizz.sshj.userauth.password.Resource;
import org.jspecify.annotations.Nullable;

/** The private keys to offer, read before the login so that a bad key file is named as such. */
final class SshKeys {
  private static final List<String> USUAL = List.of("id_ed25519", "id_ecdsa", "id_rsa");

  /** A key and the file that it is from. */
  record Key(Path file, KeyProvider provider) {}

  /** What was passed over, in words for the error message. */
  final List<String> notes = new ArrayList<>();

  final List<Key> keys = new ArrayList<>();

  static SshKeys load(SSHClient client, ConnectionSettings settings) throws ConnectionException {
    SshKeys all = new SshKeys();
    for (String file : settings.keyFiles()) {
      Path path = HomePath.of(file);
      if (!Files.isReadable(path)) {
        throw ConnectionException.lasting(
            "cannot log in to "
                + settings.host()
                + ": the private key file "
                + path
                + (Files.exists(path) ? " is not readable" : " does not exist")
                + "; see ansible_ssh_private_key_file",
            null);
      }
      all.keys.add(new Key(path, read(client, path, settings.passphrase())));
    }
    if (!settings.identitiesOnly()) {
      for (String name : USUAL) {
        Path path = HomePath.of("~/.ssh/" + name);
        if (Files.isReadable(path)) {
          try {
            all.keys.add(new Key(path, read(client, path, settings.passphrase())));
          } catch (ConnectionException e) {
            all.notes.add(String.valueOf(e.getMessage()));
          }
        }
      }
    }
    return all;
  }

  private static KeyProvider read(SSHClient client, Path path, @Nullable String passphrase)
      throws ConnectionException {
    Passphrase finder = new Passphrase(passphrase);
    try {
      KeyProvider provider = client.loadKeys(path.toString(), finder);
      provider.getPrivate();
      provider.getPublic();
      return provider;
    } catch (IOException | RuntimeException e) {
      if (finder.asked && passphrase == null) {
        throw ConnectionException.lasting(
            "the private key " + path + " is encrypted; set ansible_ssh_private_key_passphrase", e);
      }
      if (finder.asked) {
        throw ConnectionException.lasting(
            "ansible_ssh_private_key_passphrase does not open the private key " + path, e);
      }
      throw ConnectionException.lasting(
          "cannot read the private key "
              + path
              + ": it is no OpenSSH, PKCS8 or PEM key of a kind known here"
              + " (ed25519, RSA, ECDSA)",
          e);
    }
  }

  private static final class Passphrase implements PasswordFinder {
    private final @Nullable String passphrase;
    private boolean asked;

    Passphrase(@Nullable String passphrase) {
      this.passphrase = passphrase;
    }

    @Override
    public char @Nullable [] reqPassword(@Nullable Resource<?> resource) {
      asked = true;
      return passphrase == null ? null : passphrase.toCharArray();
    }

    @Override
    public boolean shouldRetry(@Nullable Resource<?> resource) {
      return false;
    }
  }
}
