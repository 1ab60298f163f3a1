package io.pbrun.engine.run;

import io.pbrun.engine.connection.Access;
import io.pbrun.engine.connection.Connection;
import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.module.FileSearch;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.PlanExecutor;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.Time;
import io.pbrun.engine.module.Wait;
import io.pbrun.engine.report.RunEvent;
import io.pbrun.engine.template.Scope;
import io.pbrun.engine.template.Templates;
import io.pbrun.engine.value.Unknown;
import io.pbrun.engine.value.UnknownValueException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The world for one task on one host. */
final class TaskContext implements ModuleContext {
  private final World world;
  private final Targets.Target target;
  private final String host;
  private final String targetHost;
  private final Scope scope;
  private final Access access;
  private final boolean preview;
  private final @Nullable Instant deadline;
  private final FileSearch files;
  private final Path playbookDirectory;
  private final List<String> warnings = new ArrayList<>();
  private final List<String> inFlight = new ArrayList<>();
  private @Nullable PlanExecutor executor;
  private @Nullable Connection connection;
  private @Nullable Connection controller;
  private String lastProgress = "";

  TaskContext(
      World world,
      Targets.Target target,
      String host,
      String targetHost,
      Scope scope,
      Access access,
      boolean preview,
      @Nullable Instant deadline,
      FileSearch files,
      Path playbookDirectory) {
    this.world = world;
    this.target = target;
    this.host = host;
    this.targetHost = targetHost;
    this.scope = scope;
    this.access = access;
    this.preview = preview;
    this.deadline = deadline;
    this.files = files;
    this.playbookDirectory = playbookDirectory;
  }

  void awaitingWith(PlanExecutor executor) {
    this.executor = executor;
  }

  List<String> warnings() {
    return List.copyOf(warnings);
  }

  /**
   * The task has ended: what it left under way has ended too, and its connections are no longer
   * needed.
   */
  void finished() {
    // An interrupted task stays in flight: that is what the operator must be told.
    if (!Thread.currentThread().isInterrupted() && !world.isInterrupted()) {
      inFlight.forEach(world.inFlight()::remove);
    }
    if (connection != null) {
      connection.close();
    }
    if (controller != null) {
      controller.close();
    }
  }

  /** Where the target is, for {@link Prospects}; null when it was not connected to. */
  @Nullable String place() {
    return connection == null ? null : PreviewFiles.place(connection.description());
  }

  @Override
  public Connection connection() throws ConnectionException {
    if (connection == null) {
      Connection opened = target.open(access, this::warn);
      connection = preview ? world.prospects().over(opened) : opened;
    }
    return connection;
  }

  @Override
  public Connection controller() {
    if (controller == null) {
      Connection opened = world.targets().controller(access);
      controller = preview ? world.prospects().over(opened) : opened;
    }
    return controller;
  }

  @Override
  public Access access() {
    return access;
  }

  @Override
  public Time time() {
    return world.time();
  }

  @Override
  public @Nullable Instant deadline() {
    return deadline;
  }

  @Override
  public String host() {
    return host;
  }

  @Override
  public String target() {
    return targetHost;
  }

  @Override
  public void notAnswering() {
    Unknown machine = preview ? world.prospects().machine() : null;
    if (machine != null) {
      throw new UnknownValueException(machine);
    }
  }

  @Override
  public @Nullable Object variable(String name) {
    return scope.has(name) ? world.templates().resolve(scope.get(name), scope) : null;
  }

  @Override
  public Scope scope() {
    return scope;
  }

  @Override
  public Templates templates() {
    return world.templates();
  }

  @Override
  public FileSearch files() {
    return files;
  }

  @Override
  public Path playbookDirectory() {
    return playbookDirectory;
  }

  @Override
  public Result await(Wait wait) throws ModuleFailure, ConnectionException, InterruptedException {
    if (executor == null) {
      throw new IllegalStateException("the task has not begun");
    }
    return executor.await(wait, this);
  }

  @Override
  public void progress(String message) {
    if (!message.equals(lastProgress)) {
      lastProgress = message;
      world.events().on(new RunEvent.Progress(host, message));
    }
  }

  @Override
  public void pause(Duration duration) throws InterruptedException {
    Duration left = deadline == null ? duration : Duration.between(time().now(), deadline);
    time().sleep(left.compareTo(duration) < 0 ? left : duration);
  }

  @Override
  public void warn(String message) {
    warnings.add(message);
  }

  @Override
  public void hide(String secret) {
    world.secrets().hide(secret);
  }

  @Override
  public <T> T shared(String key, Class<T> type, Supplier<T> maker) {
    return world.shared().get(key, type, maker);
  }

  @Override
  public void inFlight(String what) {
    inFlight.add(what);
    world.inFlight().add(what);
  }

  @Override
  public String ask(String prompt, boolean echo) throws InterruptedException {
    return world.console().ask(prompt, echo);
  }

  @Override
  public int verbosity() {
    return world.options().verbosity();
  }

  @Override
  public List<String> hostsMatching(String pattern) {
    return world.hostsMatching(pattern);
  }

  @Override
  public boolean wouldGroup(String group, List<String> parents) {
    return world.variables().wouldGroup(host(), group, parents);
  }

  @Override
  public @Nullable Map<String, @Nullable Object> job(String id) {
    return world.jobs().look(id, world.jobs().directory(variable(AsyncCalls.DIRECTORY)));
  }

  @Override
  public void forgetJob(String id) {
    world.jobs().forget(id);
  }
}
