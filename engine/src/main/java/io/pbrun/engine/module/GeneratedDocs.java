package io.pbrun.engine.module;

import io.pbrun.engine.value.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All that is generated from the modules' records: {@code modules/<name>.md}, {@code
 * modules/README.md} and {@code playbook.schema.json}. The files are kept in the repository; a test
 * fails when they drift from the records.
 */
public final class GeneratedDocs {
  private static final String PAGES = "modules";
  private static final Json.Style JSON = new Json.Style(2, false, false, ",", ": ");

  private final Map<String, String> files = new LinkedHashMap<>();

  /**
   * Documents every module of a catalog.
   *
   * @param taskKeywords what may stand beside a module in a task, each with its JSON Schema
   * @param playKeywords what may stand in a play, each with its JSON Schema
   */
  public GeneratedDocs(
      ModuleCatalog catalog,
      Map<String, Map<String, Object>> taskKeywords,
      Map<String, Map<String, Object>> playKeywords) {
    List<ModuleSpec> modules = catalog.all();
    files.put(PAGES + "/README.md", ModulePage.index(modules));
    for (ModuleSpec module : modules) {
      files.put(PAGES + "/" + module.name() + ".md", ModulePage.of(module));
    }
    Map<String, Object> schema =
        ModuleSchema.of(modules, new TreeMap<>(taskKeywords), new TreeMap<>(playKeywords));
    files.put("playbook.schema.json", Json.write(sorted(schema), JSON) + "\n");
  }

  /** The text of each file by its path below the documentation's folder. */
  public Map<String, String> files() {
    return Map.copyOf(files);
  }

  /** Writes all of them below this folder, and removes pages of modules that are gone. */
  public void write(Path folder) throws IOException {
    Files.createDirectories(folder.resolve(PAGES));
    for (Path orphan : orphans(folder)) {
      Files.delete(orphan);
    }
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
  }

  /**
   * What differs below this folder from what the records say, one line each; empty when nothing
   * does.
   */
  public List<String> drift(Path folder) throws IOException {
    List<String> differences = new ArrayList<>();
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      if (!Files.exists(path)) {
        differences.add(path + " is missing");
      } else if (!Files.readString(path).equals(file.getValue())) {
        differences.add(path + " differs from its module's record");
      }
    }
    for (Path orphan : orphans(folder)) {
      differences.add(orphan + " documents no module");
    }
    return differences;
  }

  private List<Path> orphans(Path folder) throws IOException {
    Path pages = folder.resolve(PAGES);
    if (!Files.isDirectory(pages)) {
      return List.of();
    }
    try (Stream<Path> there = Files.list(pages)) {
      return there
          .filter(path -> path.toString().endsWith(".md"))
          .filter(path -> !files.containsKey(PAGES + "/" + path.getFileName()))
          .sorted()
          .toList();
    }
  }

  /**
   * Small immutable maps have no order of their own; generated files must not change from run to
   * run.
   */
  private static Object sorted(Object value) {
    return switch (value) {
      case LinkedHashMap<?, ?> ordered -> {
        Map<String, Object> copy = new LinkedHashMap<>();
        ordered.forEach((key, item) -> copy.put(String.valueOf(key), sorted(item)));
        yield copy;
      }
      case Map<?, ?> map -> {
        Map<String, Object> copy = new TreeMap<>();
        map.forEach((key, item) -> copy.put(String.valueOf(key), sorted(item)));
        yield copy;
      }
      case List<?> list -> list.stream().map(GeneratedDocs::sorted).toList();
      default -> value;
    };
  }
}
