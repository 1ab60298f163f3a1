package io.pbrun.engine.run;

import io.pbrun.engine.connection.Connections;
import io.pbrun.engine.inventory.Host;
import io.pbrun.engine.inventory.HostPattern;
import io.pbrun.engine.inventory.HostSelector;
import io.pbrun.engine.module.ApiCalls;
import io.pbrun.engine.playbook.Keyword;
import io.pbrun.engine.playbook.Play;
import io.pbrun.engine.playbook.Playbook;
import io.pbrun.engine.report.RunEvent;
import io.pbrun.engine.report.RunListener;
import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.template.Scope;
import io.pbrun.engine.template.TemplateException;
import io.pbrun.engine.value.Omit;
import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;
import io.pbrun.engine.vars.Precedence;
import io.pbrun.engine.vars.ScopeLayers;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Runs playbooks from the first play to the recap. */
public final class PlaybookRunner {
  private final RunSetup setup;
  private final RunListener events;
  private final RunState state = new RunState();
  private final InFlight inFlight = new InFlight();
  private final AtomicBoolean interrupted = new AtomicBoolean();
  private final StandingConsent consent;
  private List<String> announced = List.of();

  public PlaybookRunner(RunSetup setup) {
    this.setup = setup;
    this.events = setup.events();
    Steps steps = new Steps(setup.console(), events, setup.options());
    this.consent = new StandingConsent(setup.consent().and(steps));
  }

  /**
   * Ends the run at once: whatever waits is woken, what goes on in the world without pbrun is told.
   */
  public void interrupt(Thread runner) {
    interrupted.set(true);
    runner.interrupt();
  }

  /** Runs them all, or up to the first that fails. */
  public ExitCode run(List<Playbook> playbooks) {
    TextResolver text = new TextResolver(setup.templates());
    try (Connections connections = new Connections();
        SharedResources shared = new SharedResources();
        Workers workers = new Workers(setup.options().forks());
        BackgroundJobs jobs = new BackgroundJobs(jobsDirectory(), events)) {
      PlayRunner plays = playRunner(playbooks, text, connections, shared, workers, jobs);
      StartAt startAt =
          setup.options().startAtTask() == null ? null : new StartAt(setup.options().startAtTask());
      ExitCode code = ExitCode.SUCCESS;
      Path last = null;
      for (Playbook playbook : playbooks) {
        last = playbook.path();
        events.on(
            new RunEvent.PlaybookStarted(
                playbook.path().toString(), playbook.plays().size(), setup.options().check()));
        code = run(playbook, plays, text, startAt);
        if (code != ExitCode.SUCCESS) {
          break;
        }
      }
      jobs.await();
      consent.requireGoing();
      List<String> lost = state.lostHosts();
      if (last != null && !lost.isEmpty()) {
        events.on(new RunEvent.HostsLost(last, lost));
      }
      finish(startAt, shared.get(ApiCalls.SHARED, ApiCalls.class, ApiCalls::new).counts());
      return code;
    } catch (RunEnded e) {
      events.on(new RunEvent.RunFailed(String.valueOf(e.getMessage())));
      finish(null, Map.of());
      return e.exitCode();
    } catch (InterruptedException e) {
      return endInterrupted();
    } catch (RunAbort e) {
      events.on(new RunEvent.RunFailed(String.valueOf(e.getMessage())));
      return ExitCode.ERROR;
    } catch (ValueException e) {
      events.on(new RunEvent.RunFailed(String.valueOf(e.getMessage())));
      finish(null, Map.of());
      return ExitCode.ERROR;
    } catch (TemplateException e) {
      events.on(new RunEvent.MistakesFound(List.of(e.diagnostic())));
      return ExitCode.ERROR;
    } catch (DiagnosticException e) {
      events.on(new RunEvent.MistakesFound(e.diagnostics()));
      // As mistakes that are found before the run.
      return ExitCode.HOSTS_UNREACHABLE;
    }
  }

  private Path jobsDirectory() {
    String written = setup.options().asyncDirectory();
    return Path.of(
        written.startsWith("~/")
            ? System.getProperty("user.home") + written.substring(1)
            : written);
  }

  private ExitCode endInterrupted() {
    // The flag is cleared so that the report can still be written.
    Thread.interrupted();
    events.on(new RunEvent.Interrupted(inFlight.underWay()));
    return ExitCode.INTERRUPTED;
  }

  private void finish(@Nullable StartAt startAt, Map<String, ApiCalls.Count> calls) {
    if (startAt != null && !startAt.isReached()) {
      events.on(
          new RunEvent.RunFailed(
              "No matching task \""
                  + setup.options().startAtTask()
                  + "\" found. Note: --start-at-task can only follow static includes."));
    }
    events.on(new RunEvent.Recap(state.tally().recap()));
    RunEvent.CustomStatistics statistics = state.customStatistics();
    if (statistics != null && setup.showCustomStats()) {
      events.on(statistics);
    }
    if (setup.options().check()) {
      events.on(state.preview(calls));
    }
  }

  private PlayRunner playRunner(
      List<Playbook> playbooks,
      TextResolver text,
      Connections connections,
      SharedResources shared,
      Workers workers,
      BackgroundJobs jobs) {
    RunOptions options = setup.options();
    HostVariables variables =
        new HostVariables(
            setup.variables(), setup.varsFiles(), text, state, new VariableSightings(playbooks));
    Targets targets =
        new Targets(connections, setup.connectionVariables(), text, setup.secrets()::hide);
    // Modules ask whether hosts exist: that they do not is no reason to warn, let alone to stop.
    HostSelector quiet =
        new HostSelector(
            setup.variables().inventory(), null, HostSelector.Mismatch.IGNORE, ignored -> {});
    World world =
        new World(
            setup.templates(),
            setup.time(),
            targets,
            variables,
            shared,
            inFlight,
            setup.secrets(),
            setup.console(),
            events,
            options,
            pattern -> names(quiet.selectUnlimited(HostPattern.of(pattern))),
            interrupted,
            jobs,
            new Prospects(),
            consent);
    TaskConditions conditions = new TaskConditions(setup.templates(), options.lenientConditions());
    Retries retries = new Retries(conditions, text, setup.time(), events);
    ItemRunner items =
        new ItemRunner(
            new ModuleCalls(world, text),
            new AsyncCalls(world, text),
            conditions,
            text,
            retries,
            setup.time());
    TaskRunner tasks =
        new TaskRunner(
            items,
            new LoopItems(setup.templates(), text),
            variables,
            state,
            text,
            events,
            consent,
            options.diff());
    TagSelection tags = new TagSelection(options.tags(), options.skipTags());
    OutcomeRecorder recorder =
        new OutcomeRecorder(state, variables, events, text, options.missingHandlersAreErrors());
    IncludeExpander includes =
        new IncludeExpander(setup.taskFiles(), variables, tags, text, recorder, events);
    MetaTasks meta =
        new MetaTasks(
            state,
            variables,
            conditions,
            host ->
                targets.reset(host, setup.variables().scope(setup.host(host), ScopeLayers.NONE)),
            batch -> refreshInventory(batch, text));
    StrategyTools tools =
        new StrategyTools(
            tasks, meta, includes, recorder, variables, state, workers, text, events, options);
    return new PlayRunner(
        tools,
        tags,
        setup.modules().find("gather_facts").or(() -> setup.modules().find("setup")),
        setup.gathering());
  }

  private ExitCode run(
      Playbook playbook, PlayRunner plays, TextResolver text, @Nullable StartAt startAt)
      throws InterruptedException {
    ExitCode code = ExitCode.SUCCESS;
    announceSite(playbook);
    for (Play play : playbook.plays()) {
      Scope scope = playScope(play);
      Map<String, @Nullable Object> answers =
          new Prompts(setup.console(), setup.variables().extraVars(), text).ask(play, scope);
      List<Host> selected = select(play, text, scope);
      List<String> hosts = names(selected);
      String name = displayName(play, text, scope);
      RunEvent started = started(play, name, text, scope);
      PlayBatch.PlaySetting setting =
          new PlayBatch.PlaySetting(play, name, hosts, answers, setup.siteDefaults());
      List<String> left = hosts.stream().filter(host -> !state.isLost(host)).toList();
      if (hosts.isEmpty()) {
        events.on(started);
        events.on(new RunEvent.NoHostsMatched());
        continue;
      }
      if (left.isEmpty()) {
        events.on(started);
        return exitCode(hosts, code);
      }
      List<?> serial = text.texts(play.keywords().get(Keyword.SERIAL), scope);
      List<?> sizes =
          serial.stream()
              .map(each -> text.value(each, scope))
              .filter(each -> each != Omit.OMIT)
              .toList();
      for (List<String> planned : Batches.of(left, sizes)) {
        // meta: refresh_inventory in an earlier batch may have taken hosts away.
        List<String> batch = planned.stream().filter(this::isKnown).toList();
        if (batch.isEmpty()) {
          continue;
        }
        events.on(started);
        PlayRunner.Ending ending = plays.run(setting, batch, startAt);
        code = exitCode(hosts, code);
        boolean allLost = batch.stream().allMatch(state::isLost);
        if (ending == PlayRunner.Ending.BROKEN || allLost) {
          return code == ExitCode.SUCCESS ? ExitCode.HOSTS_FAILED : code;
        }
        if (ending == PlayRunner.Ending.PLAY_ENDED) {
          break;
        }
      }
    }
    return code;
  }

  private Scope playScope(Play play) {
    return setup
        .variables()
        .scope(
            ScopeLayers.builder()
                .addAll(Precedence.PLAY_VARS, play.keywords().varsLayers())
                .build());
  }

  private boolean isKnown(String host) {
    return setup.variables().inventory().host(host) != null;
  }

  /**
   * Hosts that the play no longer stands for are done with it; those that are new have to wait for
   * the next play.
   */
  private void refreshInventory(PlayBatch batch, TextResolver text) {
    setup.variables().inventory().refresh();
    Set<String> left = new HashSet<>(names(select(batch.play(), text, playScope(batch.play()))));
    batch.started().stream()
        .filter(host -> !left.contains(host))
        .forEach(host -> batch.cursor(host).end());
  }

  private void announceSite(Playbook playbook) {
    List<String> lines =
        playbook.plays().isEmpty()
            ? List.of()
            : new SiteBanners(setup)
                .lines(
                    setup.hosts().select(HostPattern.of("all")),
                    playbook.plays().getFirst().directory());
    consent.site(lines);
    if (!lines.isEmpty() && !lines.equals(announced)) {
      announced = lines;
      events.on(new RunEvent.SiteBanner(lines));
    }
  }

  private RunEvent started(Play play, String name, TextResolver text, Scope scope) {
    Object own = text.value(play.keywords().get(Keyword.CHECK_MODE), scope);
    return new RunEvent.PlayStarted(
        name,
        play.place(),
        own == null ? setup.options().check() : Booleans.parse(own, Keyword.CHECK_MODE.word()),
        !PlayRunner.isFree(play, text, scope));
  }

  private ExitCode exitCode(List<String> hosts, ExitCode before) {
    if (hosts.stream().anyMatch(state.unreachableHosts()::contains)) {
      return ExitCode.HOSTS_UNREACHABLE;
    }
    if (hosts.stream().anyMatch(state.failedHosts()::contains)) {
      return ExitCode.HOSTS_FAILED;
    }
    return before;
  }

  private List<Host> select(Play play, TextResolver text, Scope scope) {
    List<String> patterns = text.texts(play.hosts(), scope).stream().map(Values::str).toList();
    List<Host> hosts = setup.hosts().select(HostPattern.of(patterns));
    Object order = text.keyword(play.keywords().get(Keyword.ORDER), scope);
    return HostSelector.inOrder(
        hosts, order == null ? null : Values.str(order), new SplittableRandom());
  }

  private static String displayName(Play play, TextResolver text, Scope scope) {
    Object name = play.name() == null ? play.hosts() : play.name();
    Object shown =
        name instanceof List<?> list
            ? String.join(",", list.stream().map(Values::str).toList())
            : name;
    return text.display(shown, scope).strip();
  }

  private static List<String> names(List<Host> hosts) {
    return hosts.stream().map(Host::name).toList();
  }
}
