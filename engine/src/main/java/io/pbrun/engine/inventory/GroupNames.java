package io.pbrun.engine.inventory;

import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.Place;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of group names that are no variable names (Ansible's {@code
 * TRANSFORM_INVALID_GROUP_CHARS}).
 */
final class GroupNames {
  private static final Pattern INVALID =
      Pattern.compile("^[\\d\\W]|[^\\w]", Pattern.UNICODE_CHARACTER_CLASS);

  private final InventorySettings.InvalidNames policy;
  private final Consumer<Diagnostic> warnings;
  private final Set<String> warned = new HashSet<>();

  GroupNames(InventorySettings.InvalidNames policy, Consumer<Diagnostic> warnings) {
    this.policy = policy;
    this.warnings = warnings;
  }

  /** The name under which the group is known. */
  String safe(String name, @Nullable Place place) {
    Matcher invalid = INVALID.matcher(name);
    if (!invalid.find()) {
      return name;
    }
    Set<String> characters = new TreeSet<>();
    do {
      characters.add("'" + invalid.group() + "'");
    } while (invalid.find());
    return switch (policy) {
      case IGNORE -> name;
      case SILENTLY -> INVALID.matcher(name).replaceAll("_");
      case NEVER -> {
        warn(
            "Invalid characters were found in group names but not replaced",
            name,
            characters,
            place);
        yield name;
      }
      case ALWAYS -> {
        warn(
            "Invalid characters were found in group names and automatically replaced",
            name,
            characters,
            place);
        yield INVALID.matcher(name).replaceAll("_");
      }
    };
  }

  private void warn(String message, String name, Set<String> characters, @Nullable Place place) {
    synchronized (warned) {
      if (!warned.add(message)) {
        return;
      }
    }
    warnings.accept(
        Diagnostic.warning(
            message, place, "group '" + name + "' has " + String.join(", ", characters)));
  }
}
