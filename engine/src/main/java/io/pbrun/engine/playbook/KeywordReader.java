package io.pbrun.engine.playbook;

import io.pbrun.engine.source.Spelling;
import io.pbrun.engine.yaml.YamlNode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the keywords of one level, and says what is wrong with those that do not belong there. */
final class KeywordReader {
  /** Keywords that Ansible has or had, and what to use instead. */
  private static final Map<String, String> GONE =
      Map.of(
          "include", "use 'include_tasks', 'import_tasks' or 'import_playbook'",
          "sudo", "use 'become: true'",
          "sudo_user", "use 'become: true' with 'become_user'",
          "su", "use 'become: true' with 'become_method: su'",
          "user", "use 'remote_user'",
          "always_run", "use 'check_mode: false'",
          "static", "use 'import_tasks' for static and 'include_tasks' for dynamic ones",
          "first_available_file", "use the first_found lookup",
          "accelerate", "remove it",
          "validate_argspec", "pbrun checks the arguments of all modules anyway");

  private final Parsing parsing;

  KeywordReader(Parsing parsing) {
    this.parsing = parsing;
  }

  /** The keywords at this level; those that others read (tasks, loops, names …) are left out. */
  Keywords read(List<YamlNode.Entry> entries, Keyword.Level level) {
    EnumMap<Keyword, @Nullable Object> values = new EnumMap<>(Keyword.class);
    for (YamlNode.Entry entry : entries) {
      Keyword keyword = Keyword.named(entry.name());
      if (keyword == null || !keyword.allowedAt(level) || isReadElsewhere(keyword)) {
        continue;
      }
      if (keyword.merge() == Keyword.Merge.INHERITED && Nodes.isNull(entry.value())) {
        continue;
      }
      refuseUnsupported(keyword, entry);
      values.put(keyword, parsing.keywordValues.read(keyword, entry.value()));
    }
    return new Keywords(values);
  }

  private static boolean isReadElsewhere(Keyword keyword) {
    return switch (keyword) {
      case NAME,
          HOSTS,
          ROLES,
          PRE_TASKS,
          TASKS,
          POST_TASKS,
          HANDLERS,
          VARS_PROMPT,
          BLOCK_,
          RESCUE,
          ALWAYS,
          ACTION,
          LOCAL_ACTION,
          ARGS,
          LOOP,
          LOOP_CONTROL ->
          true;
      default -> false;
    };
  }

  private void refuseUnsupported(Keyword keyword, YamlNode.Entry entry) {
    String literal = Nodes.literal(entry.value());
    switch (keyword) {
      case DEBUGGER -> {
        if (!"never".equals(literal)) {
          parsing.error(
              "pbrun has no task debugger, so 'debugger' is refused",
              entry.key(),
              "remove it; use -vvv to see more");
        }
      }
      case STRATEGY -> {
        if (literal != null
            && !List.of("linear", "free", "host_pinned")
                .contains(literal.replaceFirst("^ansible\\.builtin\\.", ""))) {
          parsing.error(
              "unknown strategy '" + literal + "'",
              entry.value(),
              "pbrun has linear, free and host_pinned");
        }
      }
      case ORDER -> {
        List<String> orders =
            List.of("inventory", "sorted", "reverse_sorted", "reverse_inventory", "shuffle");
        if (literal != null && !orders.contains(literal)) {
          parsing.error(
              "unknown order '" + literal + "'",
              entry.value(),
              "it is one of " + String.join(", ", orders));
        }
      }
      default -> {}
    }
  }

  /** Reports a key that is no keyword of this level. */
  void unknown(YamlNode.Entry entry, Keyword.Level level) {
    unknown(entry, level, "");
  }

  /**
   * @param why follows the level's name in the message; empty for nothing
   */
  void unknown(YamlNode.Entry entry, Keyword.Level level, String why) {
    String word = entry.name();
    String title = level.name().charAt(0) + level.word().substring(1);
    parsing.error(
        "'" + word + "' is not a valid attribute for a " + title + why,
        entry.key(),
        instead(word, level));
  }

  private static @Nullable String instead(String word, Keyword.Level level) {
    Keyword elsewhere = Keyword.named(word);
    if (elsewhere == null) {
      String gone = GONE.get(word);
      return gone != null ? gone : Spelling.didYouMean(word, Keyword.wordsAt(level));
    }
    List<String> levels = elsewhere.levels().stream().map(known -> "a " + known.word()).toList();
    return levels.size() == 1
        ? "it is " + levels.getFirst() + " keyword"
        : "it can stand in "
            + String.join(", ", levels.subList(0, levels.size() - 1))
            + " or "
            + levels.getLast();
  }
}
