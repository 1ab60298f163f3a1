package io.pbrun.engine.cli;

import io.pbrun.engine.inventory.Host;
import io.pbrun.engine.inventory.HostPattern;
import io.pbrun.engine.plan.PlanRecorder;
import io.pbrun.engine.playbook.LoaderSettings;
import io.pbrun.engine.playbook.Modules;
import io.pbrun.engine.playbook.Play;
import io.pbrun.engine.playbook.Playbook;
import io.pbrun.engine.playbook.PlaybookListing;
import io.pbrun.engine.playbook.PlaybookLoader;
import io.pbrun.engine.report.ConsoleReport;
import io.pbrun.engine.report.ConsoleStyle;
import io.pbrun.engine.report.JsonReport;
import io.pbrun.engine.report.Output;
import io.pbrun.engine.report.RunEvent;
import io.pbrun.engine.report.RunEvents;
import io.pbrun.engine.report.RunListener;
import io.pbrun.engine.run.Consent;
import io.pbrun.engine.run.ExitCode;
import io.pbrun.engine.run.PlaybookRunner;
import io.pbrun.engine.run.RunOptions;
import io.pbrun.engine.run.RunSetup;
import io.pbrun.engine.run.SiteCheck;
import io.pbrun.engine.run.TagSelection;
import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.source.NearFiles;
import io.pbrun.engine.template.Scope;
import io.pbrun.engine.value.Values;
import io.pbrun.engine.vars.Precedence;
import io.pbrun.engine.vars.ScopeLayers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pbrun PLAYBOOK… -i INVENTORY}. */
@Command(
    name = "pbrun",
    mixinStandardHelpOptions = false,
    sortOptions = false,
    headerHeading =
        "pbrun runs playbooks: Ansible's language, with modules for an OpenStack and Kubernetes site.%n%n",
    synopsisHeading = "Usage: ",
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      "Other commands: pbrun eval | doc | inventory | vars | vault | cloud | sandbox (each with --help)",
      "Exit status: 0 done, 1 error, 2 hosts failed, 4 hosts unreachable or mistakes in files, 5 bad options,",
      "  6 stopped before a change that the plan does not have, 7 the plan does not fit and nothing was run, 99 interrupted"
    })
final class PlaybookCommand implements QuickCommand {
  private final Terminal terminal;

  @Spec @Nullable CommandSpec spec;

  @Parameters(paramLabel = "PLAYBOOK", arity = "0..*", description = "Playbooks, run in order.")
  List<Path> playbooks = new ArrayList<>();

  @Mixin InventoryOptions inventory = new InventoryOptions();
  @Mixin PlaybookOptions run = new PlaybookOptions();
  @Mixin ConnectionOptions connection = new ConnectionOptions();

  @Option(
      names = {"-v", "--verbose"},
      description = "Show more; up to -vvvv.")
  boolean[] verbose = {};

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this text.")
  boolean help;

  @Option(names = "--version", description = "Show the version.")
  boolean version;

  PlaybookCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  private ParameterException wrong(String message) {
    if (spec == null) {
      throw new IllegalStateException(message);
    }
    return new ParameterException(spec.commandLine(), message);
  }

  @Override
  public boolean read(List<String> arguments) {
    return quickOptions().read(arguments)
        && !playbooks.isEmpty()
        && (run.forks == null || run.forks > 0);
  }

  QuickOptions quickOptions() {
    QuickOptions options =
        new QuickOptions(text -> playbooks.add(Path.of(text)))
            .flag(this::moreVerbose, "-v", "--verbose");
    inventory.addTo(options);
    run.addTo(options);
    connection.addTo(options);
    return options;
  }

  private void moreVerbose() {
    verbose = Arrays.copyOf(verbose, verbose.length + 1);
    verbose[verbose.length - 1] = true;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (version) {
      terminal.out().println(Version.line());
      return 0;
    }
    if (playbooks.isEmpty()) {
      throw wrong("name a playbook to run");
    }
    String contradiction = run.contradiction();
    if (contradiction != null) {
      throw new CommandFailure(contradiction, ExitCode.BAD_OPTIONS);
    }
    if (run.confirm && !terminal.inputIsTerminal()) {
      throw new CommandFailure(
          "--confirm asks on the terminal, and standard input is none. Nothing was run. Without an operator, keep a preview with --check --save-plan FILE, have it read, and run it with --plan FILE",
          ExitCode.BAD_OPTIONS);
    }
    if (run.forks != null && run.forks < 1) {
      throw wrong("The number of processes (--forks) must be >= 1");
    }
    for (Path playbook : playbooks) {
      if (!Files.exists(playbook)) {
        String near = NearFiles.didYouMean(playbook);
        throw new CommandFailure(
            "the playbook: "
                + playbook
                + " could not be found"
                + (near == null ? "" : "\n     = " + near),
            ExitCode.ERROR);
      }
      if (Files.isDirectory(playbook)) {
        throw new CommandFailure(
            "the playbook: " + playbook + " does not appear to be a file", ExitCode.ERROR);
      }
    }
    Settings settings = Settings.ofProcess();
    int verbosity = Math.max(verbose.length, settings.verbosity());
    boolean listing = run.listTasks || run.listTags || run.listHosts || run.syntaxCheck;
    Output output =
        run.json() && !listing ? new ErrorsOnly(terminal.toError().output()) : terminal.output();
    boolean diff = run.diff || settings.diffAlways();
    ConsoleStyle style = settings.consoleStyle(terminal.color(), verbosity);
    ConsoleReport console = new ConsoleReport(output, style, InstantSource.system());
    List<RunListener> listeners = new ArrayList<>(List.of(console));
    JsonReport json = run.json() ? new JsonReport(Version.line(), terminal.secrets()::scrub) : null;
    if (json != null) {
      listeners.add(json);
    }
    AtomicReference<@Nullable PlanRecorder> recorder = new AtomicReference<>();
    listeners.add(event -> {
      PlanRecorder recording = recorder.get();
      if (recording != null) {
        recording.on(event);
      }
    });
    if (settings.retryFiles()) {
      listeners.add(new RetryFile(settings.retryFolder(), output, console));
    }
    RunListener events = new RunEvents(listeners);
    Path config = settings.file();
    if (verbosity > 0) {
      output.line(
          config == null
              ? "No config file found; using defaults"
              : "Using " + config.toAbsolutePath() + " as config file");
    }
    RunOptions options = options(settings, verbosity, diff);
    Path directory = directoryOf(playbooks.getFirst());
    try (Ticker ticker = new Ticker(console::tick, output.isTerminal());
        Session session =
            new Session(
                inventory,
                settings,
                inventory.vault.open(settings, terminal),
                directory,
                listing,
                magic(options, config),
                warning -> warn(events, warning))) {
      int status = run(session, options, events, recorder, listing, output);
      if (json != null && !listing) {
        terminal.out().println(json.text(status));
      }
      return status;
    }
  }

  private int run(
      Session session,
      RunOptions options,
      RunListener events,
      AtomicReference<@Nullable PlanRecorder> recorder,
      boolean listing,
      Output output)
      throws InterruptedException {
    PlaybookLoader loader =
        new PlaybookLoader(
            session.templates(),
            Modules.of(session.modules()),
            new LoaderSettings(
                session.extraVars(),
                session.settings().rolesPath(session.files()),
                session.settings().playDefaults(),
                session.settings().duplicateKeys(),
                warning -> warn(events, warning)));
    List<Playbook> loaded = load(loader);
    if (listing) {
      list(session, loaded, output);
      return 0;
    }
    session.requireHosts(inventory.limit);
    if (session.inventory().hosts().isEmpty() && !inventory.inventories.isEmpty()) {
      warn(
          events,
          Diagnostic.warning(
              "provided hosts list is empty, only localhost is available. Note that the implicit"
                  + " localhost does not match 'all'",
              null,
              null));
    }
    if (run.flushCache) {
      session.inventory().hosts().forEach(host -> session.variables().state(host).clearFacts());
    }
    SiteCheck site = new SiteCheck(loaded, session.templates());
    List<Diagnostic> unset = site.findings(loaded, session.hosts(), session.variables());
    if (!unset.isEmpty()) {
      throw new DiagnosticException(unset);
    }
    PlannedRuns.Runner runner =
        (how, consent) -> execute(session, loader, site.defaults(), loaded, how, events, consent);
    return new PlannedRuns(playbooks, inventory, run, session, terminal, events, recorder)
        .run(options, runner);
  }

  private ExitCode execute(
      Session session,
      PlaybookLoader loader,
      Map<String, @Nullable Object> siteDefaults,
      List<Playbook> loaded,
      RunOptions options,
      RunListener events,
      Consent consent)
      throws InterruptedException {
    RunSetup setup =
        new RunSetup(
            session.templates(),
            session.modules(),
            loader.taskFiles(),
            session.hosts(),
            session.variables(),
            session.varsFiles(),
            connection.variables(terminal, session.settings()),
            siteDefaults,
            options,
            events,
            session.time(),
            terminal.secrets(),
            run.json() ? terminal.toError().console() : terminal.console(),
            session.settings().gathering(),
            session.settings().showCustomStats(),
            consent);
    PlaybookRunner runner = new PlaybookRunner(setup);
    try (Interruption interruption = Interruption.of(runner, Thread.currentThread())) {
      return runner.run(loaded);
    }
  }

  private List<Playbook> load(PlaybookLoader loader) {
    List<Playbook> loaded = new ArrayList<>();
    List<Diagnostic> mistakes = new ArrayList<>();
    for (Path playbook : playbooks) {
      try {
        loaded.add(loader.load(playbook));
      } catch (DiagnosticException e) {
        if (playbooks.size() == 1) {
          throw e;
        }
        mistakes.addAll(e.diagnostics());
      }
    }
    if (!mistakes.isEmpty()) {
      throw new DiagnosticException(mistakes);
    }
    return loaded;
  }

  private void list(Session session, List<Playbook> loaded, Output output) {
    Set<PlaybookListing.Part> parts = EnumSet.noneOf(PlaybookListing.Part.class);
    if (run.listHosts) {
      parts.add(PlaybookListing.Part.HOSTS);
    }
    if (run.listTasks) {
      parts.add(PlaybookListing.Part.TASKS);
    }
    if (run.listTags) {
      parts.add(PlaybookListing.Part.TAGS);
    }
    TagSelection tags = selection();
    for (Playbook playbook : loaded) {
      if (parts.isEmpty()) {
        output.line("");
        output.line("playbook: " + playbook.path());
        continue;
      }
      output.line(
          PlaybookListing.render(
                  playbook,
                  parts,
                  play -> hosts(session, play),
                  (play, keywords) ->
                      TagSelection.tagsOf(
                          keywords,
                          tag -> session.templates().resolve(tag, playScope(session, play))),
                  tags::selects)
              .stripTrailing());
    }
  }

  private static Scope playScope(Session session, Play play) {
    return session
        .variables()
        .scope(
            ScopeLayers.builder()
                .addAll(Precedence.PLAY_VARS, play.keywords().varsLayers())
                .build());
  }

  private static List<String> hosts(Session session, Play play) {
    Object patterns = session.templates().resolve(play.hosts(), playScope(session, play));
    List<String> texts =
        patterns instanceof List<?> list
            ? list.stream().map(Values::str).toList()
            : List.of(Values.str(patterns));
    return session.hosts().select(HostPattern.of(texts)).stream().map(Host::name).toList();
  }

  private RunOptions options(Settings settings, int verbosity, boolean diff) {
    return new RunOptions(
        run.check || run.confirm,
        diff,
        run.forks == null ? settings.forks() : run.forks,
        split(run.tags.isEmpty() ? settings.tags() : run.tags),
        split(run.skipTags.isEmpty() ? settings.skipTags() : run.skipTags),
        run.startAtTask,
        inventory.limit,
        run.forceHandlers || settings.forceHandlers(),
        run.step,
        verbosity,
        settings.lenientConditions(),
        settings.missingHandlersAreErrors(),
        settings.asyncDirectory());
  }

  private TagSelection selection() {
    List<String> only = split(run.tags);
    return new TagSelection(only.isEmpty() ? List.of("all") : only, split(run.skipTags));
  }

  private static List<String> split(List<String> written) {
    return written.stream()
        .flatMap(each -> Arrays.stream(each.split(",")))
        .map(String::strip)
        .filter(each -> !each.isEmpty())
        .toList();
  }

  private Map<String, @Nullable Object> magic(RunOptions options, @Nullable Path configFile) {
    Map<String, @Nullable Object> magic = new LinkedHashMap<>();
    magic.put("ansible_check_mode", options.check());
    magic.put("ansible_diff_mode", options.diff());
    magic.put("ansible_verbosity", (long) options.verbosity());
    magic.put("ansible_forks", (long) options.forks());
    magic.put("ansible_run_tags", options.tags());
    magic.put("ansible_skip_tags", options.skipTags());
    magic.put("ansible_limit", options.limit());
    magic.put("ansible_version", Version.ofLanguage());
    magic.put("ansible_playbook_python", "");
    magic.put(
        "ansible_config_file", configFile == null ? null : configFile.toAbsolutePath().toString());
    if (!inventory.inventories.isEmpty()) {
      magic.put("ansible_inventory_sources", List.copyOf(inventory.inventories));
    }
    return magic;
  }

  private static Path directoryOf(Path playbook) {
    Path parent = playbook.toAbsolutePath().normalize().getParent();
    return parent == null ? playbook.toAbsolutePath() : parent;
  }

  private static void warn(RunListener events, Diagnostic warning) {
    String place = warning.place() == null ? "" : warning.place() + ": ";
    String hint = warning.hint() == null ? "" : " (" + warning.hint() + ")";
    events.on(new RunEvent.Warned(place + warning.message() + hint));
  }
}
