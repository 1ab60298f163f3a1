package io.pbrun.builtin;

import io.pbrun.engine.module.Effect;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleDoc.Returned;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.TaskModule;
import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.vault.VaultException;
import io.pbrun.engine.yaml.YamlLoader;
import io.pbrun.engine.yaml.YamlNode;
import io.pbrun.engine.yaml.YamlValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads variables from files of the control machine. */
@ModuleDoc(
    summary = "Reads variables from YAML or JSON files",
    description =
        "The variables belong to the host for the rest of the run. A later file wins over an earlier one.",
    example =
        """
        - name: Read what differs in this release
          include_vars: release.yml

        - name: Read everything of a folder under one name
          include_vars:
            dir: overrides
            name: overrides
        """,
    mutuallyExclusive = "file|dir",
    requiredOneOf = "file|dir",
    groupsBind = false,
    returns = {
      @Returned(name = "ansible_facts", value = "The variables.", type = "dict"),
      @Returned(
          name = "ansible_included_var_files",
          value = "The files that were read, in order.",
          type = "list")
    })
record IncludeVars(
    @Param(value = "File, looked up in `vars/`.", freeForm = true) @Nullable String file,
    @Param("Folder, looked up in `vars/`; its files are read in the order of their names.")
        @Nullable String dir,
    @Param("Variable that takes them all as a mapping; without it each becomes a variable.")
        @Nullable String name,
    @Param(value = "How many levels of folders are read; 0 for all.", defaultValue = "0") int depth,
    @Param("Regular expression that names of files in `dir` must match.")
        @Nullable String filesMatching,
    @Param("Regular expressions; files of `dir` whose names match are left out.")
        List<String> ignoreFiles,
    @Param(value = "File name extensions that are read in `dir`.", defaultValue = "yaml,yml,json")
        List<String> extensions,
    @Param("Whether files of other extensions in `dir` are left out; else they are an error.")
        boolean ignoreUnknownExtensions,
    @Param(
            value =
                "Whether a mapping that the host has already is replaced, or merged with that of the file.",
            choices = {"replace", "merge"})
        @Nullable String hashBehaviour)
    implements TaskModule {

  /** What stands in a folder itself comes before what is deeper. */
  private static final Comparator<Path> BY_FOLDER =
      Comparator.comparing((Path path) -> String.valueOf(path.getParent()))
          .thenComparing(path -> String.valueOf(path.getFileName()));

  @Override
  public Plan plan(ModuleContext context) throws ModuleFailure {
    Map<String, @Nullable Object> read = new LinkedHashMap<>();
    List<String> names = new ArrayList<>();
    for (Path path : paths(context)) {
      read.putAll(variables(context, path));
      names.add(path.toString());
    }
    Map<String, @Nullable Object> variables = name == null ? read : Fields.of(name, read);
    if ("merge".equals(hashBehaviour)) {
      variables = merged(context, variables);
    }
    return Plan.settled(
        Result.ok(Fields.of("ansible_facts", variables, "ansible_included_var_files", names))
            .with(new Effect.IncludedVars(known(variables))));
  }

  private static Map<String, @Nullable Object> merged(
      ModuleContext context, Map<String, @Nullable Object> variables) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    variables.forEach((key, value) -> all.put(key, merged(context.variable(key), value)));
    return all;
  }

  private static @Nullable Object merged(@Nullable Object old, @Nullable Object value) {
    if (!(old instanceof Map<?, ?> before) || !(value instanceof Map<?, ?> after)) {
      return value;
    }
    Map<Object, @Nullable Object> both = new LinkedHashMap<>(before);
    after.forEach((key, item) -> both.put(key, merged(both.get(key), item)));
    return both;
  }

  // Effect's signature has no null values; the map itself holds them.
  @SuppressWarnings("NullAway")
  private static Map<String, Object> known(Map<String, @Nullable Object> variables) {
    return (Map<String, Object>) (Map<?, ?>) variables;
  }

  private List<Path> paths(ModuleContext context) throws ModuleFailure {
    if (file != null && dir != null) {
      throw failure("You are mixing file only and dir only arguments, these are incompatible");
    }
    if (file == null && dir == null) {
      throw failure(
          "Could not find file on the Ansible Controller: neither 'file' nor 'dir' names one");
    }
    if (file != null) {
      try {
        return List.of(LocalFiles.find(context, "vars", file));
      } catch (ModuleFailure missing) {
        throw failure(
            String.valueOf(missing.getMessage())
                .replaceFirst("^Could not find or access", "Could not find file or access"));
      }
    }
    Path folder = LocalFiles.find(context, "vars", String.valueOf(dir));
    if (!Files.isDirectory(folder)) {
      throw failure(folder + " is not a directory");
    }
    List<Path> chosen = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(folder, depth == 0 ? Integer.MAX_VALUE : depth)) {
      for (Path path : walk.filter(Files::isRegularFile).sorted(BY_FOLDER).toList()) {
        if (isChosen(path.getFileName().toString())) {
          chosen.add(path);
        }
      }
    } catch (IOException e) {
      throw new ModuleFailure("cannot list " + folder + ": " + LocalFiles.reason(e));
    }
    return chosen;
  }

  private boolean isChosen(String fileName) throws ModuleFailure {
    try {
      if (ignoreFiles.stream()
              .anyMatch(pattern -> Pattern.compile(pattern + "$").matcher(fileName).find())
          || (filesMatching != null && !Pattern.compile(filesMatching).matcher(fileName).find())) {
        return false;
      }
    } catch (PatternSyntaxException e) {
      throw new ModuleFailure("not a regular expression: " + e.getPattern());
    }
    int dot = fileName.lastIndexOf('.');
    String extension = dot <= 0 ? "" : fileName.substring(dot + 1);
    if (extensions.contains(extension)) {
      return true;
    }
    if (ignoreUnknownExtensions || filesMatching != null) {
      return false;
    }
    throw failure(
        fileName
            + " does not have a valid extension: "
            + String.join(", ", extensions)
            + " (set ignore_unknown_extensions to leave such files out)");
  }

  /** Ansible names the reason {@code message} here. */
  private static ModuleFailure failure(String reason) {
    return new ModuleFailure(reason, Fields.of("message", reason));
  }

  private static Map<String, @Nullable Object> variables(ModuleContext context, Path path)
      throws ModuleFailure {
    try {
      List<YamlNode> documents = YamlLoader.load(context.templates().vault().source(path));
      if (documents.isEmpty()) {
        return Map.of();
      }
      if (!(documents.getFirst() instanceof YamlNode.Mapping mapping)) {
        throw new ModuleFailure(path + " must be stored as a dictionary/hash");
      }
      YamlValues values =
          YamlValues.compiling(
              context.templates()::compile,
              finding -> {
                throw new DiagnosticException(finding);
              });
      return values.byName(mapping);
    } catch (DiagnosticException | VaultException e) {
      throw new ModuleFailure(String.valueOf(e.getMessage()));
    }
  }
}
