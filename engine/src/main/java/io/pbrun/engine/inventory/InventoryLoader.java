package io.pbrun.engine.inventory;

import io.pbrun.engine.module.Providers;
import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.source.NearFiles;
import io.pbrun.engine.source.SourceText;
import io.pbrun.engine.source.Spelling;
import io.pbrun.engine.source.TextOrigin;
import io.pbrun.engine.vault.VaultException;
import io.pbrun.engine.yaml.YamlLoader;
import io.pbrun.engine.yaml.YamlNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes an inventory of the sources that {@code -i} names: files (YAML, INI, plugin
 * configurations), directories of them, and lists of hosts such as {@code a,b,}.
 */
public final class InventoryLoader {
  private static final List<String> NEVER_READ = List.of("host_vars", "group_vars", "vars_plugins");
  private static final List<String> YAML_EXTENSIONS = List.of(".yaml", ".yml", ".json");

  private final BiFunction<String, TextOrigin, Object> compiler;
  private final FileSystem files;
  private final Consumer<Diagnostic> warnings;
  private InventorySettings settings = InventorySettings.DEFAULT;
  private TextReader reader = TextReader.PLAIN;
  private Iterable<InventoryPlugin> plugins = () -> Providers.of(InventoryPlugin.class).iterator();
  private Map<String, ? extends @Nullable Object> extraVars = Map.of();
  private boolean listingOnly;

  /** What plugins gave that have begun something: they are not asked twice. */
  private final Map<Path, InventoryContribution> begun = new HashMap<>();

  /**
   * @param compiler {@code Templates::compile}
   * @param files where sources are looked up; relative ones start at its working directory
   * @param warnings takes what does not stop the run
   */
  public InventoryLoader(
      BiFunction<String, TextOrigin, Object> compiler,
      FileSystem files,
      Consumer<Diagnostic> warnings) {
    this.compiler = compiler;
    this.files = files;
    this.warnings = warnings;
  }

  public InventoryLoader settings(InventorySettings how) {
    settings = how;
    return this;
  }

  /** How files are read; one that knows vault passwords decrypts them. */
  public InventoryLoader reader(TextReader how) {
    reader = how;
    return this;
  }

  /** The plugins to choose from, instead of those that Providers finds. */
  public InventoryLoader plugins(Iterable<InventoryPlugin> known) {
    plugins = known;
    return this;
  }

  /** What plugins are told of {@code -e}. */
  public InventoryLoader extraVars(Map<String, ? extends @Nullable Object> variables) {
    extraVars = variables;
    return this;
  }

  /** Tells plugins that nothing will be run. */
  public InventoryLoader listingOnly(boolean only) {
    listingOnly = only;
    return this;
  }

  /**
   * Reads the sources in order; later ones win.
   *
   * @throws DiagnosticException with everything that is wrong with them
   */
  public Inventory load(List<String> sources) {
    Inventory inventory = new Inventory(settings, warnings);
    read(sources, inventory);
    inventory.refreshedBy(() -> {
      Inventory fresh = new Inventory(settings, warnings, inventory);
      read(sources, fresh);
      inventory.replaceBy(fresh);
    });
    return inventory;
  }

  private void read(List<String> sources, Inventory inventory) {
    List<Diagnostic> errors = new ArrayList<>();
    boolean complete = false;
    try {
      boolean parsed = false;
      List<Path> directories = new ArrayList<>();
      List<String> given = sources.stream().filter(source -> !source.isEmpty()).toList();
      for (String source : given) {
        parsed |= source(source, given.size() == 1, inventory, directories, errors);
      }
      fail(errors);
      if (!parsed) {
        nothingParsed();
      }
      inventory.loadedFrom(sources, directories);
      inventory.reconcile();
      complete = true;
    } finally {
      if (!complete) {
        inventory.close();
      }
    }
  }

  private static void fail(List<Diagnostic> errors) {
    if (!errors.isEmpty()) {
      throw new DiagnosticException(errors);
    }
  }

  private void nothingParsed() {
    if (settings.unparsedIsFailed()) {
      throw InventoryErrors.at(
          null,
          "No inventory was parsed, please check your configuration and options",
          "name one with -i");
    }
    if (settings.unparsedWarning()) {
      warnings.accept(
          Diagnostic.warning(
              "No inventory was parsed, only implicit localhost is available", null, null));
    }
  }

  private boolean source(
      String source,
      boolean only,
      Inventory inventory,
      List<Path> directories,
      List<Diagnostic> errors) {
    Path path = files.getPath(source);
    if (source.indexOf(',') >= 0 && !Files.exists(path)) {
      hostList(source, inventory);
      return true;
    }
    Path parent = path.toAbsolutePath().getParent();
    Path directory = Files.isDirectory(path) || parent == null ? path : parent;
    if (!directories.contains(directory)) {
      directories.add(directory);
    }
    if (only && !Files.exists(path)) {
      // Nothing is left out of a run that has no other hosts, as with Ansible.
      unparsed(path, notThere(path));
      return false;
    }
    return path(path, inventory, errors);
  }

  private boolean path(Path path, Inventory inventory, List<Diagnostic> errors) {
    if (!Files.isDirectory(path)) {
      return file(path, inventory, errors);
    }
    boolean parsed = false;
    for (Path entry : entries(path)) {
      parsed |= path(entry, inventory, errors);
    }
    return parsed;
  }

  private List<Path> entries(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .filter(entry -> !isIgnored(entry.getFileName().toString()))
          .sorted(java.util.Comparator.comparing(entry -> entry.getFileName().toString()))
          .toList();
    } catch (IOException e) {
      throw InventoryErrors.at(
          null, "cannot list the inventory directory " + directory + ": " + reason(e), null);
    }
  }

  private boolean isIgnored(String name) {
    return name.startsWith(".")
        || NEVER_READ.contains(name)
        || settings.ignoreExtensions().stream().anyMatch(name::endsWith)
        || settings.ignorePatterns().stream().anyMatch(pattern -> pattern.matcher(name).find());
  }

  private boolean file(Path path, Inventory inventory, List<Diagnostic> errors) {
    Path absolute = path.toAbsolutePath().normalize();
    Reading reading =
        new Reading(
            inventory,
            compiler,
            warnings,
            absolute.toString(),
            String.valueOf(absolute.getParent()));
    try {
      read(path, reading);
      reading.end();
      return true;
    } catch (DiagnosticException e) {
      if (settings.anyUnparsedIsFailed()) {
        errors.addAll(e.diagnostics());
      } else {
        e.diagnostics().forEach(each -> warnings.accept(asWarning(each)));
        unparsed(path, null);
      }
      return false;
    }
  }

  private void unparsed(Path path, @Nullable String hint) {
    Path absolute = path.toAbsolutePath().normalize();
    warnings.accept(
        Diagnostic.warning("Unable to parse " + absolute + " as an inventory source", null, hint));
  }

  private static Diagnostic asWarning(Diagnostic error) {
    return Diagnostic.warning(error.message(), error.place(), error.hint());
  }

  private void read(Path path, Reading reading) {
    SourceText source = text(path);
    String name = path.getFileName().toString();
    int dot = name.lastIndexOf('.');
    String extension = dot <= 0 ? "" : name.substring(dot);
    if (YAML_EXTENSIONS.contains(extension)) {
      yaml(path, document(source), source, reading);
    } else if (extension.isEmpty() && !IniInventory.recognizes(source)) {
      yamlOrIni(path, source, reading);
    } else {
      IniInventory.read(source, reading);
    }
  }

  /** A file without an extension is YAML when it reads as a YAML mapping, and INI otherwise. */
  private void yamlOrIni(Path path, SourceText source, Reading reading) {
    YamlNode document;
    try {
      document = document(source);
    } catch (DiagnosticException notYaml) {
      if (looksLikeYaml(source)) {
        throw notYaml;
      }
      document = null;
    }
    if (document instanceof YamlNode.Mapping) {
      yaml(path, document, source, reading);
    } else {
      IniInventory.read(source, reading);
    }
  }

  private static boolean looksLikeYaml(SourceText source) {
    return source
        .text()
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && line.charAt(0) != '#')
        .findFirst()
        .filter(line ->
            line.equals("---")
                || line.endsWith(":")
                || line.startsWith("{")
                || line.startsWith("plugin:"))
        .isPresent();
  }

  private static @Nullable YamlNode document(SourceText source) {
    List<YamlNode> documents = YamlLoader.load(source);
    if (documents.size() > 1) {
      throw InventoryErrors.at(
          documents.get(1).place(),
          "an inventory file must hold one YAML document",
          "put the second into its own file");
    }
    return documents.isEmpty() ? null : documents.getFirst();
  }

  private void yaml(Path path, @Nullable YamlNode document, SourceText source, Reading reading) {
    if (document == null || Kinds.isNull(document)) {
      throw InventoryErrors.at(
          source.at(1, 1), "Parsed empty YAML file", "an inventory needs at least 'all:'");
    }
    if (!(document instanceof YamlNode.Mapping mapping)) {
      throw InventoryErrors.at(
          document.place(),
          "YAML inventory has invalid structure, it should be a dictionary, got: "
              + Kinds.of(document),
          "begin with a group, such as 'all:' with 'hosts:' below it");
    }
    if (mapping.get("plugin") instanceof YamlNode.Scalar plugin) {
      plugin(path, mapping, plugin, reading);
    } else {
      YamlInventory.read(mapping, reading);
    }
  }

  private void plugin(Path path, YamlNode.Mapping config, YamlNode.Scalar named, Reading reading) {
    String wanted = named.text();
    String last = wanted.substring(wanted.lastIndexOf('.') + 1);
    List<String> known = new ArrayList<>();
    InventoryPlugin found = null;
    for (InventoryPlugin each : plugins) {
      known.add(each.name());
      if (each.name().equals(wanted) || each.name().equals(last)) {
        found = each;
      }
    }
    if (found == null) {
      String meant = Spelling.didYouMean(wanted, known);
      throw InventoryErrors.at(
          named.place(),
          "there is no inventory plugin '" + wanted + "'",
          meant != null
              ? meant
              : known.isEmpty() ? null : "known are: " + String.join(", ", known));
    }
    InventoryContribution contribution = begun.get(path);
    if (contribution == null) {
      contribution = found.load(config, context(path, reading));
      if (contribution.time() != null || contribution.resource() != null) {
        begun.put(
            path,
            new InventoryContribution(contribution.hosts(), contribution.groups(), null, null));
      }
    }
    PluginInventory.add(contribution, reading, named.place());
  }

  private InventoryPlugin.Context context(Path path, Reading reading) {
    return new InventoryPlugin.Context() {
      @Override
      public Path file() {
        return path;
      }

      @Override
      public Map<String, ? extends @Nullable Object> extraVars() {
        return extraVars;
      }

      @Override
      public boolean listingOnly() {
        return listingOnly;
      }

      @Override
      public @Nullable Object value(YamlNode node) {
        return reading.values().value(node);
      }

      @Override
      public void warn(Diagnostic warning) {
        warnings.accept(warning);
      }
    };
  }

  private SourceText text(Path path) {
    if (!Files.exists(path)) {
      throw InventoryErrors.at(null, "there is no inventory " + path, notThere(path));
    }
    if (isScript(path)) {
      throw InventoryErrors.at(
          null,
          "the inventory " + path + " is a script, and pbrun runs no inventory scripts",
          "save what it prints: './"
              + path.getFileName()
              + " --list' as YAML, or take away its '#!' line when it is data");
    }
    try {
      return reader.read(path);
    } catch (VaultException e) {
      throw InventoryErrors.encrypted(e);
    } catch (IOException e) {
      throw InventoryErrors.at(null, "cannot read the inventory " + path + ": " + reason(e), null);
    }
  }

  private static @Nullable String notThere(Path path) {
    String near = NearFiles.didYouMean(path);
    return near != null
        ? near
        : path.toString().indexOf(',') < 0
            ? "a list of hosts needs a comma: -i '" + path + ",'"
            : null;
  }

  private static boolean isScript(Path path) {
    if (!Files.isRegularFile(path) || !Files.isExecutable(path)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(path)) {
      return in.read() == '#' && in.read() == '!';
    } catch (IOException e) {
      return false;
    }
  }

  private static String reason(IOException e) {
    return e instanceof java.nio.file.AccessDeniedException
        ? "permission denied"
        : String.valueOf(e.getMessage());
  }

  private void hostList(String list, Inventory inventory) {
    Reading reading = new Reading(inventory, (text, origin) -> text, warnings, list, null);
    Group ungrouped = inventory.addGroup(Inventory.UNGROUPED, null);
    for (String item : list.split(",", -1)) {
      String text = item.strip();
      if (!text.isEmpty()) {
        HostAddress address =
            HostAddress.parse(text)
                .filter(each -> !each.hasRange())
                .orElse(new HostAddress(text, null));
        if (!inventory.holds(address.host())) {
          inventory.addToGroup(ungrouped, reading.host(address.host(), address.port(), null));
        }
      }
    }
  }
}
