package io.pbrun.engine.cli;

import io.pbrun.engine.vault.VaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Lets the operator edit a text. The plain text lies in a folder that only its owner can enter, and
 * is overwritten and removed whatever happens.
 */
final class VaultEditor {
  /** What a shell says when there is no such command. */
  private static final int NO_SUCH_COMMAND = 127;

  private VaultEditor() {}

  /**
   * The text as the operator left it.
   *
   * @param editor a command, run by the shell
   * @param name of the encrypted file; its extension tells the editor the language
   * @throws VaultException when the editor fails or cannot be started
   */
  static byte[] edit(String editor, String name, byte[] text) {
    Path folder = null;
    Thread cleaning = null;
    try {
      folder =
          Files.createTempDirectory(
              Path.of(temporary()),
              "pbrun-vault-",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Path plain = folder.resolve("plain" + extension(name));
      Path made = folder;
      cleaning = new Thread(() -> clean(made));
      Runtime.getRuntime().addShutdownHook(cleaning);
      Files.createFile(
          plain,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(plain, text);
      run(editor, plain);
      return Files.readAllBytes(plain);
    } catch (IOException e) {
      throw new VaultException("the text cannot be edited: " + e.getMessage());
    } finally {
      if (folder != null) {
        clean(folder);
      }
      if (cleaning != null) {
        Runtime.getRuntime().removeShutdownHook(cleaning);
      }
    }
  }

  private static String temporary() {
    String folder = System.getenv("TMPDIR");
    return folder != null && Files.isDirectory(Path.of(folder))
        ? folder
        : System.getProperty("java.io.tmpdir");
  }

  private static String extension(String name) {
    String last = name.substring(name.lastIndexOf('/') + 1);
    int dot = last.lastIndexOf('.');
    return dot <= 0 ? "" : last.substring(dot);
  }

  private static void run(String editor, Path plain) throws IOException {
    // Ctrl-C belongs to the editor while it runs.
    Signal interrupt = new Signal("INT");
    SignalHandler before = Signal.handle(interrupt, received -> {});
    try {
      int status =
          new ProcessBuilder("sh", "-c", editor + " \"$@\"", editor, plain.toString())
              .inheritIO()
              .start()
              .waitFor();
      if (status == NO_SUCH_COMMAND) {
        throw new VaultException(
            "Unable to execute the command \"" + editor + "\"; set EDITOR to an editor");
      }
      if (status != 0) {
        throw new VaultException(
            "the editor \"" + editor + "\" ended with status " + status + "; nothing was saved");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new VaultException("editing was interrupted; nothing was saved");
    } finally {
      Signal.handle(interrupt, before);
    }
  }

  /** Everything in it goes: editors leave backups and swap files, too. */
  private static void clean(Path folder) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (var files = Files.list(folder)) {
      files.forEach(VaultFiles::shred);
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new VaultException("cannot remove the plain text in " + folder + ": " + e.getMessage());
    }
  }
}
