package io.pbrun.engine.inventory;

import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.source.TextOrigin;
import io.pbrun.engine.vault.VaultException;
import io.pbrun.engine.yaml.YamlLoader;
import io.pbrun.engine.yaml.YamlNode;
import io.pbrun.engine.yaml.YamlValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Reads files of variables: {@code group_vars/NAME} and {@code host_vars/NAME} beside inventories
 * and playbooks, when a group or host is first asked for. Each file is read once.
 */
public final class VarsFiles {
  private static final List<String> EXTENSIONS = List.of("", ".yml", ".yaml", ".json");

  private final BiFunction<String, TextOrigin, Object> compiler;
  private final TextReader reader;
  private final Consumer<Diagnostic> warnings;
  private final Map<Path, Set<String>> listings = new ConcurrentHashMap<>();
  private final Map<Path, Variables> loaded = new ConcurrentHashMap<>();

  /** Which of the two directories. */
  public enum Kind {
    GROUP_VARS,
    HOST_VARS;

    String directory() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * @param compiler {@code Templates::compile}
   */
  public VarsFiles(
      BiFunction<String, TextOrigin, Object> compiler,
      TextReader reader,
      Consumer<Diagnostic> warnings) {
    this.compiler = compiler;
    this.reader = reader;
    this.warnings = warnings;
  }

  /**
   * The variables of a group or host from the directory beside an inventory or playbook, lowest
   * file first.
   *
   * @param base the directory that {@code group_vars} or {@code host_vars} is in
   * @throws DiagnosticException when a file is wrong
   */
  public List<Variables> of(Path base, Kind kind, String name) {
    // Such names are directories of chroots, not files of variables.
    if (name.startsWith("/")) {
      return List.of();
    }
    Path directory = base.resolve(kind.directory());
    Set<String> present = listings.computeIfAbsent(directory, this::list);
    if (present.isEmpty()) {
      return List.of();
    }
    for (String extension : EXTENSIONS) {
      boolean there =
          name.indexOf('/') < 0
              ? present.contains(name + extension)
              : Files.exists(directory.resolve(name + extension));
      if (there) {
        List<Path> files = new ArrayList<>();
        collect(directory.resolve(name + extension), files);
        return files.stream()
            .map(this::loadOrExplain)
            .filter(variables -> !variables.isEmpty())
            .toList();
      }
    }
    return List.of();
  }

  /**
   * The variables of one file of {@code vars_files}; it must hold a mapping, a list of mappings of
   * which later ones win, or nothing.
   *
   * @throws DiagnosticException when it cannot be read or is wrong
   * @throws VaultException when it cannot be decrypted
   */
  public Variables load(Path file) {
    return loaded.computeIfAbsent(file, each -> read(each, true));
  }

  private Variables loadOrExplain(Path file) {
    try {
      return loaded.computeIfAbsent(file, each -> read(each, false));
    } catch (VaultException e) {
      throw InventoryErrors.encrypted(e);
    }
  }

  private Set<String> list(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      Set<String> names = new HashSet<>();
      entries.forEach(entry -> names.add(entry.getFileName().toString()));
      return names;
    } catch (NoSuchFileException e) {
      return Set.of();
    } catch (NotDirectoryException e) {
      warnings.accept(
          Diagnostic.warning(
              "Found "
                  + directory.getFileName()
                  + " that is not a directory, skipping: "
                  + directory,
              null,
              null));
      return Set.of();
    } catch (IOException e) {
      throw InventoryErrors.at(null, "cannot list " + directory + ": " + e.getMessage(), null);
    }
  }

  /** A file itself, or the files of a directory by name and at any depth. */
  private void collect(Path path, List<Path> files) {
    if (!Files.isDirectory(path)) {
      files.add(path);
      return;
    }
    try (Stream<Path> entries = Files.list(path)) {
      for (Path entry :
          entries
              .sorted(java.util.Comparator.comparing(each -> each.getFileName().toString()))
              .toList()) {
        String name = entry.getFileName().toString();
        if (name.startsWith(".") || name.endsWith("~")) {
          continue;
        }
        int dot = name.lastIndexOf('.');
        String extension = dot <= 0 ? "" : name.substring(dot);
        if (Files.isDirectory(entry)) {
          if (extension.isEmpty()) {
            collect(entry, files);
          }
        } else if (EXTENSIONS.contains(extension)) {
          files.add(entry);
        }
      }
    } catch (IOException e) {
      throw InventoryErrors.at(null, "cannot list " + path + ": " + e.getMessage(), null);
    }
  }

  private Variables read(Path file, boolean mayBeList) {
    List<YamlNode> documents;
    try {
      documents = YamlLoader.load(reader.read(file));
    } catch (IOException e) {
      throw InventoryErrors.at(
          null, "cannot read the variables in " + file + ": " + e.getMessage(), null);
    }
    if (documents.isEmpty() || Kinds.isNull(documents.getFirst())) {
      return Variables.NONE;
    }
    if (documents.size() > 1) {
      throw InventoryErrors.at(
          documents.get(1).place(),
          "a file of variables must hold one YAML document",
          "put the second into its own file");
    }
    List<YamlNode> parts =
        mayBeList
                && documents.getFirst() instanceof YamlNode.Sequence list
                && !list.items().isEmpty()
            ? list.items()
            : documents;
    if (!parts.stream().allMatch(YamlNode.Mapping.class::isInstance)) {
      throw InventoryErrors.at(
          documents.getFirst().place(),
          "a file of variables must be a mapping of names to values, not "
              + Kinds.of(documents.getFirst()),
          "write 'name: value', without a dash before it");
    }
    List<Diagnostic> errors = new ArrayList<>();
    YamlValues values = YamlValues.compiling(compiler, errors::add);
    Variables variables = new Variables();
    for (YamlNode part : parts) {
      ((YamlNode.Mapping) part)
          .entries()
          .forEach(entry ->
              variables.define(entry.name(), values.value(entry.value()), entry.key().place()));
    }
    if (!errors.isEmpty()) {
      throw new DiagnosticException(errors);
    }
    return variables;
  }
}
