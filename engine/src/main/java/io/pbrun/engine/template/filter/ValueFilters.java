package io.pbrun.engine.template.filter;

import io.pbrun.engine.template.Arguments;
import io.pbrun.engine.template.CallContext;
import io.pbrun.engine.template.EncryptedText;
import io.pbrun.engine.template.Library;
import io.pbrun.engine.value.Undefined;
import io.pbrun.engine.value.UndefinedException;
import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Filters for any value: defaults, choices, types. */
public final class ValueFilters {
  private ValueFilters() {}

  public static void addTo(Library library) {
    library
        .rawFilter("default", "default_value? boolean?", ValueFilters::otherwise)
        .rawFilter("mandatory", "msg?", (v, a, _) -> mandatory(v, a))
        .filter(
            "ternary",
            "true_val false_val none_val?",
            (v, a, _) ->
                v == null && a.value(2) != null ? a.value(2) : a.value(Values.truth(v) ? 0 : 1))
        .rawFilter(
            "type_debug",
            "",
            (v, _, _) ->
                v instanceof EncryptedText ? "AnsibleVaultEncryptedUnicode" : Values.typeName(v))
        .filter(
            "crc32",
            "",
            (v, _, _) -> {
              java.util.zip.CRC32 crc = new java.util.zip.CRC32();
              crc.update(Values.str(v).getBytes(StandardCharsets.UTF_8));
              return Long.toHexString(crc.getValue());
            })
        .alias("d", "default");
  }

  private static @Nullable Object otherwise(
      @Nullable Object value, Arguments a, CallContext context) {
    if (value instanceof Undefined) {
      return a.value(0, "");
    }
    return a.flag(1, false) && !Values.truth(context.resolve(value)) ? a.value(0, "") : value;
  }

  private static @Nullable Object mandatory(@Nullable Object value, Arguments a) {
    if (value instanceof Undefined undefined) {
      if (a.value(0) == null) {
        throw new UndefinedException(undefined);
      }
      throw new ValueException(a.text(0, ""));
    }
    return value;
  }
}
