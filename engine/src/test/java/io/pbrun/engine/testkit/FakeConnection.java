package io.pbrun.engine.testkit;

import io.pbrun.engine.connection.Access;
import io.pbrun.engine.connection.Command;
import io.pbrun.engine.connection.CommandResult;
import io.pbrun.engine.connection.Connection;
import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.connection.ReadOnlyViolation;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A target that answers commands as a test scripted them, with files in memory. Views of other
 * access share its state.
 */
public final class FakeConnection implements Connection {

  /** Answers a command. */
  @FunctionalInterface
  public interface Script {
    CommandResult answer(Command command) throws ConnectionException, InterruptedException;
  }

  private record Rule(Pattern line, Script script) {}

  private static final class State {
    final List<Rule> rules = new ArrayList<>();
    final List<Command> commands = new ArrayList<>();
    final FakeFiles files = new FakeFiles();
    @Nullable String unreachable;
  }

  private final State state;
  private final Access access;

  public FakeConnection() {
    this(new State(), Access.READ_WRITE);
  }

  private FakeConnection(State state, Access access) {
    this.state = state;
    this.access = access;
  }

  /** The same target, seen with another access. */
  public FakeConnection as(Access other) {
    return new FakeConnection(state, other);
  }

  /**
   * Answers each command whose line matches with these results in turn; the last one repeats. Later
   * rules win.
   */
  public FakeConnection when(String lineRegex, CommandResult... results) {
    int[] next = {0};
    return when(lineRegex, (Script) command -> results[Math.min(next[0]++, results.length - 1)]);
  }

  public FakeConnection when(String lineRegex, String stdout) {
    return when(lineRegex, new CommandResult(0, stdout, ""));
  }

  public FakeConnection when(String lineRegex, Script script) {
    state.rules.addFirst(new Rule(Pattern.compile(lineRegex, Pattern.DOTALL), script));
    return this;
  }

  /** From now on the target cannot be reached; null makes it reachable again. */
  public FakeConnection unreachable(@Nullable String message) {
    state.unreachable = message;
    return this;
  }

  /** Every command that ran. */
  public List<Command> commands() {
    return List.copyOf(state.commands);
  }

  /** The lines of the commands that ran and were not declared read-only. */
  public List<String> writingCommands() {
    return state.commands.stream()
        .filter(command -> !command.readOnly())
        .map(FakeConnection::line)
        .toList();
  }

  /**
   * Everything that was done to the target: commands that are not read-only, and changes to its
   * files.
   */
  public List<String> writes() {
    List<String> writes = new ArrayList<>(writingCommands());
    writes.addAll(state.files.changes());
    return writes;
  }

  @Override
  public String description() {
    return "fake";
  }

  @Override
  public CommandResult run(Command command) throws ConnectionException, InterruptedException {
    if (access == Access.READ_ONLY && !command.readOnly()) {
      throw new ReadOnlyViolation(line(command));
    }
    checkReachable();
    state.commands.add(command);
    for (Rule rule : state.rules) {
      if (rule.line.matcher(line(command)).find()) {
        return rule.script.answer(command);
      }
    }
    throw new AssertionError("no script for the command: " + line(command));
  }

  @Override
  public FakeFiles files() {
    return state.files.as(access);
  }

  @Override
  public void close() {}

  private void checkReachable() throws ConnectionException {
    if (state.unreachable != null) {
      throw new ConnectionException(state.unreachable);
    }
  }

  private static String line(Command command) {
    return String.join(" ", command.argv());
  }
}
