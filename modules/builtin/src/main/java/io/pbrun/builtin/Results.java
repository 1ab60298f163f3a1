package io.pbrun.builtin;

import io.pbrun.engine.module.Result;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes one result of those of several changes. */
final class Results {
  private Results() {}

  /** The fields of the last one and these; changed when any is. */
  static Result last(List<Result> results, Map<String, ? extends @Nullable Object> extra) {
    Result last = results.getLast();
    return Result.changedIf(
        results.stream().anyMatch(Result::changed), Fields.and(last.fields(), extra));
  }
}
