package io.pbrun.engine.playbook;

import static io.pbrun.engine.playbook.Keyword.Level.BLOCK;
import static io.pbrun.engine.playbook.Keyword.Level.HANDLER;
import static io.pbrun.engine.playbook.Keyword.Level.PLAY;
import static io.pbrun.engine.playbook.Keyword.Level.ROLE;
import static io.pbrun.engine.playbook.Keyword.Level.TASK;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every keyword of the language: where it may stand, what it takes, and how it is inherited. */
public enum Keyword {
  NAME(Type.TEXT, Merge.OWN, PLAY, ROLE, BLOCK, TASK, HANDLER),
  HOSTS(Type.HOSTS, Merge.OWN, PLAY),
  VARS(Type.VARS, Merge.LAYERED, PLAY, ROLE, BLOCK, TASK, HANDLER),
  VARS_FILES(Type.LIST, Merge.OWN, PLAY),
  VARS_PROMPT(Type.PROMPTS, Merge.OWN, PLAY),
  GATHER_FACTS(Type.BOOL, Merge.OWN, PLAY),
  GATHER_SUBSET(Type.LIST, Merge.OWN, PLAY),
  GATHER_TIMEOUT(Type.INT, Merge.OWN, PLAY),
  FACT_PATH(Type.TEXT, Merge.OWN, PLAY),
  SERIAL(Type.LIST, Merge.OWN, PLAY),
  STRATEGY(Type.TEXT, Merge.OWN, PLAY),
  ORDER(Type.TEXT, Merge.OWN, PLAY),
  FORCE_HANDLERS(Type.BOOL, Merge.OWN, PLAY),
  MAX_FAIL_PERCENTAGE(Type.PERCENT, Merge.OWN, PLAY),
  ROLES(Type.ROLES, Merge.OWN, PLAY),
  PRE_TASKS(Type.TASKS, Merge.OWN, PLAY),
  TASKS(Type.TASKS, Merge.OWN, PLAY),
  POST_TASKS(Type.TASKS, Merge.OWN, PLAY),
  HANDLERS(Type.TASKS, Merge.OWN, PLAY),

  BLOCK_(Type.TASKS, Merge.OWN, BLOCK),
  RESCUE(Type.TASKS, Merge.OWN, BLOCK),
  ALWAYS(Type.TASKS, Merge.OWN, BLOCK),

  WHEN(Type.CONDITIONS, Merge.CONJOINED, ROLE, BLOCK, TASK, HANDLER),
  TAGS(Type.LIST, Merge.UNITED, PLAY, ROLE, BLOCK, TASK, HANDLER),
  ENVIRONMENT(Type.ENVIRONMENT, Merge.UNITED, PLAY, ROLE, BLOCK, TASK, HANDLER),
  MODULE_DEFAULTS(Type.ANY, Merge.UNITED, PLAY, ROLE, BLOCK, TASK, HANDLER),
  COLLECTIONS(Type.LIST, Merge.INHERITED, PLAY, ROLE, BLOCK, TASK, HANDLER),
  CONNECTION(Type.TEXT, Merge.INHERITED, PLAY, ROLE, BLOCK, TASK, HANDLER),
  PORT(Type.INT, Merge.INHERITED, PLAY, ROLE, BLOCK, TASK, HANDLER),
  REMOTE_USER(Type.TEXT, Merge.INHERITED, PLAY, ROLE, BLOCK, TASK, HANDLER),
  BECOME(Type.BOOL, Merge.INHERITED, PLAY, ROLE, BLOCK, TASK, HANDLER),
  BECOME_USER(Type.TEXT, Merge.INHERITED, PLAY, ROLE, BLOCK, TASK, HANDLER),
  BECOME_METHOD(Type.TEXT, Merge.INHERITED, PLAY, ROLE, BLOCK, TASK, HANDLER),
  BECOME_EXE(Type.TEXT, Merge.INHERITED, PLAY, ROLE, BLOCK, TASK, HANDLER),
  BECOME_FLAGS(Type.TEXT, Merge.INHERITED, PLAY, ROLE, BLOCK, TASK, HANDLER),
  NO_LOG(Type.BOOL, Merge.INHERITED, PLAY, ROLE, BLOCK, TASK, HANDLER),
  CHECK_MODE(Type.BOOL, Merge.INHERITED, PLAY, ROLE, BLOCK, TASK, HANDLER),
  DIFF(Type.BOOL, Merge.INHERITED, PLAY, ROLE, BLOCK, TASK, HANDLER),
  IGNORE_ERRORS(Type.BOOL, Merge.INHERITED, PLAY, ROLE, BLOCK, TASK, HANDLER),
  IGNORE_UNREACHABLE(Type.BOOL, Merge.INHERITED, PLAY, ROLE, BLOCK, TASK, HANDLER),
  ANY_ERRORS_FATAL(Type.BOOL, Merge.INHERITED, PLAY, ROLE, BLOCK, TASK, HANDLER),
  RUN_ONCE(Type.BOOL, Merge.INHERITED, PLAY, ROLE, BLOCK, TASK, HANDLER),
  THROTTLE(Type.INT, Merge.INHERITED, PLAY, ROLE, BLOCK, TASK, HANDLER),
  TIMEOUT(Type.DURATION, Merge.INHERITED, PLAY, ROLE, BLOCK, TASK, HANDLER),
  DEBUGGER(Type.TEXT, Merge.INHERITED, PLAY, ROLE, BLOCK, TASK, HANDLER),
  DELEGATE_TO(Type.TEXT, Merge.INHERITED, ROLE, BLOCK, TASK, HANDLER),
  DELEGATE_FACTS(Type.BOOL, Merge.INHERITED, ROLE, BLOCK, TASK, HANDLER),
  NOTIFY(Type.LIST, Merge.UNITED, BLOCK, TASK, HANDLER),

  ACTION(Type.ANY, Merge.OWN, TASK, HANDLER),
  LOCAL_ACTION(Type.ANY, Merge.OWN, TASK, HANDLER),
  ARGS(Type.ANY, Merge.OWN, TASK, HANDLER),
  REGISTER(Type.NAME_TEXT, Merge.OWN, TASK, HANDLER),
  LOOP(Type.ANY, Merge.OWN, TASK, HANDLER),
  LOOP_CONTROL(Type.LOOP_CONTROL, Merge.OWN, TASK, HANDLER),
  UNTIL(Type.CONDITIONS, Merge.OWN, TASK, HANDLER),
  RETRIES(Type.INT, Merge.OWN, TASK, HANDLER),
  DELAY(Type.DURATION, Merge.OWN, TASK, HANDLER),
  CHANGED_WHEN(Type.CONDITIONS, Merge.OWN, TASK, HANDLER),
  FAILED_WHEN(Type.CONDITIONS, Merge.OWN, TASK, HANDLER),
  ASYNC(Type.INT, Merge.OWN, TASK, HANDLER),
  POLL(Type.INT, Merge.OWN, TASK, HANDLER),
  LISTEN(Type.LIST, Merge.OWN, HANDLER),

  /** No word of the language: variables given to what is included while the play runs. */
  INCLUDE_PARAMS(Type.VARS, Merge.LAYERED);

  private static final Map<String, Keyword> BY_WORD =
      Arrays.stream(values())
          .filter(keyword -> !keyword.levels.isEmpty())
          .collect(Collectors.toUnmodifiableMap(Keyword::word, Function.identity()));

  /** Where a keyword may stand. */
  public enum Level {
    PLAY,
    ROLE,
    BLOCK,
    TASK,
    HANDLER;

    /** As it is called in messages. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What a keyword takes; a literal of another type is an error before the run, a template is
   * checked when evaluated.
   */
  public enum Type {
    TEXT,
    NAME_TEXT,
    BOOL,
    INT,
    DURATION,
    PERCENT,
    LIST,
    HOSTS,
    VARS,
    CONDITIONS,
    ENVIRONMENT,
    LOOP_CONTROL,
    PROMPTS,
    ROLES,
    TASKS,
    ANY
  }

  /** How the value of an inner level and that of the level around it become one. */
  public enum Merge {
    /** Belongs to its level only. */
    OWN,
    /** The innermost one wins. */
    INHERITED,
    /** Conditions of all levels must hold, the outermost is asked first. */
    CONJOINED,
    /** Lists are joined, outer before inner. */
    UNITED,
    /** Each level is a layer of its own; inner ones win by name. */
    LAYERED
  }

  private final Type type;
  private final Merge merge;
  private final Set<Level> levels;

  Keyword(Type type, Merge merge, Level... levels) {
    this.type = type;
    this.merge = merge;
    this.levels = EnumSet.noneOf(Level.class);
    this.levels.addAll(List.of(levels));
  }

  /** As it is written in a playbook. */
  public String word() {
    return this == BLOCK_ ? "block" : name().toLowerCase(Locale.ROOT);
  }

  /** The keyword that is written like this; null when there is none. */
  public static @Nullable Keyword named(String word) {
    return BY_WORD.get(word);
  }

  /** The words of all keywords that may stand at a level. */
  public static List<String> wordsAt(Level level) {
    return Arrays.stream(values())
        .filter(keyword -> keyword.allowedAt(level))
        .map(Keyword::word)
        .toList();
  }

  /** The levels at which it may stand. */
  /** Whether expressions can use a variable of this name. */
  public static boolean isVariableName(String name) {
    return Nodes.isVariableName(name);
  }

  public Set<Level> levels() {
    return Collections.unmodifiableSet(levels);
  }

  public Type type() {
    return type;
  }

  public Merge merge() {
    return merge;
  }

  public boolean allowedAt(Level level) {
    return levels.contains(level);
  }
}
