package io.pbrun.engine.cli;

import io.pbrun.engine.module.ModuleCatalog;
import io.pbrun.engine.module.Providers;
import io.pbrun.engine.playbook.MissingRoleException;
import io.pbrun.engine.report.Output;
import io.pbrun.engine.run.ExitCode;
import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.source.DiagnosticText;
import io.pbrun.engine.source.MissingFileException;
import io.pbrun.engine.source.Spelling;
import io.pbrun.engine.vault.VaultException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * Chooses the command, parses its options, and turns whatever goes wrong into a message and an exit
 * status.
 */
final class Commands {
  /** Options of ansible-playbook that pbrun does not have, and what to do instead. */
  private static final Map<String, String> ABSENT =
      Map.of(
          "-M", "pbrun's modules are built in: 'pbrun doc --list' shows them",
          "--module-path", "pbrun's modules are built in: 'pbrun doc --list' shows them",
          "--sftp-extra-args", "give ssh options with --ssh-common-args",
          "--scp-extra-args", "give ssh options with --ssh-common-args");

  /** What may be a subcommand; anything else is a playbook, and nobody is asked. */
  private static final Predicate<String> WORD =
      text -> !text.isEmpty() && text.chars().allMatch(c -> c >= 'a' && c <= 'z');

  private final Terminal terminal;

  Commands(Terminal terminal) {
    this.terminal = terminal;
  }

  int run(List<String> args) {
    if (args.equals(List.of("--version"))) {
      terminal.out().println(Version.line());
      return 0;
    }
    String first = args.isEmpty() ? "" : args.getFirst();
    Supplier<Callable<Integer>> subcommand = WORD.test(first) ? subcommand(first) : null;
    if (subcommand != null) {
      return run(subcommand, first, args.subList(1, args.size()));
    }
    Terminal queued = terminal.queued();
    try {
      return new Commands(queued).run(() -> new PlaybookCommand(queued), "", args);
    } finally {
      queued.out().flush();
      queued.err().flush();
      queued.drain().run();
    }
  }

  private int run(Supplier<Callable<Integer>> command, String word, List<String> args) {
    return command.get() instanceof QuickCommand quick && quick.read(args)
        ? call(quick, args)
        : withPicocli(command.get(), word, args);
  }

  private int call(Callable<Integer> command, List<String> args) {
    try {
      return command.call();
    } catch (Exception e) {
      return failed(e, args);
    }
  }

  private int withPicocli(Callable<Integer> command, String word, List<String> rest) {
    CommandLine line =
        new CommandLine(command).setCommandName(word.isEmpty() ? "pbrun" : "pbrun " + word);
    if (command instanceof VaultCommand vault) {
      vault.addActions(line);
    }
    // Like Ansible's, long options may be cut short; picocli then stumbles over "-" as an argument,
    // which eval takes.
    line.setAbbreviatedOptionsAllowed(word.isEmpty());
    line.setUsageHelpAutoWidth(true);
    line.setExpandAtFiles(false); // -e @file is ours
    line.setOverwrittenOptionsAllowed(true); // the last one counts, as in the peer
    line.setParameterExceptionHandler((exception, given) -> badOptions(exception));
    line.setExecutionExceptionHandler((exception, commandLine, parsed) -> failed(exception, rest));
    line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
    return line.execute(rest.toArray(String[]::new));
  }

  private @Nullable Supplier<Callable<Integer>> subcommand(String word) {
    switch (word) {
      case "eval":
        return () -> new EvalCommand(terminal);
      case "doc":
        return () -> new DocCommand(terminal, ModuleCatalog.load());
      case "inventory":
        return () -> new InventoryCommand(terminal);
      case "vars":
        return () -> new VarsCommand(terminal);
      case "vault":
        return () -> new VaultCommand(terminal);
      default:
        Output output = terminal.output();
        for (Subcommand offered : Providers.of(Subcommand.class)) {
          if (offered.name().equals(word)) {
            return () -> offered.command(io(terminal, output));
          }
        }
        return null;
    }
  }

  private static Subcommand.CommandIo io(Terminal terminal, Output output) {
    return new Subcommand.CommandIo() {
      @Override
      public void line(String text) {
        output.line(text);
      }

      @Override
      public void errorLine(String text) {
        output.errorLine(text);
      }

      @Override
      public void hide(String secret) {
        terminal.secrets().hide(secret);
      }

      @Override
      public SiteView site(InventoryOptions options, Path directory) {
        return SessionView.open(options, directory, terminal);
      }
    };
  }

  private int badOptions(CommandLine.ParameterException exception) {
    CommandLine line = exception.getCommandLine();
    terminal.err().println(line.getCommandName() + ": error: " + exception.getMessage());
    if (exception instanceof CommandLine.UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().isEmpty()) {
      String option = unmatched.getUnmatched().getFirst().replaceFirst("=.*$", "");
      String hint = ABSENT.get(option);
      if (hint == null) {
        List<String> known = new ArrayList<>();
        line.getCommandSpec().options().forEach(each -> known.addAll(List.of(each.names())));
        hint = Spelling.didYouMean(option, known);
      }
      if (hint != null) {
        terminal.err().println("  " + hint);
      }
    }
    terminal.err().println("Try '" + line.getCommandName() + " --help'.");
    return CommandLine.ExitCode.USAGE;
  }

  private int failed(Exception exception, List<String> args) {
    if (exception instanceof DiagnosticException mistakes) {
      terminal
          .output()
          .errorLine(
              DiagnosticText.render(mistakes.diagnostics(), terminal.color()).stripTrailing());
      return exception instanceof MissingRoleException || exception instanceof MissingFileException
          ? ExitCode.ERROR.status()
          : ExitCode.HOSTS_UNREACHABLE.status();
    }
    if (exception instanceof BadOptions mistakes) {
      terminal
          .output()
          .errorLine(
              DiagnosticText.render(mistakes.diagnostics(), terminal.color()).stripTrailing());
      return ExitCode.BAD_OPTIONS.status();
    }
    if (exception instanceof CommandFailure failure) {
      terminal.output().errorLine("ERROR! " + failure.getMessage());
      return failure.exitCode().status();
    }
    if (exception instanceof VaultException) {
      terminal.output().errorLine("ERROR! " + exception.getMessage());
      return ExitCode.ERROR.status();
    }
    terminal
        .output()
        .errorLine("ERROR! Unexpected Exception, this is probably a bug: " + exception);
    if (args.stream().anyMatch(arg -> arg.startsWith("-vvv"))) {
      StringWriter trace = new StringWriter();
      exception.printStackTrace(new PrintWriter(trace));
      terminal.output().errorLine(trace.toString());
    } else {
      terminal.output().errorLine("to see the full traceback, use -vvv");
    }
    return ExitCode.UNEXPECTED.status();
  }
}
