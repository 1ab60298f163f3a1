package io.pbrun.engine.cli;

import io.pbrun.engine.vault.Vault;
import io.pbrun.engine.vault.VaultSecret;
import io.pbrun.engine.vault.VaultText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pbrun vault edit}: the file keeps its password and the id in its header. */
@Command(headerHeading = "Opens encrypted files in an editor.%n%n")
final class VaultEdit extends VaultAction {
  @Parameters(paramLabel = "FILE", arity = "0..*", description = "Files that are encrypted.")
  List<String> names = new ArrayList<>();

  @Option(
      names = "--encrypt-vault-id",
      paramLabel = "ID",
      description = "Accepted for Ansible's sake: a file keeps its id.")
  @Nullable String encryptId;

  VaultEdit(Terminal terminal) {
    super(terminal);
  }

  @Override
  void run() {
    Vault opening = opening();
    for (String name : names) {
      byte[] text = files().read(name);
      Vault.Opened opened = VaultDecrypt.open(opening, text, name);
      String id = VaultText.parse(text, null).id();
      byte[] written = VaultEditor.edit(settings().editor(), name, opened.plain());
      if (!Arrays.equals(written, opened.plain())) {
        String kept = id == null ? VaultSecret.DEFAULT_ID : id;
        files().replace(name, Vault.encrypt(written, opened.secret(), kept, null));
      }
    }
  }
}
