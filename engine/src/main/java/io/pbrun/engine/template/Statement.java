package io.pbrun.engine.template;

/** A compiled statement, text or output of a template. */
interface Statement {
  /** How the template goes on behind it. */
  enum Flow {
    NEXT,
    BREAK,
    CONTINUE
  }

  Flow run(Frame frame, Output output);
}
