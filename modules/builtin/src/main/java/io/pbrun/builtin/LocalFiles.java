package io.pbrun.builtin;

import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleFailure;
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

  static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
