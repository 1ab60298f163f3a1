package io.pbrun.engine.cli;

import io.pbrun.engine.report.Output;
import io.pbrun.engine.vault.Vault;
import io.pbrun.engine.vault.VaultException;
import io.pbrun.engine.vault.VaultSecret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gets the vault passwords that options and settings name, in the order in which ansible tries
 * them: the identity list, {@code --vault-id}, {@code --vault-password-file}, the configured file,
 * the prompt.
 */
final class VaultPasswords {
  private static final List<String> PROMPTS = List.of("prompt", "prompt_ask_vault_pass");

  private final Settings settings;
  private final Output output;
  private final PasswordPrompt prompt;

  VaultPasswords(Settings settings, Terminal terminal) {
    this.settings = settings;
    this.output = terminal.output();
    this.prompt = new PasswordPrompt(terminal);
  }

  /** What playbooks and inventories are read with. Nobody is asked who did not say so. */
  Vault forReading(VaultOptions options) {
    return new Vault(secrets(options, false, false), settings.vaultIdMatch());
  }

  /**
   * The passwords.
   *
   * @param isNew whether they will encrypt, so that a prompt asks twice
   * @param atLeastOne whether to ask when nothing names any
   * @throws VaultException when none of those named can be had
   */
  List<VaultSecret> secrets(VaultOptions options, boolean isNew, boolean atLeastOne) {
    options.check();
    List<String> sources = new ArrayList<>(settings.vaultIdentityList());
    sources.addAll(options.ids);
    return secrets(
        sources, options.passwordFiles, options.ask || settings.askVaultPass(), isNew, atLeastOne);
  }

  /** The same for sources that are given one by one, written {@code [id@]source}. */
  List<VaultSecret> secrets(
      List<String> ids, List<String> files, boolean ask, boolean isNew, boolean atLeastOne) {
    List<String> sources = new ArrayList<>(ids);
    String identity = settings.vaultIdentity();
    files.forEach(file -> sources.add(identity + "@" + file));
    String configured = settings.vaultPasswordFile();
    if (configured != null) {
      sources.add(identity + "@" + configured);
    }
    if (ask || (sources.isEmpty() && atLeastOne)) {
      sources.add(identity + "@prompt_ask_vault_pass");
    }
    List<VaultSecret> secrets = new ArrayList<>();
    VaultException last = null;
    for (String source : sources) {
      int at = source.indexOf('@');
      String id = at < 0 ? null : source.substring(0, at);
      String name = source.substring(at + 1);
      if (PROMPTS.contains(name)) {
        secrets.add(asked(id == null ? identity : id, name.equals("prompt"), isNew));
        continue;
      }
      try {
        byte[] password = new VaultPasswordFile(name, id).read(new Vault(secrets, false));
        secrets.add(new VaultSecret(id == null ? identity : id, password));
        Arrays.fill(password, (byte) 0);
      } catch (VaultPasswordFile.Missing e) {
        last = e.reason();
        warn("Error getting vault password file", id, last);
      } catch (VaultException e) {
        last = e;
        warn("Error in vault password file loading", id, e);
      }
    }
    if (secrets.isEmpty() && last != null) {
      throw last;
    }
    return secrets;
  }

  private void warn(String what, @Nullable String id, VaultException why) {
    output.errorLine("[WARNING]: " + what + " (" + id + "): " + why.getMessage());
  }

  private VaultSecret asked(String id, boolean namesId, boolean isNew) {
    String kind = namesId ? "vault password (" + id + ")" : "Vault password";
    String first =
        isNew ? "New " + kind + ": " : namesId ? "Vault password (" + id + "): " : kind + ": ";
    try {
      char[] password = prompt.ask(first);
      if (password == null) {
        throw new VaultException("EOFError (ctrl-d) on prompt for (" + id + ")");
      }
      if (isNew) {
        char[] again = prompt.ask("Confirm " + (namesId ? "new " : "New ") + kind + ": ");
        if (again == null || !Arrays.equals(strip(password), strip(again))) {
          throw new VaultException("Passwords do not match");
        }
        Arrays.fill(again, ' ');
      }
      char[] stripped = strip(password);
      if (stripped.length == 0) {
        throw new VaultException("Invalid vault password was provided");
      }
      ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(stripped));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      VaultSecret secret = new VaultSecret(id, bytes);
      Arrays.fill(encoded.array(), (byte) 0);
      Arrays.fill(bytes, (byte) 0);
      Arrays.fill(password, ' ');
      return secret;
    } catch (IOException e) {
      throw new VaultException("the vault password cannot be asked for: " + e.getMessage());
    } catch (VaultException e) {
      output.errorLine("[WARNING]: Error in vault password prompt (" + id + "): " + e.getMessage());
      throw e;
    }
  }

  private static char[] strip(char[] text) {
    int from = 0;
    int to = text.length;
    while (from < to && Character.isWhitespace(text[from])) {
      from++;
    }
    while (to > from && Character.isWhitespace(text[to - 1])) {
      to--;
    }
    return Arrays.copyOfRange(text, from, to);
  }
}
