package io.pbrun.engine.cli;

import io.pbrun.engine.run.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code ansible.cfg} that counts: the first of {@code ANSIBLE_CONFIG}, the current folder, the
 * home folder, {@code /etc/ansible}. What pbrun has no use for in it is passed over, as Ansible
 * does.
 *
 * @param path null when there is none
 * @param values by {@code section.key}; paths in them are as written
 */
record ConfigFile(@Nullable Path path, Map<String, String> values) {
  static final ConfigFile NONE = new ConfigFile(null, Map.of());

  static ConfigFile find(Map<String, String> environment, Path directory) {
    List<Path> candidates = new ArrayList<>();
    String named = environment.get("ANSIBLE_CONFIG");
    if (named != null && !named.isBlank()) {
      Path path = directory.resolve(named);
      candidates.add(Files.isDirectory(path) ? path.resolve("ansible.cfg") : path);
    }
    candidates.add(directory.resolve("ansible.cfg"));
    String home = environment.get("HOME");
    if (home != null) {
      candidates.add(directory.resolve(home).resolve(".ansible.cfg"));
    }
    candidates.add(directory.resolve("/etc/ansible/ansible.cfg"));
    return candidates.stream()
        .filter(Files::isRegularFile)
        .findFirst()
        .map(ConfigFile::read)
        .orElse(NONE);
  }

  private static ConfigFile read(Path path) {
    try {
      return new ConfigFile(
          path, parse(Files.readAllLines(path), path.toAbsolutePath().getParent()));
    } catch (IOException e) {
      throw new CommandFailure("cannot read " + path + ": " + e.getMessage(), ExitCode.BAD_OPTIONS);
    }
  }

  /** Values that are relative paths of files are meant from the file's folder. */
  private static Map<String, String> parse(List<String> lines, @Nullable Path folder) {
    Map<String, String> values = new LinkedHashMap<>();
    String section = "";
    for (String line : lines) {
      String text = line.replaceFirst("(^|\\s)[;].*$", "").strip();
      if (text.isEmpty() || text.startsWith("#")) {
        continue;
      }
      if (text.startsWith("[") && text.endsWith("]")) {
        section = text.substring(1, text.length() - 1).strip();
        continue;
      }
      int equals = text.indexOf('=');
      if (equals > 0) {
        String key = section + "." + text.substring(0, equals).strip().toLowerCase(Locale.ROOT);
        values.put(key, absolute(key, text.substring(equals + 1).strip(), folder));
      }
    }
    return Map.copyOf(values);
  }

  private static String absolute(String key, String value, @Nullable Path folder) {
    boolean paths =
        key.equals("defaults.inventory")
            || key.equals("defaults.roles_path")
            || key.equals("defaults.private_key_file")
            || key.equals("defaults.vault_password_file");
    if (!paths || folder == null || value.isEmpty() || value.contains(",")) {
      return value;
    }
    List<String> absolute = new ArrayList<>();
    for (String part : value.split(":")) {
      absolute.add(
          part.startsWith("~") || part.startsWith("/")
              ? part
              : folder.resolve(part).normalize().toString());
    }
    return String.join(":", absolute);
  }
}
