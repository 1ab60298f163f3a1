package io.pbrun.engine.settings;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Paths as a shell would read them: {@code ~} and variables. */
final class Homes {
  private static final Pattern VARIABLE =
      Pattern.compile("\\$(?:\\{([A-Za-z_][A-Za-z0-9_]*)}|([A-Za-z_][A-Za-z0-9_]*))");

  private Homes() {}

  static String expand(String path, Map<String, String> environment) {
    String expanded =
        VARIABLE
            .matcher(path)
            .replaceAll(found -> {
              String name = found.group(1) == null ? found.group(2) : found.group(1);
              return Matcher.quoteReplacement(environment.getOrDefault(name, found.group()));
            });
    String home = environment.get("HOME");
    return home != null && (expanded.equals("~") || expanded.startsWith("~/"))
        ? home + expanded.substring(1)
        : expanded;
  }
}
