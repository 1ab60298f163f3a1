package io.pbrun.engine.connection;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A command made ready for a target: what to start, and what its standard input begins with.
 *
 * @param argv program and arguments
 * @param environment given to the program when the start can carry it (a local process); else it
 *     travels in {@code preamble}
 * @param preamble bytes that the wrapping script reads before the command's own input
 * @param become how the user changes; null when it does not
 * @param prompt the text that asks for the password
 * @param marker begins the line on standard error with which the script says that it runs, as the
 *     other user if need be, and its process id; empty when it says nothing
 */
record Invocation(
    List<String> argv,
    Map<String, String> environment,
    @Nullable String directory,
    byte[] preamble,
    @Nullable Become become,
    String prompt,
    String marker) {

  private static final byte[] NOTHING = {};

  /** For a process of this machine. */
  static Invocation local(Command command, @Nullable Become become, String shell) {
    if (become == null) {
      return new Invocation(
          program(command, shell),
          command.environment(),
          command.directory(),
          NOTHING,
          null,
          "",
          "");
    }
    return wrapped(command, become, shell, false, true);
  }

  /**
   * For a shell at the other end of a wire, which gets one line.
   *
   * @param tells whether the command tells its process id, which its end may need
   */
  static Invocation remote(Command command, @Nullable Become become, String shell, boolean tells) {
    if (!tells
        && become == null
        && command.environment().isEmpty()
        && command.directory() == null) {
      return new Invocation(program(command, shell), Map.of(), null, NOTHING, null, "", "");
    }
    return wrapped(command, become, shell, true, tells);
  }

  private static Invocation wrapped(
      Command command, @Nullable Become become, String shell, boolean remote, boolean tells) {
    String unique = UUID.randomUUID().toString().replace("-", "");
    String marker = tells || become != null ? "pbrun-became-" + unique : "";
    byte[] preamble = NOTHING;
    StringBuilder script = new StringBuilder();
    if (!marker.isEmpty()) {
      script.append("echo ").append(marker).append(" $$ >&2\n");
    }
    if (!command.environment().isEmpty()) {
      // Through the input, not the command line, which every user of the target can read.
      preamble = exports(command.environment());
      script.append("eval \"$(dd bs=1 count=").append(preamble.length).append(" 2>/dev/null)\"\n");
    }
    if (command.directory() != null) {
      script.append("cd ").append(Quoting.path(command.directory())).append(" || exit 1\n");
    }
    script.append("exec ").append(Quoting.words(program(command, shell)));
    if (become == null) {
      return new Invocation(
          List.of("/bin/sh", "-c", script.toString()), Map.of(), null, preamble, null, "", marker);
    }
    String prompt = become.prompt("[pbrun " + unique + "] password:");
    List<String> argv = become.wrap(script.toString(), prompt);
    if (remote && become.method() == Become.Method.SU) {
      List<String> english = new ArrayList<>(List.of("env", "LC_ALL=C"));
      english.addAll(argv);
      argv = english;
    }
    return new Invocation(
        argv,
        remote || become.method() == Become.Method.SUDO ? Map.of() : Map.of("LC_ALL", "C"),
        null,
        preamble,
        become,
        prompt,
        marker);
  }

  private static List<String> program(Command command, String shell) {
    return command.shell() ? List.of(shell, "-c", command.argv().getFirst()) : command.argv();
  }

  private static byte[] exports(Map<String, String> environment) {
    StringBuilder text = new StringBuilder();
    environment.forEach((name, value) -> {
      if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
        throw new IllegalArgumentException(
            "'" + name + "' is no name for an environment variable: use letters, digits and _");
      }
      text.append("export ").append(name).append('=').append(Quoting.word(value)).append('\n');
    });
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The command as an operator may read it: short, and without its input or environment. */
  static String shown(Command command) {
    String line = command.shell() ? command.argv().getFirst() : Quoting.words(command.argv());
    String first = line.strip().lines().findFirst().orElse("");
    return first.length() > 120 ? first.substring(0, 117) + "..." : first;
  }
}
