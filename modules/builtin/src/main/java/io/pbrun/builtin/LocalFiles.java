package io.pbrun.builtin;

import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.vault.Vault;
import io.pbrun.engine.vault.VaultException;
import io.pbrun.engine.vault.VaultText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Files of the control machine that a task names. */
final class LocalFiles {
  private LocalFiles() {}

  static Path find(ModuleContext context, String kind, String name) throws ModuleFailure {
    Path found = context.files().find(kind, name).orElse(null);
    if (found == null) {
      String tried =
          context.files().candidates(kind, name).stream()
              .map(Path::toString)
              .collect(Collectors.joining("\n\t"));
      throw new ModuleFailure(
          "Could not find or access '"
              + name
              + "'\nSearched in:\n\t"
              + tried
              + "\non the control machine.");
    }
    return found;
  }

  static byte[] read(Path file) throws ModuleFailure {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new ModuleFailure("cannot read " + file + " on the control machine: " + reason(e));
    }
  }

  /** The content of a file, decrypted when it is encrypted. */
  static byte[] readDecrypted(ModuleContext context, Path file) throws ModuleFailure {
    byte[] bytes = read(file);
    if (!VaultText.isEncrypted(bytes)) {
      return bytes;
    }
    Vault vault = context.templates().vault();
    if (vault.secrets().isEmpty()) {
      throw new ModuleFailure(
          "A vault password or secret must be specified to decrypt " + file.toAbsolutePath());
    }
    try {
      return vault.decrypt(bytes, file.toAbsolutePath().toString());
    } catch (VaultException e) {
      throw new ModuleFailure(String.valueOf(e.getMessage()));
    }
  }

  static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
