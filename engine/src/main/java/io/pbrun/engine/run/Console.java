package io.pbrun.engine.run;

/** The operator, when one is there. */
public interface Console {

  /** The operator's answer to a question; empty when nobody is there to give one. */
  String ask(String prompt, boolean echo) throws InterruptedException;

  /** Nobody is there. */
  static Console none() {
    return (prompt, echo) -> "";
  }
}
