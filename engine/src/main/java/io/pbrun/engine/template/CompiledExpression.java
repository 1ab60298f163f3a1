package io.pbrun.engine.template;

import io.pbrun.engine.source.Place;
import org.jspecify.annotations.Nullable;

/** A bare expression. */
final class CompiledExpression implements Expression {
  private final JinjaTemplates templates;
  private final At at;
  private final Node node;

  CompiledExpression(JinjaTemplates templates, At at, Node node) {
    this.templates = templates;
    this.at = at;
    this.node = node;
  }

  @Override
  public @Nullable Object evaluate(Scope scope) {
    Frame frame = new Frame(templates, scope);
    return frame.finish(node.evaluate(frame), node.at());
  }

  At at() {
    return at;
  }

  @Override
  public String text() {
    return at.origin().text();
  }

  @Override
  public Place place() {
    return at.place();
  }

  @Override
  public String toString() {
    return text();
  }
}
