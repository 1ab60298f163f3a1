package io.pbrun.engine.run;

import io.pbrun.engine.playbook.Keywords;
import io.pbrun.engine.source.SourceText;
import io.pbrun.engine.source.TextOrigin;
import io.pbrun.engine.template.Scope;
import io.pbrun.engine.template.Template;
import io.pbrun.engine.template.TemplateException;
import io.pbrun.engine.template.Templates;
import io.pbrun.engine.value.Omit;
import io.pbrun.engine.value.Unknown;
import io.pbrun.engine.value.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Resolves names and other short texts that may hold templates. */
final class TextResolver {
  private final Templates templates;

  TextResolver(Templates templates) {
    this.templates = templates;
  }

  @Nullable Object value(@Nullable Object written, Scope scope) {
    return templates.resolve(written, scope);
  }

  /** A keyword's value, which is null where it is omitted. */
  @Nullable Object keyword(@Nullable Object written, Scope scope) {
    Object value =
        written instanceof Keywords.Inherited inherited
            ? keyword(inherited.own(), scope)
            : templates.resolve(written, scope);
    if (value != Omit.OMIT && value != null) {
      return value;
    }
    return written instanceof Keywords.Inherited inherited
        ? keyword(inherited.outer(), scope)
        : null;
  }

  /** A key, which may hold templates as values do: {@code set_fact} takes such names. */
  String name(String written, Scope scope) {
    if (!Templates.isTemplate(written)) {
      return written;
    }
    SourceText source = new SourceText("<name>", written);
    return Values.str(
        templates.resolve(templates.compile(written, TextOrigin.ofWhole(source)), scope));
  }

  /**
   * As text; a template that cannot be evaluated is shown as it was written, since a banner must
   * not fail a run.
   */
  String display(@Nullable Object written, Scope scope) {
    if (written == null) {
      return "";
    }
    try {
      Object value = templates.resolve(written, scope);
      return value == null ? "" : Values.str(value);
    } catch (TemplateException | io.pbrun.engine.value.ValueException e) {
      return written instanceof Template template ? template.text() : Values.str(written);
    }
  }

  /** A list as it is, anything else as a list of one. */
  List<?> texts(@Nullable Object written, Scope scope) {
    Object value = templates.resolve(written, scope);
    return switch (value) {
      case null -> List.of();
      case Unknown unknown -> List.of();
      case List<?> list -> list;
      case Object other -> List.of(other);
    };
  }
}
