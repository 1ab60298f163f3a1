package io.pbrun.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.pbrun.engine.cli.Subcommand;
import io.pbrun.sandbox.SandboxServer.Running;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pbrun sandbox start|status|stop|requests}: keeps a cloud in a box between runs. */
public final class SandboxCommand implements Subcommand {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  @Override
  public String name() {
    return "sandbox";
  }

  @Override
  public String summary() {
    return "keep a cloud in a box running, to try playbooks on and to look at";
  }

  @Override
  public Callable<Integer> command(CommandIo io) {
    return new Root(io, SandboxServer.defaultDirectory(System.getenv()));
  }

  /** The command with its four words. */
  @Command(
      sortOptions = false,
      headerHeading =
          "Keeps a cloud in a box running. While it runs, -i inventories/sandbox uses it.%n%n",
      synopsisHeading = "Usage: ",
      synopsisSubcommandLabel = "start|status|stop|requests",
      optionListHeading = "%nOptions:%n",
      commandListHeading = "%nCommands:%n")
  static final class Root implements Callable<Integer> {
    private final CommandIo io;
    private final Path directory;

    @Option(
        names = {"-h", "--help"},
        usageHelp = true,
        description = "Show this text.")
    boolean help;

    Root(CommandIo io, Path directory) {
      this.io = io;
      this.directory = directory;
    }

    @Override
    public Integer call() throws InterruptedException {
      return status();
    }

    @Command(
        name = "start",
        description = "Start one, say how to use it, and leave it running.",
        mixinStandardHelpOptions = false)
    int start(
        @Option(
                names = "--scenario",
                paramLabel = "NAME",
                defaultValue = "parked",
                description = "How the site stands (default: ${DEFAULT-VALUE}).")
            String scenario,
        @Option(
                names = "--speed",
                paramLabel = "N",
                defaultValue = "60",
                description = "Simulated seconds per second; 1 is real time (default: 60).")
            double speed)
        throws IOException, InterruptedException {
      String hint = Scenarios.hint(scenario);
      if (hint != null) {
        io.errorLine("ERROR! no sandbox scenario '" + scenario + "': " + hint);
        return 5;
      }
      if (!Scenarios.possible(speed)) {
        io.errorLine(
            "ERROR! the speed must be above 0 and at most "
                + (long) Scenarios.FASTEST
                + ", not "
                + speed);
        return 5;
      }
      try {
        Running running = SandboxServer.start(directory, scenario, speed, START_LIMIT);
        io.line(line(running));
        io.line("");
        io.line("Playbooks use it:      pbrun playbooks/capi-diagnose.yml -i inventories/sandbox");
        io.line("What was asked of it:  pbrun sandbox requests --writes");
        io.line("End it:                pbrun sandbox stop");
        io.line("For the openstack client and kubectl (which fails while the VM is parked):");
        io.line(openstack(running));
        io.line(kubectl(running));
        return 0;
      } catch (IllegalStateException e) {
        io.errorLine("ERROR! " + e.getMessage());
        return 1;
      }
    }

    @Command(name = "status", description = "Say whether one runs, and how the site in it stands.")
    int status() throws InterruptedException {
      Optional<Running> running = SandboxServer.status(directory);
      if (running.isEmpty()) {
        io.line("no sandbox runs (pbrun sandbox start)");
        return 3;
      }
      io.line(line(running.get()));
      try {
        JsonNode state = SandboxServer.ask(running.get(), "/_sandbox/state");
        io.line("its time:       " + state.path("now").asText());
        for (JsonNode lb : state.path("load_balancers")) {
          io.line(
              "load balancer:  %s is %s/%s"
                  .formatted(
                      lb.path("name").asText(),
                      lb.path("provisioning_status").asText(),
                      lb.path("operating_status").asText()));
        }
        for (JsonNode server : state.path("servers")) {
          io.line(
              "server:         %s is %s"
                  .formatted(server.path("name").asText(), server.path("status").asText()));
        }
        io.line("openstack:      " + openstack(running.get()));
        io.line("kubectl:        " + kubectl(running.get()));
        return 0;
      } catch (IOException e) {
        io.errorLine("ERROR! the sandbox does not answer: " + e.getMessage());
        return 1;
      }
    }

    @Command(name = "stop", description = "Stop it and delete its files.")
    int stop() throws IOException, InterruptedException {
      io.line(
          SandboxServer.stop(directory, STOP_LIMIT) ? "the sandbox is stopped" : "no sandbox runs");
      return 0;
    }

    @Command(name = "requests", description = "Show the requests that it answered.")
    int requests(
        @Option(names = "--writes", description = "Only those that change something.")
            boolean writes)
        throws InterruptedException {
      Optional<Running> running = SandboxServer.status(directory);
      if (running.isEmpty()) {
        io.errorLine("ERROR! no sandbox runs (pbrun sandbox start)");
        return 3;
      }
      try {
        JsonNode answer =
            SandboxServer.ask(running.get(), "/_sandbox/requests" + (writes ? "?writes=true" : ""));
        for (JsonNode request : answer.path("requests")) {
          io.line(
              "%s  %-10s %-6s %s  %s%s"
                  .formatted(
                      request.path("at").asText(),
                      request.path("service").asText(),
                      request.path("method").asText(),
                      request.path("path").asText(),
                      request.path("status").asText(),
                      request.path("writes").asBoolean() && !request.path("body").asText().isEmpty()
                          ? "  " + request.path("body").asText()
                          : ""));
        }
        return 0;
      } catch (IOException e) {
        io.errorLine("ERROR! the sandbox does not answer: " + e.getMessage());
        return 1;
      }
    }

    private static String line(Running running) {
      return "sandbox: scenario %s, speed %s, pid %d, control %s"
          .formatted(
              running.scenario(),
              running.variables().get("sandbox_clock_speed"),
              running.pid(),
              running.controlUrl());
    }

    private static String kubectl(Running running) {
      return "export KUBECONFIG=" + running.variables().get("kubeconfig");
    }

    private static String openstack(Running running) {
      return "export OS_CLIENT_CONFIG_FILE=%s OS_CLOUD=%s"
          .formatted(running.variables().get("clouds_file"), running.variables().get("cloud"));
    }
  }
}
