package io.pbrun.engine.template;

import io.pbrun.engine.value.Unknown;
import io.pbrun.engine.value.UnknownValueException;
import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The statements that are not loops, macros or files. */
final class Statements {
  private Statements() {}

  /** Compiles a template with tags in it. */
  static Node compile(JinjaTemplates templates, At whole, List<Segments.Segment> segments) {
    return new Capture(whole, new StatementCompiler(templates, segments).compile(), true);
  }

  /** Runs the body and gives what it put out. */
  record Capture(At at, Statement body, boolean scoped) implements Node {
    @Override
    public @Nullable Object evaluate(Frame frame) {
      Output output = new Output();
      return guard(() -> {
        Frame inside = scoped ? frame.inner() : frame;
        try {
          body.run(inside, output);
        } catch (Inclusions.Extending extending) {
          return extending.finish(body, inside);
        }
        return output.result();
      });
    }
  }

  record Sequence(List<Statement> parts) implements Statement {
    @Override
    public Flow run(Frame frame, Output output) {
      for (Statement part : parts) {
        Flow flow = part.run(frame, output);
        if (flow != Flow.NEXT) {
          return flow;
        }
      }
      return Flow.NEXT;
    }
  }

  /** Text, or the value of an expression. */
  record Put(Node node) implements Statement {
    @Override
    public Flow run(Frame frame, Output output) {
      Object value = node.value(frame);
      try {
        output.add(value);
      } catch (ValueException e) {
        throw node.at().fail(e);
      }
      return Flow.NEXT;
    }
  }

  /** Evaluates a condition; an Unknown one makes the whole template unknown. */
  static boolean decide(Node condition, Frame frame) {
    Object value = condition.evaluate(frame);
    Object truth = condition.guard(() -> Values.truth(value));
    if (truth instanceof Unknown unknown) {
      throw new UnknownValueException(unknown);
    }
    return Boolean.TRUE.equals(truth);
  }

  record If(List<Node> conditions, List<Statement> bodies, @Nullable Statement otherwise)
      implements Statement {
    @Override
    public Flow run(Frame frame, Output output) {
      for (int i = 0; i < conditions.size(); i++) {
        if (decide(conditions.get(i), frame)) {
          return bodies.get(i).run(frame, output);
        }
      }
      return otherwise == null ? Flow.NEXT : otherwise.run(frame, output);
    }
  }

  record Set(Target target, Node value) implements Statement {
    @Override
    public Flow run(Frame frame, Output output) {
      target.assign(frame, frame.keep(value));
      return Flow.NEXT;
    }
  }

  record With(List<Target> targets, List<Node> values, Statement body) implements Statement {
    @Override
    public Flow run(Frame frame, Output output) {
      Frame inner = frame.inner();
      for (int i = 0; i < targets.size(); i++) {
        targets.get(i).assign(inner, frame.keep(values.get(i)));
      }
      return body.run(inner, output);
    }
  }

  record Do(Node node) implements Statement {
    @Override
    public Flow run(Frame frame, Output output) {
      node.value(frame);
      return Flow.NEXT;
    }
  }

  record Jump(Flow flow) implements Statement {
    @Override
    public Flow run(Frame frame, Output output) {
      return flow;
    }
  }
}
