package io.pbrun.engine.cli;

import java.util.List;

/** The program's entry. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    if (!List.of(args).equals(List.of("--version"))) {
      System.err.println("pbrun: expected --version");
      System.exit(2);
    }
    System.out.println(Version.line());
  }
}
