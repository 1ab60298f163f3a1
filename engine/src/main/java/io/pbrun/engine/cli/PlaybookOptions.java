package io.pbrun.engine.cli;

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

  @Option(names = "--step", description = "Ask before each task: (N)o, (y)es or (c)ontinue.")
  boolean step;

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
        .flag(() -> forceHandlers = true, "--force-handlers")
        .flag(() -> flushCache = true, "--flush-cache")
        .flag(() -> syntaxCheck = true, "--syntax-check")
        .flag(() -> listTasks = true, "--list-tasks")
        .flag(() -> listTags = true, "--list-tags")
        .flag(() -> listHosts = true, "--list-hosts");
  }
}
