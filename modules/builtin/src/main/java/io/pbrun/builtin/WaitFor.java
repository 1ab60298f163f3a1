package io.pbrun.builtin;

import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.connection.FileFacts;
import io.pbrun.engine.connection.TargetFiles;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleDoc.Returned;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Observation;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Probe;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.TaskModule;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Waits for a port or a file, as seen from the target. */
@ModuleDoc(
    summary = "Waits for a port or a file of the target",
    description =
        """
        It looks from the target: with a local connection from this machine, over ssh by `bash` or `nc` there. Without
        `port` and `path` it waits for the time of `timeout`. To watch a port from the control machine, `tcp_wait` says more.
        `state: drained` of Ansible is not there: it needs the target's table of connections. A preview looks once.\
        """,
    example =
        """
        - name: The API server listens
          wait_for:
            port: 6443
            timeout: 600

        - name: Cloud-init has finished
          wait_for:
            path: /var/lib/cloud/instance/boot-finished
        """,
    mutuallyExclusive = "port|path",
    returns = {
      @Returned(name = "elapsed", value = "Seconds waited.", type = "int"),
      @Returned(name = "state", value = "The state that was awaited."),
      @Returned(name = "port", value = "The port.", type = "int"),
      @Returned(name = "path", value = "The path."),
      @Returned(name = "search_regex", value = "The expression that was searched for."),
      @Returned(name = "match_groups", value = "Groups of the match.", type = "list"),
      @Returned(name = "match_groupdict", value = "Named groups of the match.", type = "dict")
    })
record WaitFor(
    @Param(value = "Name or address of the port's machine.", defaultValue = "127.0.0.1")
        String host,
    @Param("TCP port.") @Nullable Integer port,
    @Param("File.") @Nullable String path,
    @Param(
            value = "`present` and `started`: port open, file there. `absent` and `stopped`: not.",
            defaultValue = "started")
        State state,
    @Param("Regular expression that the file, or what the port says first, must match.")
        @Nullable String searchRegex,
    @Param(value = "The longest time to wait.", defaultValue = "300") Duration timeout,
    @Param(value = "How long one look may take to connect.", defaultValue = "5")
        Duration connectTimeout,
    @Param(value = "Time before the first look.", defaultValue = "0") Duration delay,
    @Param(value = "The longest pause between two looks.", defaultValue = "1") Duration sleep,
    @Param("What a failure says instead of the usual.") @Nullable String msg)
    implements TaskModule {
  enum State {
    ABSENT,
    PRESENT,
    STARTED,
    STOPPED
  }

  @Override
  public Plan plan(ModuleContext context) throws ModuleFailure {
    Pattern pattern = searchRegex == null ? null : Regex.compile(searchRegex, Pattern.MULTILINE);
    if (pattern != null && isNegative() && port != null) {
      throw new ModuleFailure(
          "state="
              + (state == State.STOPPED ? "stopped" : "absent")
              + " should only be used for checking a port, not for search_regex on it");
    }
    Instant start = context.time().now();
    Probe probe;
    String awaited;
    if (port != null) {
      TargetPort target = TargetPort.of(host, port, connectTimeout);
      awaited =
          "port "
              + port
              + " of "
              + host
              + (isNegative() ? " to close" : pattern == null ? "" : " to say " + searchRegex);
      probe = () -> lookAtPort(context, target, pattern);
    } else if (path != null) {
      awaited =
          "file "
              + path
              + (isNegative() ? " to go" : pattern == null ? "" : " to contain " + searchRegex);
      probe = () -> lookAtFile(context.connection().files(), path, pattern);
    } else {
      awaited = "the time to pass";
      probe =
          () ->
              context.time().now().isBefore(start.plus(timeout))
                  ? pending("waiting")
                  : reached(null);
    }
    return Plan.gate(
        awaited,
        timeout,
        sleep,
        () ->
            context.time().now().isBefore(start.plus(delay))
                ? pending("not looked yet")
                : probe.look());
  }

  private Observation lookAtPort(
      ModuleContext context, TargetPort target, @Nullable Pattern pattern)
      throws ConnectionException, InterruptedException {
    PortProbe.Seen seen = target.look(context, pattern);
    boolean open = seen instanceof PortProbe.Open;
    if (isNegative()) {
      return open ? pending(seen.words()) : reached(null);
    }
    if (!(seen instanceof PortProbe.Open(String said, _))) {
      return pending(seen.words());
    }
    Matcher matcher = pattern == null ? null : pattern.matcher(said);
    return matcher == null || matcher.find() ? reached(matcher) : pending(seen.words());
  }

  private Observation lookAtFile(TargetFiles files, String file, @Nullable Pattern pattern)
      throws ConnectionException, InterruptedException {
    FileFacts facts = files.stat(file, true);
    if (facts == null) {
      return isNegative() ? reached(null) : pending("there is no such file");
    }
    if (pattern == null) {
      return isNegative() ? pending("it is there") : reached(null);
    }
    Matcher matcher = pattern.matcher(new String(files.read(file), StandardCharsets.UTF_8));
    boolean found = matcher.find();
    if (isNegative()) {
      return found ? pending("it contains the text") : reached(null);
    }
    return found ? reached(matcher) : pending("it is there, without the text");
  }

  private boolean isNegative() {
    return state == State.ABSENT || state == State.STOPPED;
  }

  private Observation pending(String seen) {
    return Observation.pending(
        seen, Result.ok(msg == null ? fields() : Fields.and(fields(), Fields.of("msg", msg))));
  }

  private Observation reached(@Nullable Matcher matcher) {
    List<@Nullable String> groups = new ArrayList<>();
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    if (matcher != null) {
      for (int i = 1; i <= matcher.groupCount(); i++) {
        groups.add(matcher.group(i));
      }
      matcher.namedGroups().keySet().stream()
          .sorted()
          .forEach(name -> named.put(name, matcher.group(name)));
    }
    return Observation.reached(
        Result.ok(
            Fields.and(fields(), Fields.of("match_groups", groups, "match_groupdict", named))));
  }

  private Map<String, @Nullable Object> fields() {
    String word = state.name().toLowerCase(java.util.Locale.ROOT);
    return Fields.of(
        "state",
        word,
        "port",
        port == null ? null : (Object) Long.valueOf(port),
        "path",
        path,
        "search_regex",
        searchRegex);
  }
}
