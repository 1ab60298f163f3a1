package io.pbrun.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.pbrun.sandbox.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A sandbox in a process of its own that stays: {@code pbrun sandbox start|status|stop}. Its
 * directory holds the client files, state.json and, while it starts, server.log.
 */
public final class SandboxServer {
  private static final String STATE_FILE = "state.json";
  private static final String LOG_FILE = "server.log";
  private static final Duration PROBE = Duration.ofSeconds(5);

  private SandboxServer() {}

  /**
   * A sandbox process that answers.
   *
   * @param variables as {@link Sandbox#variables()}
   */
  public record Running(
      long pid,
      String scenario,
      String controlUrl,
      Path directory,
      Map<String, Object> variables) {}

  /** Where the one kept sandbox lives: ${XDG_STATE_HOME:-~/.local/state}/pbrun/sandbox. */
  public static Path defaultDirectory(Map<String, String> environment) {
    String state = environment.getOrDefault("XDG_STATE_HOME", "");
    Path base =
        state.isEmpty()
            ? Path.of(
                environment.getOrDefault("HOME", System.getProperty("user.home")),
                ".local",
                "state")
            : Path.of(state);
    return base.resolve("pbrun").resolve("sandbox");
  }

  /**
   * Starts a sandbox process and waits until it answers.
   *
   * @throws IllegalStateException when one runs there already, or the new one does not answer
   *     within the limit (with the end of its log)
   */
  public static Running start(Path directory, String scenario, double speed, Duration limit)
      throws IOException, InterruptedException {
    Optional<Running> present = status(directory);
    if (present.isPresent()) {
      throw new IllegalStateException(
          "a sandbox runs already (scenario %s, pid %d): stop it first with 'pbrun sandbox stop'"
              .formatted(present.get().scenario(), present.get().pid()));
    }
    SandboxOptions.of(scenario);
    Files.createDirectories(directory);
    Files.deleteIfExists(directory.resolve(STATE_FILE));
    Path log = directory.resolve(LOG_FILE);
    List<String> command = new ArrayList<>();
    Path setsid = Path.of("/usr/bin/setsid");
    if (Files.isExecutable(setsid)) {
      command.add(setsid.toString());
    }
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            SandboxServer.class.getName(),
            scenario,
            Double.toString(speed),
            directory.toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    long deadline = System.nanoTime() + limit.toNanos();
    while (System.nanoTime() < deadline) {
      Optional<Running> running = status(directory);
      if (running.isPresent()) {
        return running.get();
      }
      if (process.waitFor(50, TimeUnit.MILLISECONDS) && process.exitValue() != 0) {
        break;
      }
    }
    process.destroy();
    throw new IllegalStateException(
        "the sandbox did not start within %d s; its log %s says: %s"
            .formatted(limit.toSeconds(), log, tail(log)));
  }

  /** The sandbox that runs in that directory; what a dead one left is not taken for one. */
  public static Optional<Running> status(Path directory) throws InterruptedException {
    try {
      JsonNode state = Json.parse(Files.readAllBytes(directory.resolve(STATE_FILE)));
      String url = state.path("control_url").asText();
      long pid = state.path("pid").asLong();
      JsonNode live = call("GET", url + "/_sandbox/state");
      if (live.path("pid").asLong() != pid) {
        return Optional.empty();
      }
      Map<String, Object> variables = new LinkedHashMap<>();
      call("GET", url + "/_sandbox/vars")
          .properties()
          .forEach(e -> variables.put(e.getKey(), plain(e.getValue())));
      return Optional.of(
          new Running(pid, live.path("scenario").asText(), url, directory, variables));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Stops the sandbox in that directory and waits for its end.
   *
   * @return false when there was none
   */
  public static boolean stop(Path directory, Duration limit)
      throws IOException, InterruptedException {
    Optional<Running> running = status(directory);
    if (running.isEmpty()) {
      return false;
    }
    try {
      call("POST", running.get().controlUrl() + "/_sandbox/stop");
    } catch (IOException e) {
      // it may be gone before it has answered
    }
    Optional<ProcessHandle> process = ProcessHandle.of(running.get().pid());
    if (process.isPresent()) {
      try {
        process.get().onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        process.get().destroy();
      } catch (ExecutionException e) {
        throw new IllegalStateException("cannot wait for the sandbox's end", e);
      }
    }
    Files.deleteIfExists(directory.resolve(LOG_FILE));
    return true;
  }

  /** What its control port answers to a read. */
  static JsonNode ask(Running running, String path) throws IOException, InterruptedException {
    return call("GET", running.controlUrl() + path);
  }

  private static Object plain(JsonNode value) {
    return value.isIntegralNumber()
        ? value.asLong()
        : value.isNumber() ? value.asDouble() : value.asText();
  }

  private static JsonNode call(String method, String url) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PROBE).build()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url))
              .timeout(PROBE)
              .method(method, HttpRequest.BodyPublishers.noBody())
              .build();
      return Json.parse(client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
    } catch (IllegalArgumentException e) {
      throw new IOException("not a control address: " + url, e);
    }
  }

  private static String tail(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 8), lines.size()));
  }

  /** The process itself: scenario, speed, directory. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 3) {
      throw new IllegalArgumentException("expected SCENARIO SPEED DIRECTORY");
    }
    Path directory = Path.of(arguments[2]);
    Sandbox sandbox =
        Sandbox.start(
            SandboxOptions.of(arguments[0])
                .withSpeed(Double.parseDouble(arguments[1]))
                .withStateDir(directory));
    Thread closing = new Thread(sandbox::close, "sandbox-close");
    Runtime.getRuntime().addShutdownHook(closing);
    sandbox.announce(STATE_FILE);
    sandbox.awaitStop();
    System.exit(0);
  }
}
