package io.pbrun.engine.module;

import io.pbrun.engine.connection.Access;
import io.pbrun.engine.connection.Connection;
import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.template.Scope;
import io.pbrun.engine.template.Templates;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The world as a module sees it, for one task on one host. Everything here looks only, unless an
 * action holds it.
 */
public interface ModuleContext {

  /** The connection to the task's target. Opened when first used. */
  Connection connection() throws ConnectionException;

  /** This machine, where pbrun runs. */
  Connection controller();

  /** Whether clients made for this context may write. */
  Access access();

  Time time();

  /** When the task must have ended, on {@link #time()}; null when it has no limit. */
  java.time.@Nullable Instant deadline();

  /** The host that the task runs for, as the inventory names it. */
  String host();

  /** The host that {@link #connection} leads to: the one that the task is delegated to, if any. */
  default String target() {
    return host();
  }

  /** A resolved variable of the host; null when it is null or undefined. */
  @Nullable Object variable(String name);

  /** All variables, as templates see them. */
  Scope scope();

  Templates templates();

  FileSearch files();

  /** The folder that relative paths of the control machine are meant from: the playbook's. */
  Path playbookDirectory();

  /**
   * Waits inside an action as a gate would: with progress, deadline and Ctrl-C. The time running
   * out is a failure.
   */
  Result await(Wait wait) throws ModuleFailure, ConnectionException, InterruptedException;

  /**
   * Tells the operator what a long task is doing now; shown when it differs from what was shown
   * last.
   */
  void progress(String message);

  /** A pause of the task, cut short by the task's deadline and by Ctrl-C. */
  void pause(Duration duration) throws InterruptedException;

  void warn(String message);

  /** Keeps this text out of every output from now on. */
  void hide(String secret);

  /**
   * Something that all tasks of a run share, such as a cloud session: made once, closed with the
   * run when it is AutoCloseable. Tasks of several hosts may ask at the same time.
   */
  <T> T shared(String key, Class<T> type, Supplier<T> maker);

  /**
   * Says that from now until the task ends something is under way that goes on without pbrun
   * ("failover of lb X was accepted"); an interrupted run repeats it.
   */
  void inFlight(String what);

  /** Asks the operator; the answer is empty when there is no terminal. */
  String ask(String prompt, boolean echo) throws InterruptedException;

  /** Verbosity, 0 to 4, as {@code -v} sets it. */
  int verbosity();

  /** All hosts of the inventory that match a pattern. */
  List<String> hostsMatching(String pattern);

  /** Whether putting the task's host into a group, and that below others, changes anything. */
  default boolean wouldGroup(String group, List<String> parents) {
    return !hostsMatching(group).contains(host());
  }

  /**
   * What a background task has come to so far: its result with {@code started} and {@code finished}
   * (0 or 1); null when this run has no such job.
   */
  default @Nullable Map<String, @Nullable Object> job(String id) {
    return null;
  }

  /**
   * To be called when something does not answer, before that is taken for a failure: in a preview
   * it may be served by a machine that an earlier task would have started.
   *
   * @throws io.pbrun.engine.value.UnknownValueException when that is so: the task cannot know yet
   */
  default void notAnswering() {}

  /** Forgets a background task that has ended. */
  default void forgetJob(String id) {}
}
