package io.pbrun.openstack;

import io.pbrun.engine.module.TaskModule;
import io.pbrun.engine.testkit.ManualTime;
import io.pbrun.engine.testkit.ModuleTester;
import io.pbrun.sandbox.Sandbox;
import io.pbrun.sandbox.SandboxOptions;
import io.pbrun.sandbox.http.RecordedRequest;
import io.pbrun.sandbox.world.SimulatedClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A sandbox whose time is the test's: sleeping in a module turns its clock too. */
final class Lab implements AutoCloseable {
  static final String LB = "0f968008-5c1e-4d2b-9a77-3e0c52a1b6d4";
  static final String SCALE = "ram_allocation_ratio: 1.5, reserved_host_memory_mb: 8192";

  final ManualTime time = new ManualTime(Instant.parse("2026-06-10T09:00:00Z"));
  final Sandbox sandbox;
  private final String clouds;

  private Lab(String name, String yaml) {
    try {
      SandboxOptions options =
          SandboxOptions.of("healthy")
              .withClock(new SimulatedClock(new Turned(time), time.now(), 1));
      sandbox =
          Sandbox.start(yaml.isEmpty() ? options(name, options) : options.withScenario(name, yaml));
      clouds = Files.readString(Path.of(String.valueOf(sandbox.variables().get("clouds_file"))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SandboxOptions options(String scenario, SandboxOptions healthy) {
    return SandboxOptions.of(scenario).withClock(healthy.clock());
  }

  static Lab of(String scenario) {
    return new Lab(scenario, "");
  }

  /** A scenario of the test's own, usually beginning with {@code extends:}. */
  static Lab of(String name, String yaml) {
    return new Lab(name, yaml);
  }

  /**
   * A task of a module on the site, signed in as the cloud's admin unless the test says otherwise.
   */
  ModuleTester task(Class<? extends TaskModule> module) {
    return ModuleTester.of(module)
        .time(time)
        .file("clouds.yaml", clouds)
        .variable("openstack_client_config_file", "clouds.yaml")
        .variable("openstack_cloud", "admin")
        .variable("site_name", "testcloud");
  }

  /** A proxy before a service, and a task that goes through it. */
  FaultyProxy proxy(String serviceType, FaultyProxy.Fault fault) throws Exception {
    io.pbrun.engine.module.Result info = task(CloudInfo.class).run("{scope: admin}");
    Map<?, ?> endpoints =
        (Map<?, ?>) java.util.Objects.requireNonNull(info.fields().get("endpoints"));
    sandbox.record().clear();
    return new FaultyProxy(String.valueOf(endpoints.get(serviceType)), fault);
  }

  ModuleTester task(Class<? extends TaskModule> module, String serviceType, FaultyProxy proxy) {
    String override =
        "    " + serviceType.replace('-', '_') + "_endpoint_override: " + proxy.url() + "\n";
    return task(module)
        .file("clouds.yaml", clouds.replaceFirst("(?m)^(  admin:\n)", "$1" + override));
  }

  String clouds() {
    return clouds;
  }

  /** The writes of the run, as {@code nova POST /v2.1/servers/…/action}. */
  List<String> writes() {
    return sandbox.record().writes().stream()
        .map(w -> w.service() + " " + w.method() + " " + w.path())
        .toList();
  }

  List<RecordedRequest> requests() {
    return sandbox.record().all();
  }

  /** Amphora server ids by their names. */
  Map<String, String> amphoraServers() {
    Map<String, String> found = new LinkedHashMap<>();
    sandbox
        .world()
        .compute()
        .servers()
        .forEach(server -> {
          if (server.name().startsWith("amphora-")) {
            found.put(server.name(), server.id());
          }
        });
    return found;
  }

  void pass(Duration time) {
    this.time.advance(time);
  }

  @Override
  public void close() {
    sandbox.close();
  }

  /** The machine's clock as the test's time shows it. */
  private static final class Turned extends Clock {
    private final ManualTime time;

    Turned(ManualTime time) {
      this.time = time;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return time.now();
    }
  }
}
