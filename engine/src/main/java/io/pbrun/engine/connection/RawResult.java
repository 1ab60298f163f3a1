package io.pbrun.engine.connection;

import java.nio.charset.StandardCharsets;

/** What a command left behind, in bytes. */
record RawResult(int exitCode, byte[] stdout, byte[] stderr, boolean timedOut) {

  CommandResult decoded() {
    return new CommandResult(
        exitCode,
        new String(stdout, StandardCharsets.UTF_8),
        new String(stderr, StandardCharsets.UTF_8),
        timedOut);
  }

  String errorText() {
    return new String(stderr, StandardCharsets.UTF_8).strip();
  }
}
