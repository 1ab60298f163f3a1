package io.pbrun.engine.testkit;

import io.pbrun.engine.connection.Access;
import io.pbrun.engine.connection.Connection;
import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.connection.ConnectionSettings;
import io.pbrun.engine.connection.Connections;
import io.pbrun.engine.module.FileSearch;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.PlanExecutor;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.Time;
import io.pbrun.engine.module.Wait;
import io.pbrun.engine.template.Scope;
import io.pbrun.engine.template.Templates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A context for one task, of what its {@link ModuleTester} was given. */
final class FakeContext implements ModuleContext {
  private final ModuleTester tester;
  private final Access access;
  private final PlanExecutor executor;

  FakeContext(ModuleTester tester, Access access, PlanExecutor executor) {
    this.tester = tester;
    this.access = access;
    this.executor = executor;
  }

  @Override
  public Connection connection() {
    return tester.onThisMachine ? local() : tester.connection().as(access);
  }

  @Override
  public Connection controller() {
    return tester.onThisMachine ? local() : tester.controller().as(access);
  }

  private Connection local() {
    return new Connections().open(ConnectionSettings.local(), access);
  }

  @Override
  public Access access() {
    return access;
  }

  @Override
  public Time time() {
    return tester.time();
  }

  @Override
  public @Nullable Instant deadline() {
    return tester.deadline;
  }

  @Override
  public String host() {
    return tester.host;
  }

  @Override
  public String target() {
    return tester.delegate == null ? tester.host : tester.delegate;
  }

  @Override
  public @Nullable Object variable(String name) {
    return tester.variables.get(name);
  }

  @Override
  public Scope scope() {
    return new Scope() {
      @Override
      public boolean has(String name) {
        return tester.variables.containsKey(name);
      }

      @Override
      public @Nullable Object get(String name) {
        return tester.variables.get(name);
      }

      @Override
      public Set<String> names() {
        return Set.copyOf(tester.variables.keySet());
      }
    };
  }

  @Override
  public Templates templates() {
    return tester.templates();
  }

  @Override
  public FileSearch files() {
    Path root = tester.directory();
    return new FileSearch() {
      @Override
      public Optional<Path> find(String kind, String name) {
        return candidates(kind, name).stream().filter(Files::exists).findFirst();
      }

      @Override
      public List<Path> candidates(String kind, String name) {
        return List.of(root.resolve(kind).resolve(name), root.resolve(name));
      }
    };
  }

  @Override
  public Path playbookDirectory() {
    return tester.directory();
  }

  @Override
  public Result await(Wait wait) throws ModuleFailure, ConnectionException, InterruptedException {
    return executor.await(wait, this);
  }

  @Override
  public void progress(String message) {
    tester.progress.add(message);
  }

  @Override
  public void pause(Duration duration) throws InterruptedException {
    tester.time().sleep(duration);
  }

  @Override
  public void warn(String message) {
    tester.warnings.add(message);
  }

  @Override
  public void hide(String secret) {
    tester.hidden.add(secret);
  }

  @Override
  public <T> T shared(String key, Class<T> type, Supplier<T> maker) {
    return type.cast(tester.shared.computeIfAbsent(key, _ -> maker.get()));
  }

  @Override
  public void inFlight(String what) {
    tester.inFlight.add(what);
  }

  @Override
  public String ask(String prompt, boolean echo) {
    tester.prompts.add(prompt);
    return tester.answers.isEmpty() ? "" : tester.answers.removeFirst();
  }

  @Override
  public int verbosity() {
    return tester.verbosity;
  }

  @Override
  public List<String> hostsMatching(String pattern) {
    return tester.hosts.stream()
        .filter(name -> pattern.equals("all") || name.equals(pattern))
        .toList();
  }
}
