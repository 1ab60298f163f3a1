package io.pbrun.engine.module;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A module that tests bind: one parameter of each sort. It hands its parameters back. */
@ModuleDoc(
    summary = "Looks at a port",
    example =
        """
        - name: Look
          probe_port:
            host: 10.12.7.40
            port: 22
        """,
    mutuallyExclusive = {"banner|match"},
    requiredOneOf = {"host|hosts"},
    deadline = "30m",
    returns = @ModuleDoc.Returned(name = "seen", value = "What the port said."))
record ProbePort(
    @Param("Where it is.") @Nullable String host,
    @Param("Several.") List<String> hosts,
    @Param(
            value = "TCP port.",
            required = true,
            aliases = {"tcp_port"})
        int port,
    @Param(value = "The longest time.", defaultValue = "5m") Duration timeout,
    @Param(value = "What it should be.", defaultValue = "started") State state,
    @Param("Words.") @Nullable String banner,
    @Param("More words.") @Nullable String match,
    @Param(
            value = "A word.",
            defaultValue = "in-order",
            choices = {"in-order", "any-order"})
        String order,
    @Param("Whether to be strict.") boolean strict,
    @Param("Labels.") Map<String, Object> labels,
    @Param("Permissions.") @Nullable FileMode mode,
    @Param("Where to log in.") @Nullable Login login,
    @Param(value = "Passed on.", acceptsUnknown = true) @Nullable Object anything,
    @Param(value = "A secret number.", secret = true) @Nullable Integer pin)
    implements TaskModule {
  enum State {
    STARTED,
    STOPPED
  }

  record Login(
      @Param(value = "Who.", required = true) String user,
      @Param(value = "Port.", defaultValue = "22") int port) {}

  @Override
  public Plan plan(ModuleContext context) {
    return Plan.settled(Result.ok(Map.of("seen", this.toString())));
  }
}
