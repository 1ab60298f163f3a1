package io.pbrun.engine.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs several command lines in one process, as no command does: what they load is what the
 * launcher's start-up cache is made of. Takes files with a command line on each line.
 */
public final class Rehearsal {
  private Rehearsal() {}

  public static void main(String[] args) throws IOException {
    int worst = 0;
    for (String file : args) {
      for (String line : Files.readAllLines(Path.of(file))) {
        worst = Math.max(worst, Main.run(List.of(line.split(" "))));
      }
    }
    System.exit(worst);
  }
}
