package io.pbrun.engine.run;

import io.pbrun.engine.playbook.Play;
import io.pbrun.engine.playbook.RoleUse;
import io.pbrun.engine.playbook.Task;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One batch of hosts on its way through one play. */
final class PlayBatch {
  private final PlaySetting setting;
  private final Play play;
  private final List<String> hosts;
  private final Handlers handlers;
  private final Map<String, HostCursor> cursors = new LinkedHashMap<>();
  private final Map<String, Set<Object>> completedRoles = new ConcurrentHashMap<>();
  private final Map<String, Set<Object>> rolesThatRan = new ConcurrentHashMap<>();
  private final List<RoleUse> exportedRoles = new java.util.concurrent.CopyOnWriteArrayList<>();
  private StartAt.PassOver passOver = StartAt.PassOver.NOTHING;
  private boolean ended;
  private boolean mustBreakPlay;
  private boolean wholePlayEnded;

  /**
   * @param handlerText a handler's name or topic as text, its templates resolved for the batch
   */
  PlayBatch(
      PlaySetting setting,
      List<String> hosts,
      BiFunction<PlayBatch, @Nullable Object, String> handlerText,
      Consumer<String> warnings) {
    this.setting = setting;
    this.play = setting.play();
    this.hosts = List.copyOf(hosts);
    this.handlers = new Handlers(name -> handlerText.apply(this, name), warnings);
  }

  /**
   * What all batches of a play share.
   *
   * @param displayName the play's name, resolved
   * @param allHosts the hosts of all batches
   * @param promptedVars answers to {@code vars_prompt}
   * @param siteDefaults defaults of declared site variables
   */
  record PlaySetting(
      Play play,
      String displayName,
      List<String> allHosts,
      Map<String, @Nullable Object> promptedVars,
      Map<String, @Nullable Object> siteDefaults) {}

  String displayName() {
    return setting.displayName();
  }

  List<String> allHosts() {
    return setting.allHosts();
  }

  Map<String, @Nullable Object> promptedVars() {
    return setting.promptedVars();
  }

  Map<String, @Nullable Object> siteDefaults() {
    return setting.siteDefaults();
  }

  Play play() {
    return play;
  }

  List<String> hosts() {
    return hosts;
  }

  Handlers handlers() {
    return handlers;
  }

  /** Has hosts pass over these tasks too. */
  void passOver(StartAt.PassOver more) {
    StartAt.PassOver before = passOver;
    passOver = (host, task) -> before.test(host, task) || more.test(host, task);
  }

  /**
   * Whether the host does not do the task: it stands before the one to begin with, or its role has
   * run.
   */
  boolean passesOver(String host, Task task) {
    return passOver.test(host, task)
        || (task.role() != null && !cursor(host).isInHandlers() && skipsRole(host, task.role()));
  }

  void start(String host, HostCursor cursor) {
    cursors.put(host, cursor);
  }

  HostCursor cursor(String host) {
    HostCursor cursor = cursors.get(host);
    if (cursor == null) {
      throw new IllegalArgumentException("host " + host + " is not in the batch");
    }
    return cursor;
  }

  Collection<String> started() {
    return cursors.keySet();
  }

  /** Hosts that have not failed, in the play's order. */
  List<String> healthy(Set<String> unreachable) {
    return hosts.stream()
        .filter(cursors::containsKey)
        .filter(host -> !cursor(host).hasFailed() && !unreachable.contains(host))
        .toList();
  }

  /** Whether the role has run on the host already and is not to run twice. */
  private boolean skipsRole(String host, RoleUse role) {
    return !role.allowDuplicates()
        && completedRoles.getOrDefault(host, Set.of()).contains(role.identity());
  }

  /**
   * A task of the role did something on the host; a role all of whose tasks are skipped may still
   * run later.
   */
  void roleHasRun(String host, RoleUse role) {
    rolesThatRan.computeIfAbsent(host, name -> ConcurrentHashMap.newKeySet()).add(role.identity());
  }

  /** The role's end is reached: it does not run on the host again, if any of its tasks has run. */
  void roleCompleted(String host, RoleUse role) {
    if (!rolesThatRan.getOrDefault(host, Set.of()).contains(role.identity())) {
      return;
    }
    completedRoles
        .computeIfAbsent(host, name -> ConcurrentHashMap.newKeySet())
        .add(role.identity());
  }

  /**
   * The variables of a role included with {@code public: true} stay visible to the rest of the
   * play.
   */
  void exportRole(RoleUse role) {
    exportedRoles.add(role);
  }

  List<RoleUse> exportedRoles() {
    return exportedRoles;
  }

  /** Ends the batch: no further task is started. */
  void end() {
    ended = true;
  }

  /** Ends the play: later batches of it are not started either. */
  void endWholePlay() {
    wholePlayEnded = true;
  }

  boolean hasEndedWholePlay() {
    return wholePlayEnded;
  }

  boolean hasEnded() {
    return ended;
  }

  /** So much has failed that neither this play nor any later one goes on. */
  void breakPlay() {
    mustBreakPlay = true;
  }

  boolean mustBreakPlay() {
    return mustBreakPlay;
  }
}
