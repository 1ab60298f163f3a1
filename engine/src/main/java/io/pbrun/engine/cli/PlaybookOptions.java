package io.pbrun.engine.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What to run of a playbook, and how. */
final class PlaybookOptions {
  @Option(
      names = {"-C", "--check"},
      description = "Preview only: say what would be changed, change nothing.")
  boolean check;

  @Option(
      names = {"-D", "--diff"},
      description = "Show what changes inside files and objects.")
  boolean diff;

  @Option(
      names = {"-f", "--forks"},
      paramLabel = "N",
      description = "How many hosts at once (default: 5).")
  @Nullable Integer forks;

  @Option(
      names = {"-t", "--tags"},
      paramLabel = "TAGS",
      description = "Only tasks with one of these tags.")
  List<String> tags = new ArrayList<>();

  @Option(
      names = "--skip-tags",
      paramLabel = "TAGS",
      description = "Leave out tasks with one of these tags.")
  List<String> skipTags = new ArrayList<>();

  @Option(names = "--start-at-task", paramLabel = "NAME", description = "Begin with this task.")
  @Nullable String startAtTask;

  @Option(
      names = "--step",
      description =
          "Show what each task is about to change and ask before it does: (N)o, (y)es, (a)ll or (q)uit.")
  boolean step;

  @Option(
      names = "--confirm",
      description =
          "Preview everything, ask once, and then do what the preview said and nothing else.")
  boolean confirm;

  @Option(
      names = "--save-plan",
      paramLabel = "FILE",
      description = "With --check: keep the preview as a plan for --plan.")
  @Nullable Path savePlan;

  @Option(
      names = "--plan",
      paramLabel = "FILE",
      description = "Do what this plan says, and stop before anything else.")
  @Nullable Path plan;

  @Option(
      names = "--plan-max-age",
      paramLabel = "DURATION",
      defaultValue = "24h",
      description = "How old that plan may be (default: 24h).")
  String planMaxAge = "24h";

  @Option(
      names = "--output",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "text for people, or json: one document, and messages on standard error.")
  String output = "text";

  @Option(names = "--force-handlers", description = "Run notified handlers even when a task fails.")
  boolean forceHandlers;

  @Option(
      names = "--flush-cache",
      description = "Forget the facts of all hosts that are kept between runs.")
  boolean flushCache;

  @Option(
      names = "--syntax-check",
      description = "Check everything that can be checked without running; change nothing.")
  boolean syntaxCheck;

  @Option(names = "--list-tasks", description = "List the tasks that would run.")
  boolean listTasks;

  @Option(names = "--list-tags", description = "List the tags.")
  boolean listTags;

  @Option(names = "--list-hosts", description = "List the hosts.")
  boolean listHosts;

  void addTo(QuickOptions options) {
    options
        .flag(() -> check = true, "-C", "--check")
        .flag(() -> diff = true, "-D", "--diff")
        .number(number -> forks = number, "-f", "--forks")
        .value(tags::add, "-t", "--tags")
        .value(skipTags::add, "--skip-tags")
        .value(text -> startAtTask = text, "--start-at-task")
        .flag(() -> step = true, "--step")
        .flag(() -> confirm = true, "--confirm")
        .value(file -> savePlan = Path.of(file), "--save-plan")
        .value(file -> plan = Path.of(file), "--plan")
        .value(text -> planMaxAge = text, "--plan-max-age")
        .value(text -> output = text, "--output")
        .flag(() -> forceHandlers = true, "--force-handlers")
        .flag(() -> flushCache = true, "--flush-cache")
        .flag(() -> syntaxCheck = true, "--syntax-check")
        .flag(() -> listTasks = true, "--list-tasks")
        .flag(() -> listTags = true, "--list-tags")
        .flag(() -> listHosts = true, "--list-hosts");
  }

  boolean json() {
    return output.equals("json");
  }

  /** What is wrong with how options are put together; null when nothing is. */
  @Nullable String contradiction() {
    if (!output.equals("text") && !output.equals("json")) {
      return "--output is text or json, not '" + output + "'";
    }
    if (savePlan != null && !check) {
      return "--save-plan keeps a preview: it goes with --check";
    }
    if (check && (plan != null || confirm || step)) {
      return "--check changes nothing: --plan, --confirm and --step are for runs";
    }
    if (plan != null && confirm) {
      return "--confirm makes its own plan: leave out --plan";
    }
    if (json() && (confirm || step)) {
      return "--output json asks nobody: leave out --confirm and --step";
    }
    return null;
  }
}
