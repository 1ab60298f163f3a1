package io.pbrun.engine.module;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a module hands back. Fields are those of Ansible's results ({@code msg}, {@code rc}, {@code
 * stdout}, …) and the module's own; {@code changed}, {@code failed} and {@code skipped} are not
 * among them.
 */
public record Result(
    boolean changed,
    boolean failed,
    boolean skipped,
    Map<String, @Nullable Object> fields,
    List<Effect> effects,
    List<Diff> diffs) {
  /**
   * The field with which a module says that its result is meant to be read, also without {@code
   * -v}.
   */
  public static final String VERBOSE_ALWAYS = "_ansible_verbose_always";

  public Result {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    effects = List.copyOf(effects);
    diffs = List.copyOf(diffs);
  }

  public static Result ok() {
    return ok(Map.of());
  }

  public static Result ok(Map<String, ? extends @Nullable Object> fields) {
    return new Result(false, false, false, new LinkedHashMap<>(fields), List.of(), List.of());
  }

  public static Result changed(Map<String, ? extends @Nullable Object> fields) {
    return new Result(true, false, false, new LinkedHashMap<>(fields), List.of(), List.of());
  }

  public static Result changedIf(boolean changed, Map<String, ? extends @Nullable Object> fields) {
    return changed ? changed(fields) : ok(fields);
  }

  /** The task did not apply, such as {@code command} with {@code creates} of a file that exists. */
  public static Result skipped(Map<String, ? extends @Nullable Object> fields) {
    return new Result(false, false, true, new LinkedHashMap<>(fields), List.of(), List.of());
  }

  public static Result failed(String message, Map<String, ? extends @Nullable Object> fields) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>(fields);
    all.put("msg", message);
    return new Result(false, true, false, all, List.of(), List.of());
  }

  /** The same result, which has changed something: a command that failed may have. */
  public Result havingChanged() {
    return new Result(true, failed, skipped, fields, effects, diffs);
  }

  public Result with(String field, @Nullable Object value) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>(fields);
    all.put(field, value);
    return new Result(changed, failed, skipped, all, effects, diffs);
  }

  public Result with(Effect effect) {
    List<Effect> all = new ArrayList<>(effects);
    all.add(effect);
    return new Result(changed, failed, skipped, fields, all, diffs);
  }

  public Result with(Diff diff) {
    List<Diff> all = new ArrayList<>(diffs);
    all.add(diff);
    return new Result(changed, failed, skipped, fields, effects, all);
  }
}
