package io.pbrun.engine.cli;

import io.pbrun.engine.inventory.Host;
import io.pbrun.engine.inventory.HostPattern;
import io.pbrun.engine.inventory.HostSelector;
import io.pbrun.engine.inventory.Inventory;
import io.pbrun.engine.inventory.InventoryLoader;
import io.pbrun.engine.inventory.Variables;
import io.pbrun.engine.inventory.VarsFiles;
import io.pbrun.engine.module.ModuleCatalog;
import io.pbrun.engine.module.SystemTime;
import io.pbrun.engine.module.Time;
import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.source.MissingFileException;
import io.pbrun.engine.source.TextOrigin;
import io.pbrun.engine.template.JinjaTemplates;
import io.pbrun.engine.template.Scope;
import io.pbrun.engine.template.Surroundings;
import io.pbrun.engine.value.Omit;
import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.vars.ExtraVars;
import io.pbrun.engine.vars.VariableManager;
import io.pbrun.engine.vault.Vault;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What every command that reads an inventory works with. Closing it ends what inventory plugins
 * began.
 */
final class Session implements AutoCloseable {
  private final FileSystem files = FileSystems.getDefault();
  private final JinjaTemplates templates;
  private final ModuleCatalog modules = ModuleCatalog.load();
  private final Settings settings;
  private final Inventory inventory;
  private final long inventoryVersion;
  private final Variables extraVars;
  private final VarsFiles varsFiles;
  private final HostSelector hosts;
  private final Map<String, @Nullable Object> runMagic;
  private VariableManager variables;

  /**
   * @param vault opens what is encrypted
   * @param listingOnly whether nothing will be run
   * @param runMagic special variables of the run
   * @param warnings takes what does not stop the command
   */
  Session(
      InventoryOptions options,
      Settings settings,
      Vault vault,
      Path directory,
      boolean listingOnly,
      Map<String, @Nullable Object> runMagic,
      Consumer<Diagnostic> warnings) {
    this.settings = settings;
    this.runMagic = new LinkedHashMap<>(runMagic);
    settings.warnings().forEach(warnings);
    this.templates =
        new JinjaTemplates(
            surroundings(settings, directory, this.runMagic, vault, this::hostsMatching));
    this.extraVars = extraVars(options, vault, warnings);
    this.varsFiles = new VarsFiles(forLater(warnings), vault::source, warnings);
    this.inventory =
        new InventoryLoader(forLater(warnings), files, warnings)
            .settings(settings.inventorySettings())
            .reader(vault::source)
            .extraVars(extraVars)
            .listingOnly(listingOnly)
            .load(sources(options, settings));
    this.inventoryVersion = inventory.version();
    this.hosts =
        new HostSelector(
            inventory,
            options.limit == null ? null : HostSelector.limit(options.limit, files),
            mismatch(settings),
            warnings);
    this.variables = variableManager();
  }

  private VariableManager variableManager() {
    Map<String, @Nullable Object> magic = new LinkedHashMap<>(runMagic);
    magic.put("omit", Omit.OMIT);
    return new VariableManager(
        inventory,
        varsFiles,
        extraVars,
        magic,
        templates::resolve,
        new VariableManager.Settings(
            settings.mergesHashes(), settings.injectsFacts(), settings.factCache()));
  }

  /** Forgets what a preview has found out, so that the run begins as if it were the first. */
  void endPreview() {
    runMagic.put("ansible_check_mode", false);
    if (inventory.version() != inventoryVersion) {
      inventory.refresh();
    }
    variables = variableManager();
  }

  /** Compiles variables, which nobody may ever ask for. */
  private BiFunction<String, TextOrigin, Object> forLater(Consumer<Diagnostic> warnings) {
    return (text, origin) -> templates.compileForLater(text, origin, warnings);
  }

  /** For lookups, which may ask for groups that are not there. */
  private List<String> hostsMatching(String pattern) {
    return new HostSelector(inventory, null, HostSelector.Mismatch.IGNORE, _ -> {})
        .select(HostPattern.of(pattern)).stream().map(Host::name).toList();
  }

  static Surroundings surroundings(
      Settings settings,
      Path directory,
      Map<String, @Nullable Object> runMagic,
      Vault vault,
      Function<String, List<String>> hosts) {
    return new Surroundings() {
      @Override
      public Path directory() {
        return directory;
      }

      @Override
      public @Nullable Object setting(String name) {
        if (settings.values().table().find(name) == null) {
          throw new ValueException("Unable to find setting " + name);
        }
        return settings.values().get(name);
      }

      @Override
      public Set<String> jinjaExtensions() {
        return settings.jinjaExtensions();
      }

      @Override
      public Vault vault() {
        return vault;
      }

      @Override
      public List<String> hosts(String pattern, Scope scope) {
        return hosts.apply(pattern);
      }

      @Override
      public boolean mayAct() {
        return !Boolean.TRUE.equals(runMagic.get("ansible_check_mode"));
      }
    };
  }

  /** Mistakes in {@code -e} are mistakes of the command line. */
  private Variables extraVars(
      InventoryOptions options, Vault vault, Consumer<Diagnostic> warnings) {
    try {
      return new ExtraVars(templates::compile, files, vault::source, warnings)
          .parse(options.extraVars);
    } catch (MissingFileException e) {
      throw e;
    } catch (DiagnosticException e) {
      throw new BadOptions(e);
    }
  }

  private static List<String> sources(InventoryOptions options, Settings settings) {
    if (!options.inventories.isEmpty()) {
      return options.inventories;
    }
    return settings.inventories();
  }

  private static HostSelector.Mismatch mismatch(Settings settings) {
    return switch (settings.patternMismatch()) {
      case "error" -> HostSelector.Mismatch.ERROR;
      case "ignore" -> HostSelector.Mismatch.IGNORE;
      default -> HostSelector.Mismatch.WARNING;
    };
  }

  FileSystem files() {
    return files;
  }

  JinjaTemplates templates() {
    return templates;
  }

  ModuleCatalog modules() {
    return modules;
  }

  Settings settings() {
    return settings;
  }

  Inventory inventory() {
    return inventory;
  }

  Variables extraVars() {
    return extraVars;
  }

  VarsFiles varsFiles() {
    return varsFiles;
  }

  HostSelector hosts() {
    return hosts;
  }

  VariableManager variables() {
    return variables;
  }

  /** The inventory's clock when a plugin gives one, else the wall's. */
  Time time() {
    Time time = inventory.time();
    return time == null ? SystemTime.INSTANCE : time;
  }

  /** Fails when a {@code --limit} leaves no host. */
  void requireHosts(@Nullable String limit) {
    if (limit != null
        && !inventory.hosts().isEmpty()
        && hosts.select(HostPattern.of("all")).isEmpty()) {
      throw new CommandFailure(
          "Specified inventory, host pattern and/or --limit leaves us with no hosts to target.",
          io.pbrun.engine.run.ExitCode.ERROR);
    }
  }

  @Override
  public void close() {
    inventory.close();
  }
}
