package io.pbrun.engine.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every setting that pbrun knows, from the table beside this class. */
public final class SettingTable {
  private static final String FILE = "settings.txt";

  private final Map<String, Setting> byName;

  private SettingTable(Map<String, Setting> byName) {
    this.byName = byName;
  }

  /** Reads the table. */
  public static SettingTable load() {
    try (InputStream in = SettingTable.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is missing beside " + SettingTable.class);
      }
      Map<String, Setting> byName = new LinkedHashMap<>();
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(Setting::parse)
          .forEach(setting -> byName.put(setting.name(), setting));
      return new SettingTable(byName);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In alphabetical order, those of plugins last. */
  public List<Setting> all() {
    return List.copyOf(byName.values());
  }

  /** The setting of this name; null when there is none. */
  public @Nullable Setting find(String name) {
    return byName.get(name);
  }

  Setting get(String name) {
    Setting setting = byName.get(name);
    if (setting == null) {
      throw new IllegalArgumentException("there is no setting '" + name + "'");
    }
    return setting;
  }
}
