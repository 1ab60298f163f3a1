package io.pbrun.builtin;

import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleDoc.Returned;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Observation;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.TaskModule;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Waits for a TCP port, as seen from the control machine. */
@ModuleDoc(
    summary = "Waits until a TCP port answers, and says what each look saw",
    description =
        """
        It always looks from the control machine, whatever connection the host has. With `banner` a port that merely
        accepts does not count: the other side must say a line that begins with it. "ACTIVE" is not "ssh answers", and
        "ssh answers" is not "Kubernetes is ready" (runbook rule 4): this is the second of the three. A preview looks once.\
        """,
    example =
        """
        - name: The management VM's sshd answers
          tcp_wait:
            host: "{{ mgmt_fip }}"
            port: 22
            banner: SSH-2.0-
            timeout: 6m
        """,
    returns = {
      @Returned(
          name = "seen",
          value =
              "What the last look saw: `refused`, `timed out`, `connected but silent`, `banner '…'`."),
      @Returned(name = "answer", value = "What the other side said first, when `banner` is given."),
      @Returned(name = "elapsed", value = "Seconds waited.", type = "int"),
      @Returned(name = "host", value = "The host."),
      @Returned(name = "port", value = "The port.", type = "int"),
      @Returned(name = "msg", value = "What holds, or what did not come.")
    })
record TcpWait(
    @Param(value = "Name or address.", required = true) String host,
    @Param(value = "TCP port, 1 to 65535.", required = true) int port,
    @Param("What a line of the other side must begin with, such as `SSH-2.0-`.")
        @Nullable String banner,
    @Param(value = "The longest time to wait.", defaultValue = "5m") Duration timeout,
    @Param(
            value = "The longest pause between two looks; the first come quicker.",
            defaultValue = "2s")
        Duration interval,
    @Param(value = "How long one look may take to connect.", defaultValue = "10s")
        Duration connectTimeout,
    @Param(value = "How long one look listens for the banner.", defaultValue = "5s")
        Duration bannerTimeout)
    implements TaskModule {

  @Override
  public Plan plan(ModuleContext context) throws ModuleFailure {
    if (port < 1 || port > 65535) {
      throw new ModuleFailure("port must be 1 to 65535, got: " + port);
    }
    PortProbe probe =
        new PortProbe(
            host,
            port,
            context.time().onTheWall(connectTimeout),
            context.time().onTheWall(bannerTimeout));
    String awaited = "port " + port + " of " + host + (banner == null ? "" : " to say " + banner);
    return Plan.gate(awaited, timeout, interval, () -> look(probe));
  }

  private Observation look(PortProbe probe) throws InterruptedException {
    PortProbe.Seen seen = banner == null ? probe.connect() : probe.listen(this::hasBanner);
    Result fields = Result.ok(Fields.of("host", host, "port", (long) port, "seen", seen.words()));
    if (!(seen instanceof PortProbe.Open(String said, _))) {
      return Observation.pending(seen.words(), fields);
    }
    if (banner == null) {
      return Observation.reached(fields.with("msg", "port " + port + " of " + host + " answers"));
    }
    fields =
        fields.with(
            "answer",
            said.lines().filter(line -> line.startsWith(banner)).findFirst().orElse(said.strip()));
    return hasBanner(said)
        ? Observation.reached(
            fields.with("msg", "port " + port + " of " + host + " answers: " + seen.words()))
        : Observation.pending(seen.words(), fields);
  }

  private boolean hasBanner(String said) {
    return banner != null && said.lines().anyMatch(line -> line.startsWith(banner));
  }
}
