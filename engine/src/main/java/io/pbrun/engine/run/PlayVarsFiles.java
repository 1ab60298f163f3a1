package io.pbrun.engine.run;

import io.pbrun.engine.inventory.VarsFiles;
import io.pbrun.engine.playbook.Keyword;
import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.template.Scope;
import io.pbrun.engine.template.Template;
import io.pbrun.engine.template.TemplateException;
import io.pbrun.engine.value.Values;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The files of {@code vars_files}: each entry is a file, or a list of which the first that exists
 * counts.
 */
final class PlayVarsFiles {
  private final VarsFiles files;
  private final TextResolver text;

  PlayVarsFiles(VarsFiles files, TextResolver text) {
    this.files = files;
    this.text = text;
  }

  List<Map<String, @Nullable Object>> of(PlayBatch batch, Supplier<Scope> scope) {
    List<Object> entries = batch.play().keywords().list(Keyword.VARS_FILES);
    if (entries.isEmpty()) {
      return List.of();
    }
    Path directory = batch.play().directory();
    List<Map<String, @Nullable Object>> found = new ArrayList<>();
    for (Object entry : entries) {
      List<?> alternatives = entry instanceof List<?> list ? list : List.of(entry);
      Path file = firstExisting(alternatives, directory, scope);
      if (file != null) {
        found.add(files.load(file));
      }
    }
    return found;
  }

  private @Nullable Path firstExisting(
      List<?> alternatives, Path directory, Supplier<Scope> scope) {
    boolean anyUnresolved = false;
    for (Object alternative : alternatives) {
      String name;
      try {
        name =
            Values.str(
                alternative instanceof Template
                    ? text.value(alternative, scope.get())
                    : alternative);
      } catch (TemplateException e) {
        // Names may hold facts that have not been gathered yet.
        anyUnresolved = true;
        continue;
      }
      for (Path candidate :
          List.of(directory.resolve("vars").resolve(name), directory.resolve(name))) {
        if (Files.isRegularFile(candidate)) {
          return candidate.normalize();
        }
      }
    }
    if (anyUnresolved) {
      return null;
    }
    throw new DiagnosticException(
        Diagnostic.error(
            "vars file " + Values.str(alternatives.getLast()) + " was not found", null));
  }
}
