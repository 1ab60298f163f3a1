package io.pbrun.engine.settings;

import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.source.Place;
import io.pbrun.engine.source.Spelling;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the settings of a run are: by a variable of the environment, else by {@code ansible.cfg},
 * else by default.
 */
public final class Configuration {
  private final SettingTable table = SettingTable.load();
  private final Map<String, String> environment;
  private final ConfigFile file;
  private final Path directory;
  private final SettingReader reader;
  private final Map<String, Value> values = new ConcurrentHashMap<>();

  /**
   * A setting's value and where it comes from.
   *
   * @param value Boolean, Long, Double, String, a list of String, or null for none
   * @param origin {@code default}, {@code env: NAME}, or the path of the file
   * @param place in the file; null when it does not come from one
   */
  public record Value(@Nullable Object value, String origin, @Nullable Place place) {
    public boolean isDefault() {
      return origin.equals("default");
    }
  }

  private record Written(String text, String origin, @Nullable Place place) {}

  public Configuration(Map<String, String> environment, ConfigFile file, Path directory) {
    this.environment = Map.copyOf(environment);
    this.file = file;
    this.directory = directory;
    this.reader = new SettingReader(this.environment, directory);
  }

  /** As the environment and the files say it for a run that begins in this folder. */
  public static Configuration of(Map<String, String> environment, Path directory) {
    return new Configuration(environment, ConfigFile.find(environment, directory), directory);
  }

  /** The file that was read; {@link ConfigFile#NONE} when there is none. */
  public ConfigFile file() {
    return file;
  }

  public SettingTable table() {
    return table;
  }

  /**
   * The value of a setting by its name, such as {@code DEFAULT_FORKS}.
   *
   * @throws IllegalArgumentException when there is no such setting
   * @throws DiagnosticException when what is written is not of its type
   */
  public @Nullable Object get(String name) {
    return value(name).value();
  }

  /** The value and where it comes from; see {@link #get}. */
  public Value value(String name) {
    Value known = values.get(name);
    if (known == null) {
      known = read(table.get(name));
      values.put(name, known);
    }
    return known;
  }

  /** Of a setting of type boolean; one that has no default and is not set is false. */
  public boolean isTrue(String name) {
    return Boolean.TRUE.equals(get(name));
  }

  /** Of a setting of type integer that has a default. */
  public int number(String name) {
    return Math.toIntExact((Long) Objects.requireNonNull(get(name), name));
  }

  /** A setting's text; null when it has none. */
  public @Nullable String text(String name) {
    Object value = get(name);
    return value == null || value.toString().isEmpty() ? null : value.toString();
  }

  /** Of a setting of a type with many parts. */
  public List<String> list(String name) {
    return get(name) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }

  /** A path that a plugin's setting holds, as an expanded one from where the run began. */
  public Path path(String written) {
    return directory.resolve(Homes.expand(written, environment));
  }

  /** Whether anything but the default says what it is. */
  public boolean isSet(String name) {
    return !value(name).isDefault();
  }

  /**
   * What is to be said of everything that is set: errors for wrong values and for what is refused,
   * warnings for what has no effect here though its effect may be missed.
   */
  public List<Diagnostic> findings() {
    List<Diagnostic> findings = new ArrayList<>(file.warnings());
    for (Setting setting : table.all()) {
      Written written = written(setting);
      if (written == null) {
        continue;
      }
      try {
        Value value = value(setting.name());
        boolean missed =
            setting.support() == Support.REFUSED || setting.support() == Support.WARNED;
        if (missed && !Objects.equals(value.value(), defaultOf(setting))) {
          String message = "the setting " + where(setting, written) + " has no effect in pbrun";
          findings.add(
              setting.support() == Support.REFUSED
                  ? Diagnostic.error(message, written.place(), setting.remark())
                  : Diagnostic.warning(message, written.place(), setting.remark()));
        }
      } catch (DiagnosticException e) {
        findings.addAll(e.diagnostics());
      }
    }
    findings.addAll(misspelt());
    return findings;
  }

  /** Keys of the file that are nearly a setting's. Others may belong to anybody. */
  private List<Diagnostic> misspelt() {
    if (file.entries().isEmpty()) {
      return List.of();
    }
    Map<String, List<String>> known = new LinkedHashMap<>();
    for (Setting setting : table.all()) {
      for (String key : setting.keys()) {
        int dot = key.indexOf('.');
        known
            .computeIfAbsent(key.substring(0, dot), any -> new ArrayList<>())
            .add(key.substring(dot + 1));
      }
    }
    List<Diagnostic> findings = new ArrayList<>();
    file.entries()
        .forEach((name, entry) -> {
          int dot = name.lastIndexOf('.');
          String key = name.substring(dot + 1);
          List<String> keys = known.getOrDefault(name.substring(0, dot), List.of());
          String meant = keys.contains(key) ? null : Spelling.didYouMean(key, keys);
          if (meant != null) {
            findings.add(
                Diagnostic.warning(
                    "[" + name.substring(0, dot) + "] has no setting '" + key + "'",
                    entry.place(),
                    meant));
          }
        });
    return findings;
  }

  private Value read(Setting setting) {
    Written written = written(setting);
    if (written == null) {
      return new Value(defaultOf(setting), "default", null);
    }
    try {
      Object value = reader.read(setting, written.text(), baseOf(written));
      return new Value(value, written.origin(), written.place());
    } catch (SettingReader.WrongType e) {
      throw new DiagnosticException(
          Diagnostic.error(
              "the setting "
                  + where(setting, written)
                  + " takes "
                  + e.getMessage()
                  + ", not '"
                  + written.text()
                  + "'",
              written.place()));
    }
  }

  private Path baseOf(Written written) {
    Path path = file.path();
    Path folder = path == null ? null : path.toAbsolutePath().getParent();
    return written.place() == null || folder == null ? directory : folder;
  }

  private @Nullable Object defaultOf(Setting setting) {
    String text = setting.defaultText();
    if (text.contains("{ANSIBLE_HOME}")) {
      text = text.replace("{ANSIBLE_HOME}", String.valueOf(get("ANSIBLE_HOME")));
    }
    if (text.isEmpty() && setting.type() == Setting.Type.STRING) {
      return null;
    }
    try {
      return setting.type() == Setting.Type.DICT ? Map.of() : reader.read(setting, text, directory);
    } catch (SettingReader.WrongType e) {
      throw new IllegalStateException("the default of " + setting.name() + ": " + e.getMessage());
    }
  }

  /** Blank counts as not set, except for texts. */
  private @Nullable Written written(Setting setting) {
    for (String variable : setting.variables()) {
      String text = environment.get(variable);
      if (text != null && (!text.isBlank() || setting.type() == Setting.Type.LIST)) {
        return new Written(text.strip(), "env: " + variable, null);
      }
    }
    for (String key : setting.keys()) {
      ConfigFile.Entry entry = file.entries().get(key);
      if (entry != null) {
        return new Written(entry.value(), String.valueOf(file.path()), entry.place());
      }
    }
    return null;
  }

  private static String where(Setting setting, Written written) {
    return written.place() != null
        ? setting.name() + " (" + setting.keys().getFirst() + ")"
        : setting.name() + " (" + written.origin().replace("env: ", "the variable ") + ")";
  }
}
