package io.pbrun.engine.testkit;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.pbrun.engine.connection.Access;
import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.module.DurationText;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.ModuleSpec;
import io.pbrun.engine.module.PlanExecutor;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.TaskModule;
import io.pbrun.engine.module.Wait;
import io.pbrun.engine.module.WaitListener;
import io.pbrun.engine.source.SourceText;
import io.pbrun.engine.template.JinjaTemplates;
import io.pbrun.engine.template.Surroundings;
import io.pbrun.engine.template.Templates;
import io.pbrun.engine.yaml.YamlLoader;
import io.pbrun.engine.yaml.YamlNode;
import io.pbrun.engine.yaml.YamlValues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks of one module against a world in memory.
 *
 * <pre>{@code
 * ModuleTester tester = ModuleTester.of(TcpWait.class);
 * Result result = tester.run("{host: 10.12.7.40, port: 22, timeout: 5m}");
 * assertThat(tester.progress()).containsExactly("0s of 5m: refused", …);
 * }</pre>
 */
public final class ModuleTester {
  private final ModuleSpec spec;
  private final FileSystem disk =
      Jimfs.newFileSystem(Configuration.unix().toBuilder().setWorkingDirectory("/site").build());

  private FakeConnection connection = new FakeConnection();
  private FakeConnection controller = new FakeConnection();
  private ManualTime time = new ManualTime();

  String host = "web1";
  @Nullable String delegate;
  @Nullable Instant deadline;
  private @Nullable Templates templates;
  int verbosity;
  boolean onThisMachine;
  final Map<String, @Nullable Object> variables = new LinkedHashMap<>();
  final Map<String, Object> shared = new LinkedHashMap<>();
  final List<String> hosts = new ArrayList<>(List.of("web1", "web2"));
  final List<String> answers = new ArrayList<>();
  final List<String> prompts = new ArrayList<>();
  final List<String> progress = new ArrayList<>();
  final List<String> warnings = new ArrayList<>();
  final List<String> hidden = new ArrayList<>();
  final List<String> inFlight = new ArrayList<>();

  private ModuleTester(ModuleSpec spec) {
    this.spec = spec;
    try {
      Files.createDirectories(directory());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A tester of the module whose record this is, under the name that follows from it. */
  public static ModuleTester of(Class<? extends TaskModule> module) {
    String name =
        module.getSimpleName().replaceAll("(?<!^)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    return of(ModuleSpec.of(name, "test", module));
  }

  public static ModuleTester of(ModuleSpec spec) {
    return new ModuleTester(spec);
  }

  /** The host that the task runs for; {@code web1} unless said. */
  public ModuleTester host(String name) {
    host = name;
    return this;
  }

  /** The host that the task is delegated to; none unless said. */
  public ModuleTester delegatedTo(String name) {
    delegate = name;
    return this;
  }

  public ModuleTester variable(String name, @Nullable Object value) {
    variables.put(name, value);
    return this;
  }

  /** The language to use; the real one unless said. */
  public ModuleTester templates(Templates used) {
    templates = used;
    return this;
  }

  public ModuleTester time(ManualTime used) {
    time = used;
    return this;
  }

  public ModuleTester connection(FakeConnection used) {
    connection = used;
    return this;
  }

  /**
   * From now on tasks run on this very machine, through a real local connection: for tests with
   * temporary folders.
   */
  public ModuleTester onThisMachine() {
    onThisMachine = true;
    return this;
  }

  /** The task's own time limit, from now on. */
  public ModuleTester deadline(Duration fromNow) {
    deadline = time.now().plus(fromNow);
    return this;
  }

  /** What the operator will answer, in order. */
  public ModuleTester answer(String... lines) {
    answers.addAll(List.of(lines));
    return this;
  }

  public ModuleTester verbosity(int level) {
    verbosity = level;
    return this;
  }

  /** What {@code context.shared(key, …)} gives: a fake cloud, say. */
  public ModuleTester shared(String key, Object value) {
    shared.put(key, value);
    return this;
  }

  /** A file on the control machine, below the playbook's folder. */
  public ModuleTester file(String name, String text) {
    try {
      Path path = directory().resolve(name);
      Files.createDirectories(path.getParent());
      Files.writeString(path, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  Templates templates() {
    if (templates == null) {
      templates = new JinjaTemplates(Surroundings.of(directory()));
    }
    return templates;
  }

  /** The playbook's folder, in memory. */
  public Path directory() {
    return disk.getPath("/site");
  }

  public FakeConnection connection() {
    return connection;
  }

  public FakeConnection controller() {
    return controller;
  }

  public ManualTime time() {
    return time;
  }

  /**
   * What the operator saw while the task ran: progress messages, and each state of a wait as "1m of
   * 20m: booting".
   */
  public List<String> progress() {
    return List.copyOf(progress);
  }

  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** Texts that were to be kept out of all output. */
  public List<String> hidden() {
    return List.copyOf(hidden);
  }

  public List<String> inFlight() {
    return List.copyOf(inFlight);
  }

  public List<String> prompts() {
    return List.copyOf(prompts);
  }

  /** Makes the module from arguments in YAML: a mapping, or the text of a free-form module. */
  public TaskModule bind(String yaml) throws ModuleFailure {
    return spec.bind(arguments(yaml));
  }

  /** Runs the task. A failure to bind is a failed result, as in a run. */
  public Result run(String yaml) throws ConnectionException, InterruptedException {
    return run(arguments(yaml));
  }

  public Result run(Map<String, ? extends @Nullable Object> arguments)
      throws ConnectionException, InterruptedException {
    try {
      TaskModule module = spec.bind(arguments);
      return executor().run(module, context(Access.READ_ONLY), context(Access.READ_WRITE));
    } catch (ModuleFailure failure) {
      return Result.failed(String.valueOf(failure.getMessage()), failure.fields());
    }
  }

  /** Previews the task, as {@code --check} does. */
  public Result preview(String yaml) throws ConnectionException, InterruptedException {
    try {
      TaskModule module = spec.bind(arguments(yaml));
      return executor().preview(module, context(Access.READ_ONLY), "the task has run");
    } catch (ModuleFailure failure) {
      return Result.failed(String.valueOf(failure.getMessage()), failure.fields());
    }
  }

  /** A context as a module gets it, for tests that call parts of a module themselves. */
  public io.pbrun.engine.module.ModuleContext context(Access access) {
    return new FakeContext(this, access, executor());
  }

  private PlanExecutor executor() {
    return new PlanExecutor(
        new WaitListener() {
          @Override
          public void observed(Wait wait, String seen, Duration elapsed, Duration limit) {
            progress.add(
                DurationText.format(elapsed) + " of " + DurationText.format(limit) + ": " + seen);
          }
        });
  }

  private Map<String, @Nullable Object> arguments(String yaml) {
    List<YamlNode> documents = YamlLoader.load(new SourceText("task.yml", yaml));
    YamlValues values =
        YamlValues.plain(finding -> {
          throw new AssertionError(finding.message());
        });
    if (documents.isEmpty()) {
      return Map.of();
    }
    if (documents.getFirst() instanceof YamlNode.Mapping mapping) {
      return values.byName(mapping);
    }
    try {
      return new LinkedHashMap<>(
          spec.argumentsOf(String.valueOf(values.value(documents.getFirst()))));
    } catch (ModuleFailure failure) {
      throw new AssertionError(failure);
    }
  }
}
