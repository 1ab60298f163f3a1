package io.pbrun.engine.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every setting that pbrun knows. */
public final class SettingTable {
  private final Map<String, Setting> byName;

  private SettingTable(Map<String, Setting> byName) {
    this.byName = byName;
  }

  /** Reads the table. */
  public static SettingTable load() {
    Map<String, Setting> byName = new LinkedHashMap<>();
    String text = SettingLines.TEXT;
    for (int start = 0; start < text.length(); ) {
      int end = text.indexOf('\n', start);
      if (end > start && text.charAt(start) != '#') {
        Setting setting = Setting.parse(text.substring(start, end));
        byName.put(setting.name(), setting);
      }
      start = end + 1;
    }
    return new SettingTable(byName);
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
