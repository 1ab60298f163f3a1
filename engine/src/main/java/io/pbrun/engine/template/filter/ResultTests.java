package io.pbrun.engine.template.filter;

import io.pbrun.engine.template.CallContext;
import io.pbrun.engine.template.Library;
import io.pbrun.engine.template.Test;
import io.pbrun.engine.value.Markup;
import io.pbrun.engine.value.Numbers;
import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;
import java.util.List;
import java.util.Map;

/** Tests on the results that tasks register. */
public final class ResultTests {
  private ResultTests() {}

  public static void addTo(Library library) {
    result(library, "failed", (v, _) -> flag(v, "failed"));
    result(library, "succeeded", (v, _) -> !flag(v, "failed"));
    result(library, "changed", (v, context) -> changed(v, context));
    result(library, "skipped", (v, _) -> flag(v, "skipped"));
    result(library, "unreachable", (v, _) -> flag(v, "unreachable"));
    result(library, "reachable", (v, _) -> !flag(v, "unreachable"));
    result(library, "started", (v, _) -> asynchronous(v, "started"));
    result(library, "finished", (v, _) -> asynchronous(v, "finished"));
    library
        .alias("failure", "failed")
        .alias("success", "succeeded")
        .alias("successful", "succeeded")
        .alias("change", "changed")
        .alias("skip", "skipped");
  }

  private interface Judgement {
    boolean of(Map<?, ?> result, CallContext context);
  }

  private static void result(Library library, String name, Judgement judgement) {
    Test test =
        (value, _, context) -> {
          if (!(value instanceof Map<?, ?> result)) {
            throw new ValueException(
                "the test '"
                    + name
                    + "' needs the registered result of a task, not '"
                    + Values.typeName(value)
                    + "'");
          }
          return judgement.of(result, context);
        };
    library.test(name, "", test);
  }

  private static boolean flag(Map<?, ?> result, String key) {
    return result.containsKey(key) && Values.truth(result.get(key));
  }

  private static boolean changed(Map<?, ?> result, CallContext context) {
    if (!result.containsKey("changed")
        && result.get("results") instanceof List<?> results
        && !results.isEmpty()) {
      for (Object each : results) {
        if (context.resolve(each) instanceof Map<?, ?> one && flag(one, "changed")) {
          return true;
        }
      }
      return false;
    }
    return flag(result, "changed");
  }

  private static boolean asynchronous(Map<?, ?> result, String key) {
    Object value = Markup.plain(result.get(key));
    return !result.containsKey(key)
        || ((value instanceof Boolean || Numbers.isNumber(value)) && Values.truth(value));
  }
}
