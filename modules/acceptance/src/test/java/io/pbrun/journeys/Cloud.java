package io.pbrun.journeys;

import io.pbrun.acceptance.Ending;
import io.pbrun.acceptance.Pbrun;
import io.pbrun.sandbox.Sandbox;
import io.pbrun.sandbox.SandboxOptions;
import io.pbrun.sandbox.http.RecordedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A sandbox in this process that runs of {@link Pbrun} take for the one that is kept, so that a
 * test can ask what was written.
 */
final class Cloud implements AutoCloseable {
  private final Sandbox sandbox;
  private final Path state;
  private final Pbrun pbrun;

  Cloud(Path temporary, String scenario, double speed) throws IOException {
    Path kept = temporary.resolve("pbrun").resolve("sandbox");
    Files.createDirectories(kept);
    sandbox = Sandbox.start(SandboxOptions.of(scenario).withSpeed(speed).withStateDir(kept));
    state = kept.resolve("state.json");
    Files.writeString(
        state,
        "{\"pid\": %d, \"control_url\": \"%s\", \"scenario\": \"%s\"}"
            .formatted(ProcessHandle.current().pid(), sandbox.controlUrl(), scenario));
    pbrun = new Pbrun(Map.of("XDG_STATE_HOME", temporary.toString()));
  }

  Sandbox sandbox() {
    return sandbox;
  }

  /** Runs a playbook against it. */
  Ending run(String playbook, String... more) {
    return pbrun.run(arguments(playbook, List.of(more)).toArray(String[]::new));
  }

  /** Runs a playbook against it, at a terminal or with answers. */
  Ending run(UnaryOperator<Pbrun> how, String playbook, String... more) {
    return how.apply(pbrun).run(arguments(playbook, List.of(more)).toArray(String[]::new));
  }

  /** Runs playbooks against it in one process, each with the same options. */
  List<Ending> runEach(List<String> playbooks, String... more) {
    return pbrun.each(
        playbooks.stream().map(playbook -> arguments(playbook, List.of(more))).toList());
  }

  /** Runs a playbook several times in one process, each time with options of its own. */
  List<Ending> runEach(String playbook, List<String> first, List<String> then) {
    return pbrun.each(List.of(arguments(playbook, first), arguments(playbook, then)));
  }

  private static List<String> arguments(String playbook, List<String> more) {
    List<String> all =
        new ArrayList<>(List.of("playbooks/" + playbook + ".yml", "-i", "inventories/sandbox"));
    all.addAll(more);
    return all;
  }

  /** All that was asked: method and path. */
  List<String> requests() {
    return sandbox.record().all().stream()
        .map(each -> each.service() + " " + each.method() + " " + each.path())
        .toList();
  }

  /** What was asked to change, ids replaced by names: {@code nova POST start capi-mgmt-v2}. */
  List<String> writes() {
    return sandbox.record().writes().stream().map(this::readable).toList();
  }

  private String readable(RecordedRequest request) {
    String path = request.path();
    for (Map.Entry<String, String> name : names.entrySet()) {
      path = path.replace(name.getKey(), name.getValue());
    }
    String what = path.substring(path.lastIndexOf('/') + 1);
    return switch (what) {
      case "action" ->
          "%s %s %s".formatted(request.service(), action(request.body()), parent(path));
      case "failover" -> "%s failover %s".formatted(request.service(), parent(path));
      case "metadata" ->
          "%s %s metadata of %s".formatted(request.service(), request.method(), parent(path));
      default -> "%s %s %s".formatted(request.service(), request.method(), what);
    };
  }

  private static String action(String body) {
    return body.contains("os-start") ? "start" : body.contains("os-stop") ? "stop" : body;
  }

  private static String parent(String path) {
    String above = path.substring(0, path.lastIndexOf('/'));
    return above.substring(above.lastIndexOf('/') + 1);
  }

  private final Map<String, String> names = new java.util.HashMap<>();

  /** Remembers how things are called, before a run deletes them. */
  Cloud named() {
    sandbox
        .world()
        .at(() -> {
          sandbox
              .world()
              .compute()
              .servers()
              .forEach(s ->
                  names.put(
                      s.id(),
                      s.name().startsWith("amphora-")
                          ? "amphora server (" + s.status() + ")"
                          : s.name()));
          sandbox.world().loadBalancing().balancers().forEach(lb -> names.put(lb.id(), lb.name()));
          return sandbox;
        });
    return this;
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(state);
    sandbox.close();
  }
}
