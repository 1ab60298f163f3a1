package io.pbrun.engine.template;

import io.pbrun.engine.source.Place;
import org.jspecify.annotations.Nullable;

/** A template; its node gives the value of its only expression or its text. */
final class Compiled implements Template {
  private final JinjaTemplates templates;
  private final At at;
  private final Node node;

  Compiled(JinjaTemplates templates, At at, Node node) {
    this.templates = templates;
    this.at = at;
    this.node = node;
  }

  /** The result before it is made plain data: may be Undefined, or hold templates. */
  @Nullable Object unfinished(Frame frame) {
    return node.evaluate(frame);
  }

  @Override
  public @Nullable Object evaluate(Scope scope) {
    return evaluate(new Frame(templates, scope));
  }

  private @Nullable Object evaluate(Frame frame) {
    try {
      return frame.finish(frame.settle(this, null), at);
    } catch (StackOverflowError e) {
      // Circles that leave this evaluation, such as through hostvars, are not seen by Frame.settle.
      throw at.fail(
          "templates are nested too deep",
          "look for variables that refer to one another in a circle");
    }
  }

  @Override
  public String text() {
    return at.origin().text();
  }

  @Override
  public Place place() {
    return at.origin().source().start();
  }

  At at() {
    return at;
  }

  @Override
  public String toString() {
    return text();
  }

  /** Runs the statements in the frame itself, so that what they set is found there. */
  void runInside(Frame frame) {
    Node inner = node instanceof TrailingNewlines lines ? lines.node() : node;
    if (inner instanceof Statements.Capture capture) {
      Output output = new Output();
      capture.body().run(frame, output);
      Finish.value(output.result(), at);
    } else {
      Finish.value(inner.evaluate(frame), at);
    }
  }
}
