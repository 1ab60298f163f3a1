package io.pbrun.builtin;

import io.pbrun.engine.connection.Command;
import io.pbrun.engine.connection.CommandResult;
import io.pbrun.engine.connection.Connection;
import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.module.ModuleContext;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a TCP port from where the task's connection leads: with Java's sockets here, with a
 * shell there.
 */
record TargetPort(String host, int port, Duration connectLimit) {
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(2);

  /** Exit status of the script when the target has neither bash nor nc. */
  private static final int NO_TOOL = 97;

  private static final String SCRIPT =
      """
      if command -v bash >/dev/null 2>&1 && command -v timeout >/dev/null 2>&1; then
        timeout %2$d bash -c 'exec 3<>/dev/tcp/%1$s/%3$d' 2>/dev/null || exit 1
        [ %4$d -eq 0 ] || timeout %4$d bash -c 'exec 3<>/dev/tcp/%1$s/%3$d && cat <&3' 2>/dev/null | head -c 8192
        exit 0
      elif command -v nc >/dev/null 2>&1; then
        if [ %4$d -eq 0 ]; then nc -z -w %2$d %1$s %3$d; else nc -w %2$d %1$s %3$d </dev/null | head -c 8192; fi
      else
        exit 97
      fi
      """;

  static TargetPort of(String host, int port, Duration connectLimit) {
    return new TargetPort(host, port, connectLimit);
  }

  PortProbe.Seen look(ModuleContext context, @Nullable Pattern said)
      throws ConnectionException, InterruptedException {
    Connection connection = context.connection();
    if (connection.description().startsWith("local")) {
      PortProbe probe =
          new PortProbe(
              host,
              port,
              context.time().onTheWall(connectLimit),
              context.time().onTheWall(ANSWER_LIMIT));
      return said == null ? probe.connect() : probe.listen(text -> said.matcher(text).find());
    }
    if (!host.matches("[A-Za-z0-9.:_%-]+")) {
      return new PortProbe.Closed("'" + host + "' is no name of a host");
    }
    long limit = Math.max(1, connectLimit.toSeconds());
    String script =
        SCRIPT.formatted(host, limit, port, said == null ? 0 : ANSWER_LIMIT.toSeconds());
    CommandResult answer = connection.run(Command.shell(script).declaredReadOnly());
    if (answer.exitCode() == NO_TOOL) {
      throw new ConnectionException(
          "wait_for needs bash with timeout, or nc, on " + connection.description());
    }
    if (!answer.succeeded()) {
      return new PortProbe.Closed("closed");
    }
    return new PortProbe.Open(
        answer.stdout(), said == null ? "connected" : "connected, other text");
  }
}
