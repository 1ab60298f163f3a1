package io.pbrun.builtin;

import io.pbrun.engine.connection.CommandResult;
import io.pbrun.engine.connection.Connection;
import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.module.Change;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Provision;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.value.Unknown;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the modules that run commands have in common: guards, the plan, and the result's fields. */
record Execution(Object shown, Guards guards, boolean stripEnds) {
  private static final String REFUSED = "pbrun: ";

  /** Runs the command, in whatever way the module does. */
  @FunctionalInterface
  interface Runner {
    CommandResult run(Connection connection)
        throws ConnectionException, ModuleFailure, InterruptedException;
  }

  Plan plan(ModuleContext context, Runner runner) throws ConnectionException, InterruptedException {
    String reason = guards.given() ? guards.reason(context.connection()) : null;
    if (reason != null) {
      String path = reason.replace("'", "");
      return Plan.settled(
          Result.ok(
              Fields.of(
                  "cmd",
                  shown,
                  "msg",
                  "Did not run command since '" + reason,
                  "rc",
                  0L,
                  "stdout",
                  "skipped, since " + path,
                  "stdout_lines",
                  List.of("skipped, since " + path),
                  "stderr",
                  "",
                  "stderr_lines",
                  List.of(),
                  "start",
                  null,
                  "end",
                  null,
                  "delta",
                  null)));
    }
    String line =
        shown instanceof List<?> words
            ? ShellWords.join(words.stream().map(String::valueOf).toList())
            : shown.toString();
    Change change = Change.execution("run " + line, acting -> perform(acting, runner));
    if (guards.given()) {
      // With a guard it is sure that the command would have run, as in Ansible.
      change =
          new Change(
              change.summary(),
              change.kind(),
              Change.Foreseen.CERTAIN,
              List.of(),
              Map.of("msg", "Command would have run if not in check mode"),
              change.action());
    }
    Map<String, Object> predicted = new LinkedHashMap<>(change.predicted());
    predicted.put("cmd", shown);
    Unknown unknown = new Unknown("the command has run");
    for (String field :
        List.of(
            "rc", "stdout", "stdout_lines", "stderr", "stderr_lines", "start", "end", "delta")) {
      predicted.put(field, unknown);
    }
    String creates = guards.creates();
    boolean oneFile = creates != null && !creates.matches(".*[*?\\[].*");
    return Plan.change(
        creates == null || !oneFile
            ? change.predicting(predicted)
            : change.predicting(predicted).providing(Provision.file(guards.full(creates))));
  }

  private Result perform(ModuleContext context, Runner runner)
      throws ConnectionException, ModuleFailure, InterruptedException {
    Instant start = context.time().now();
    CommandResult ran = runner.run(context.connection());
    Instant end = context.time().now();
    String stdout = stripEnds ? strip(ran.stdout()) : ran.stdout();
    String stderr = stripEnds ? strip(ran.stderr()) : ran.stderr();
    Map<String, @Nullable Object> fields =
        Fields.of(
            "cmd",
            shown,
            "rc",
            (long) ran.exitCode(),
            "stdout",
            stdout,
            "stdout_lines",
            Fields.lines(stdout),
            "stderr",
            stderr,
            "stderr_lines",
            Fields.lines(stderr),
            "start",
            ClockText.of(start),
            "end",
            ClockText.of(end),
            "delta",
            ClockText.of(Duration.between(start, end)));
    if (ran.succeeded()) {
      return Result.changed(Fields.and(fields, Fields.of("msg", "")));
    }
    // What the connection itself refused (no such program, no such directory) it says in its own
    // words; nothing has run then.
    if (stderr.startsWith(REFUSED)) {
      String why = stderr.substring(REFUSED.length()).strip();
      return why.startsWith("cannot change to directory")
          ? Result.failed("Unable to change directory before execution: " + why, nothingRan(shown))
          : Result.failed(noProgram(why), Fields.and(nothingRan(shown), Fields.of("rc", 2L)));
    }
    if (ran.exitCode() == 127 && shown instanceof List<?> words && isNotFound(stderr, words)) {
      return Result.failed(
          noProgram(stderr.strip()), Fields.and(nothingRan(shown), Fields.of("rc", 2L)));
    }
    return Result.failed("non-zero return code", fields).havingChanged();
  }

  private static String noProgram(String why) {
    return "[Errno 2] No such file or directory: " + why;
  }

  /** Whether the target's shell could not find the program itself. */
  private static boolean isNotFound(String stderr, List<?> words) {
    return stderr.lines().count() == 1
        && stderr.contains(String.valueOf(words.getFirst()))
        && stderr.strip().endsWith("not found");
  }

  /** The fields of a command that could not be started. */
  static Map<String, @Nullable Object> nothingRan(@Nullable Object cmd) {
    return Fields.of(
        "cmd",
        cmd,
        "rc",
        256L,
        "stdout",
        "",
        "stdout_lines",
        List.of(),
        "stderr",
        "",
        "stderr_lines",
        List.of(),
        "start",
        null,
        "end",
        null,
        "delta",
        null);
  }

  private static String strip(String text) {
    int end = text.length();
    while (end > 0 && "\r\n".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return text.substring(0, end);
  }
}
