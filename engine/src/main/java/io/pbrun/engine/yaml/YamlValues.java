package io.pbrun.engine.yaml;

import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.source.TextOrigin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes plain values of nodes. Texts with {@code {{}, <code>{%</code> or <code>{#</code> in them become what the compiler makes of them, save
 * {@code !unsafe} ones (design idea 3); without a compiler everything stays data. Keys are never templates.
 */
public final class YamlValues {
  private final @Nullable BiFunction<String, TextOrigin, Object> compiler;
  private final Consumer<Diagnostic> findings;

  private YamlValues(
      @Nullable BiFunction<String, TextOrigin, Object> compiler, Consumer<Diagnostic> findings) {
    this.compiler = compiler;
    this.findings = findings;
  }

  /**
   * Values whose templated texts are compiled.
   *
   * @param compiler {@code Templates::compile}; its DiagnosticException becomes findings, and the
   *     text stays as it is
   * @param findings takes what is wrong with the values
   */
  public static YamlValues compiling(
      BiFunction<String, TextOrigin, Object> compiler, Consumer<Diagnostic> findings) {
    return new YamlValues(compiler, findings);
  }

  /** Values as they stand, for data that must never be evaluated. */
  public static YamlValues plain(Consumer<Diagnostic> findings) {
    return new YamlValues(null, findings);
  }

  /**
   * The node's value: null, Boolean, Long, BigInteger, Double, String, List, Map, or a compiled
   * template.
   */
  public @Nullable Object value(YamlNode node) {
    return switch (node) {
      case YamlNode.Scalar scalar -> scalar(scalar);
      case YamlNode.Sequence sequence -> {
        List<@Nullable Object> items = new ArrayList<>(sequence.items().size());
        sequence.items().forEach(item -> items.add(value(item)));
        yield Collections.unmodifiableList(items);
      }
      case YamlNode.Mapping mapping when compiler != null && isEncrypted(mapping) -> {
        YamlNode.Scalar text = (YamlNode.Scalar) mapping.entries().getFirst().value();
        yield compiler.apply(text.text(), TextOrigin.encrypted(text.place()));
      }
      case YamlNode.Mapping mapping -> {
        Map<@Nullable Object, @Nullable Object> map =
            LinkedHashMap.newLinkedHashMap(mapping.entries().size());
        mapping.entries().forEach(entry -> map.put(entry.key().value(), value(entry.value())));
        yield Collections.unmodifiableMap(map);
      }
    };
  }

  /**
   * A mapping's values by the keys' text, for mappings whose keys are names whatever YAML takes
   * them for.
   */
  public Map<String, @Nullable Object> byName(YamlNode.Mapping mapping) {
    Map<String, @Nullable Object> map = LinkedHashMap.newLinkedHashMap(mapping.entries().size());
    mapping.entries().forEach(entry -> map.put(entry.name(), value(entry.value())));
    return Collections.unmodifiableMap(map);
  }

  private @Nullable Object scalar(YamlNode.Scalar scalar) {
    if (compiler != null && "!vault".equals(scalar.tag())) {
      return compiler.apply(scalar.text(), TextOrigin.encrypted(scalar.place()));
    }
    if (compiler == null
        || !(scalar.value() instanceof String text)
        || "!unsafe".equals(scalar.tag())) {
      return scalar.value();
    }
    if (!isTemplate(text)) {
      return text;
    }
    try {
      return compiler.apply(text, scalar.origin());
    } catch (DiagnosticException e) {
      e.diagnostics().forEach(findings);
      return text;
    }
  }

  /** How JSON writes an encrypted value. */
  private static boolean isEncrypted(YamlNode.Mapping mapping) {
    return mapping.entries().size() == 1
        && mapping.entries().getFirst().name().equals("__ansible_vault")
        && mapping.entries().getFirst().value() instanceof YamlNode.Scalar;
  }

  /** True when the text has anything in it for a template engine to do. */
  public static boolean isTemplate(String text) {
    return text.contains("{{") || text.contains("{%") || text.contains("{#");
  }
}
