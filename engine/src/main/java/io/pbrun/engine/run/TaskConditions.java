package io.pbrun.engine.run;

import io.pbrun.engine.template.Expression;
import io.pbrun.engine.template.Scope;
import io.pbrun.engine.template.Templates;
import io.pbrun.engine.template.Truth;
import io.pbrun.engine.value.Unknown;
import java.util.List;

/** Conditions that must all hold. */
final class TaskConditions {
  private final Templates templates;
  private final boolean lenient;

  TaskConditions(Templates templates, boolean lenient) {
    this.templates = templates;
    this.lenient = lenient;
  }

  /** What conditions come to. */
  sealed interface Verdict {
    /** All hold. */
    record Holds() implements Verdict {}

    /** This one does not; those after it were not asked. */
    record Fails(String condition) implements Verdict {}

    /** This one depends on a change that was only planned. */
    record Undecided(String condition, Unknown unknown) implements Verdict {}
  }

  /**
   * Asks the conditions in order, until one does not hold.
   *
   * @throws io.pbrun.engine.template.TemplateException when one cannot be evaluated or is no
   *     boolean
   */
  Verdict all(List<Expression> conditions, Scope scope) {
    for (Expression condition : conditions) {
      Truth truth = templates.condition(condition, scope, lenient);
      if (truth instanceof Truth.Undecided(Unknown unknown)) {
        return new Verdict.Undecided(condition.text(), unknown);
      }
      if (truth.isFalse()) {
        return new Verdict.Fails(condition.text());
      }
    }
    return new Verdict.Holds();
  }
}
