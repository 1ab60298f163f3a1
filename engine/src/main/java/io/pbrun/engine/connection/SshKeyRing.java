package io.pbrun.engine.connection;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The private key files of a run, each opened once: decrypting one takes long on purpose. */
final class SshKeyRing {
  private record Lock(Path file, @Nullable String passphrase) {
    @Override
    public String toString() {
      return file.toString();
    }
  }

  private record Opened(@Nullable PrivateKeyFile key, String trouble) {}

  private final Map<Lock, Opened> opened = new ConcurrentHashMap<>();

  /** A key file's content, as it was when it was first asked for. */
  PrivateKeyFile open(Path file, @Nullable String passphrase) throws PrivateKeyFile.Unusable {
    Opened result =
        opened.computeIfAbsent(
            new Lock(file, passphrase),
            lock -> {
              try {
                return new Opened(PrivateKeyFile.read(lock.file(), lock.passphrase()), "");
              } catch (PrivateKeyFile.Unusable e) {
                return new Opened(null, String.valueOf(e.getMessage()));
              }
            });
    if (result.key() == null) {
      throw new PrivateKeyFile.Unusable(result.trouble());
    }
    return result.key();
  }
}
