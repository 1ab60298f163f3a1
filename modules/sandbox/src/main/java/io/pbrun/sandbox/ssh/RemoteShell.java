package io.pbrun.sandbox.ssh;

import io.pbrun.sandbox.world.ManagementCluster;
import io.pbrun.sandbox.world.World;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** The shell on the management server: the runbook's commands and a handful of harmless ones. */
final class RemoteShell {
  /** What a command left. */
  record Outcome(int exit, String out, String err) {
    static Outcome ok(String out) {
      return new Outcome(0, out, "");
    }

    static Outcome failed(int exit, String err) {
      return new Outcome(exit, "", err);
    }
  }

  private final World world;
  private final K8sCommand k8s;

  /**
   * @param kubeconfig the management cluster's kubeconfig for an API server address; an empty
   *     address stands for the cluster's own
   */
  RemoteShell(World world, UnaryOperator<String> kubeconfig) {
    this.world = world;
    this.k8s = new K8sCommand(world, kubeconfig);
  }

  /** Runs a line; the site is settled and locked meanwhile. */
  Outcome run(String line, String user) {
    ShellLine parsed;
    try {
      parsed = ShellLine.parse(line);
    } catch (ShellLine.Unsupported e) {
      return Outcome.failed(2, "sh: 1: Syntax error: " + e.getMessage() + "\n");
    }
    StringBuilder out = new StringBuilder();
    StringBuilder err = new StringBuilder();
    int exit = 0;
    for (ShellLine.Step step : parsed.steps()) {
      boolean runs =
          switch (step.when()) {
            case ALWAYS -> true;
            case AFTER_SUCCESS -> exit == 0;
            case AFTER_FAILURE -> exit != 0;
          };
      if (runs) {
        Outcome outcome = command(step.words(), user);
        exit = outcome.exit();
        (step.toErrors() ? err : out).append(step.dropOutput() ? "" : outcome.out());
        boolean lost = step.dropErrors() || (step.mergeErrors() && step.dropOutput());
        (step.mergeErrors() ? out : err).append(lost ? "" : outcome.err());
      }
    }
    return new Outcome(exit, out.toString(), err.toString());
  }

  private Outcome command(List<String> words, String user) {
    String name = words.getFirst();
    List<String> arguments = words.subList(1, words.size());
    return switch (name.substring(name.lastIndexOf('/') + 1)) {
      // variables and directories are nothing to these commands
      case "true", ":", "cd", "export", "eval", "exit" -> Outcome.ok("");
      case "false" -> Outcome.failed(1, "");
      case "echo" -> Outcome.ok(String.join(" ", arguments) + "\n");
      case "whoami" -> Outcome.ok(user + "\n");
      case "id" -> id(arguments, user);
      case "hostname" -> Outcome.ok(world.managementServer().name() + "\n");
      case "nproc" -> Outcome.ok(world.managementServer().flavor().vcpus() + "\n");
      case "uname" -> Outcome.ok("Linux\n");
      case "date" -> Outcome.ok(world.now().toString() + "\n");
      case "uptime" -> Outcome.ok(uptime());
      case "cat" -> cat(arguments);
      case "sudo" -> sudo(arguments);
      case "sh", "bash", "dash" -> nested(name, arguments, user);
      case "timeout" -> after(1, arguments, user);
      case "exec", "env", "nice", "nohup" -> after(0, arguments, user);
      case "k8s" -> user.equals("root") ? k8s.run(arguments) : K8sCommand.needsRoot();
      default -> Outcome.failed(127, "bash: line 1: " + name + ": command not found\n");
    };
  }

  private Outcome after(int skipped, List<String> arguments, String user) {
    int from = skipped;
    while (from < arguments.size()
        && (arguments.get(from).startsWith("-") || arguments.get(from).contains("="))) {
      from++;
    }
    return from >= arguments.size()
        ? Outcome.ok("")
        : command(arguments.subList(from, arguments.size()), user);
  }

  private Outcome nested(String shell, List<String> arguments, String user) {
    int at = 0;
    while (at < arguments.size() && arguments.get(at).startsWith("-")) {
      if (arguments.get(at).endsWith("c") && at + 1 < arguments.size()) {
        return run(arguments.get(at + 1), user);
      }
      at++;
    }
    return Outcome.failed(2, shell + ": the sandbox runs only " + shell + " -c COMMAND\n");
  }

  private Outcome sudo(List<String> arguments) {
    String as = "root";
    int at = 0;
    while (at < arguments.size() && arguments.get(at).startsWith("-")) {
      String option = arguments.get(at++);
      if (option.equals("--")) {
        break;
      }
      if (List.of("-u", "-g", "-p", "-U", "-C", "-r", "-t").contains(option)
          && at < arguments.size()) {
        as = option.equals("-u") ? arguments.get(at) : as;
        at++;
      }
    }
    while (at < arguments.size() && arguments.get(at).matches("[A-Za-z_]\\w*=.*")) {
      at++;
    }
    return at < arguments.size()
        ? command(arguments.subList(at, arguments.size()), as)
        : Outcome.failed(1, "usage: sudo command\n");
  }

  private static Outcome id(List<String> arguments, String user) {
    int number = user.equals("root") ? 0 : 1000;
    if (arguments.contains("-un")) {
      return Outcome.ok(user + "\n");
    }
    return Outcome.ok(
        arguments.contains("-u")
            ? number + "\n"
            : "uid=%d(%s) gid=%d(%s)\n".formatted(number, user, number, user));
  }

  private Outcome cat(List<String> files) {
    StringBuilder out = new StringBuilder();
    for (String file : files) {
      switch (file) {
        case "/proc/loadavg" -> {
          double[] load = world.managementCluster().load();
          out.append(
              String.format(
                  Locale.ROOT,
                  "%.2f %.2f %.2f %d/812 20417\n",
                  load[0],
                  load[1],
                  load[2],
                  Math.max(1, (int) load[0])));
        }
        case "/proc/uptime" ->
            out.append(world.managementCluster().uptimeSeconds()).append(".00 0.00\n");
        case "/etc/hostname" -> out.append(world.managementServer().name()).append('\n');
        case "/etc/os-release" ->
            out.append("NAME=\"Ubuntu\"\nVERSION_ID=\"24.04\"\nID=ubuntu\nID_LIKE=debian\n");
        default -> {
          return new Outcome(1, out.toString(), "cat: " + file + ": No such file or directory\n");
        }
      }
    }
    return Outcome.ok(out.toString());
  }

  private String uptime() {
    ManagementCluster cluster = world.managementCluster();
    double[] load = cluster.load();
    LocalTime time = LocalTime.ofInstant(world.now(), ZoneOffset.UTC);
    return String.format(
        Locale.ROOT,
        " %s up %s,  0 users,  load average: %.2f, %.2f, %.2f\n",
        time.format(DateTimeFormatter.ofPattern("HH:mm:ss")),
        upFor(cluster.uptimeSeconds()),
        load[0],
        load[1],
        load[2]);
  }

  static String upFor(long seconds) {
    long minutes = seconds / 60;
    long days = minutes / (24 * 60);
    long hours = minutes / 60 % 24;
    String rest = hours == 0 ? minutes % 60 + " min" : "%2d:%02d".formatted(hours, minutes % 60);
    return switch ((int) Math.min(days, 2)) {
      case 0 -> rest;
      case 1 -> "1 day, " + rest;
      default -> days + " days, " + rest;
    };
  }
}
