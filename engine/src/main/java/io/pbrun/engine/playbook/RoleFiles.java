package io.pbrun.engine.playbook;

import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files of a role: {@code main} with any of the usual endings, or a folder {@code main}
 * of variables.
 */
final class RoleFiles {
  private static final List<String> ENDINGS = List.of(".yml", ".yaml", ".json", "");

  private final Parsing parsing;

  RoleFiles(Parsing parsing) {
    this.parsing = parsing;
  }

  /**
   * The file of a part of a role; null when there is none, which is a finding unless it is {@code
   * main}.
   *
   * @param part {@code tasks}, {@code handlers}, {@code vars}, {@code defaults} or {@code meta}
   */
  @Nullable Path main(Path role, String part, String name, @Nullable Place asked) {
    Path folder = role.resolve(part);
    if (!folder.resolve(name).normalize().startsWith(folder.normalize())) {
      parsing.error(
          "the "
              + part
              + " '"
              + name
              + "' cannot be loaded as it is not inside the expected role path: "
              + folder.normalize(),
          asked,
          null);
      return null;
    }
    Path found = optional(role, part, name);
    if (found != null) {
      return found;
    }
    if (!name.equals("main")) {
      parsing.error(
          "the role '" + role.getFileName() + "' has no " + part + " '" + name + "'",
          asked,
          "looked for " + folder.resolve(name + ".yml"));
    }
    return null;
  }

  /** The file of a part of a role; null when there is none. */
  @Nullable Path optional(Path role, String part, String name) {
    return ENDINGS.stream()
        .map(ending -> role.resolve(part).resolve(name + ending))
        .filter(Files::isRegularFile)
        .findFirst()
        .orElse(null);
  }

  /** The variables of a part: those of its file, or of all files in a folder of that name. */
  Map<String, @Nullable Object> variables(Path role, String part, String name, Place asked) {
    Path folder = role.resolve(part).resolve(name);
    if (!Files.isDirectory(folder)) {
      Path file = main(role, part, name, asked);
      return file == null ? Map.of() : parsing.variables(file);
    }
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    try (Stream<Path> found = Files.walk(folder)) {
      found
          .filter(Files::isRegularFile)
          .filter(file ->
              ENDINGS.stream()
                  .anyMatch(ending -> !ending.isEmpty() && file.toString().endsWith(ending)))
          .sorted()
          .forEach(file -> all.putAll(parsing.variables(file)));
    } catch (IOException e) {
      parsing.report(
          Diagnostic.error("cannot read the folder '" + folder + "': " + e.getMessage(), asked));
    }
    return all;
  }
}
