package io.pbrun.sandbox;

import io.pbrun.sandbox.http.HttpFace;
import io.pbrun.sandbox.http.Json;
import io.pbrun.sandbox.http.RequestRecord;
import io.pbrun.sandbox.openstack.OpenStackServices;
import io.pbrun.sandbox.world.SimulatedClock;
import io.pbrun.sandbox.world.World;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A running cloud in a box. Everything listens on loopback addresses and ports that were free; the
 * files in {@link #directory()} say where. Closing stops it and deletes the files.
 */
public final class Sandbox implements AutoCloseable {
  private final SandboxOptions options;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final RequestRecord record = new RequestRecord();
  private final Map<String, Object> variables = new LinkedHashMap<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final SandboxFiles files;
  private final World world;

  private Sandbox(SandboxOptions options) throws IOException {
    this.options = options;
    SimulatedClock clock = options.clock();
    files = own(new SandboxFiles(options.stateDir()));
    try {
      InetAddress address = ManagementAccess.chooseAddress();
      world = new World(clock, options.scenario(), address.getHostAddress(), secret());
      ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
      parts.push(executor::shutdownNow);
      OpenStackServices openStack = own(new OpenStackServices(world, record, executor));
      ManagementAccess access =
          own(new ManagementAccess(world, record, executor, address, secret()));
      clock.onAdvance(access::update);
      SiteVariables site = new SiteVariables(world, options, files);
      variables.putAll(site.of(openStack, access));
      HttpFace control =
          own(
              HttpFace.open(
                  new ControlApi(
                      world, record, clock, options.scenarioName(), variables, stopped::countDown),
                  world,
                  new RequestRecord(),
                  executor,
                  null));
      variables.put("sandbox_control_url", control.url());
      files.write("vars.json", Json.pretty(Json.node(variables)) + "\n");
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Starts a sandbox.
   *
   * @throws IOException when a port or file cannot be had
   */
  public static Sandbox start(SandboxOptions options) throws IOException {
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      // without it each answer waits 40 ms for the client's delayed acknowledgement
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
    return new Sandbox(options);
  }

  private <T extends AutoCloseable> T own(T part) {
    parts.push(part);
    return part;
  }

  private static String secret() {
    byte[] bytes = new byte[18];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** What an inventory needs to reach the sandbox, as plain values. */
  public Map<String, Object> variables() {
    return new LinkedHashMap<>(variables);
  }

  /** Where its files are. */
  public Path directory() {
    return files.directory();
  }

  /** Every request it answered. */
  public RequestRecord record() {
    return record;
  }

  /** The site itself, to look at. */
  public World world() {
    return world;
  }

  /** Its time. */
  public SimulatedClock clock() {
    return options.clock();
  }

  /** Where its control port answers. */
  public String controlUrl() {
    return String.valueOf(variables.get("sandbox_control_url"));
  }

  /** Writes the file by which other processes find this one. */
  void announce(String fileName) throws IOException {
    files.write(
        fileName,
        Json.pretty(
                Json.object(
                    "pid", ProcessHandle.current().pid(),
                    "control_url", controlUrl(),
                    "scenario", options.scenarioName()))
            + "\n");
  }

  /** Waits until somebody asks it to stop over its control port. */
  public void awaitStop() throws InterruptedException {
    stopped.await();
  }

  @Override
  public synchronized void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        // closing goes on with the rest
      }
    }
  }
}
