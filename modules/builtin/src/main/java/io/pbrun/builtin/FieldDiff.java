package io.pbrun.builtin;

import io.pbrun.engine.connection.FileAttributes;
import io.pbrun.engine.connection.FileFacts;
import io.pbrun.engine.module.Diff;
import io.pbrun.engine.value.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a file stands before and after a task, field by field: the path always, and what changes of
 * state, source, owner, group, mode and times.
 */
final class FieldDiff {
  private static final Json.Style SHOWN = Json.Style.PYTHON.indented(4).sorted(true).ascii(false);

  private final Map<String, @Nullable Object> before = new LinkedHashMap<>();
  private final Map<String, @Nullable Object> after = new LinkedHashMap<>();

  FieldDiff(String path) {
    put("path", path, path);
  }

  FieldDiff put(String field, @Nullable Object is, @Nullable Object willBe) {
    before.put(field, is);
    after.put(field, willBe);
    return this;
  }

  FieldDiff before(String field, Object is) {
    before.put(field, is);
    return this;
  }

  /** The state, where it changes. */
  FieldDiff state(String is, String willBe) {
    return is.equals(willBe) ? this : put("state", is, willBe);
  }

  FieldDiff attributes(FileFacts is, @Nullable FileAttributes wanted) {
    if (wanted != null) {
      before.putAll(Ownership.before(is, wanted));
      after.putAll(Ownership.after(wanted));
    }
    return this;
  }

  /** As the result's field {@code diff} holds it. */
  Map<String, @Nullable Object> field() {
    return Fields.of("before", before, "after", after);
  }

  /** As it is shown. */
  Diff shown() {
    return Diff.ofFields("", text(before), text(after));
  }

  private static String text(Map<String, @Nullable Object> fields) {
    return Json.write(fields, SHOWN) + "\n";
  }
}
