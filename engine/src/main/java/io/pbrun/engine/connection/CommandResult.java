package io.pbrun.engine.connection;

/** What a command left behind. Output is decoded as UTF-8. */
public record CommandResult(int exitCode, String stdout, String stderr) {
  public boolean succeeded() {
    return exitCode == 0;
  }
}
