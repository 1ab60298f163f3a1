package io.pbrun.engine.run;

import org.jspecify.annotations.Nullable;

/** The operator, when one is there. */
public interface Console {

  /** The operator's answer to a question; empty when nobody is there to give one. */
  String ask(String prompt, boolean echo) throws InterruptedException;

  /** The next line of standard input, terminal or not, after a question; null at its end. */
  default @Nullable String line(String prompt) throws InterruptedException {
    return null;
  }

  /** Nobody is there. */
  static Console none() {
    return (prompt, echo) -> "";
  }
}
