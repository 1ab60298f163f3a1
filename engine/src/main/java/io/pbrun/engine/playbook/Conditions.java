package io.pbrun.engine.playbook;

import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.source.TextOrigin;
import io.pbrun.engine.template.Expression;
import io.pbrun.engine.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads conditions: bare expressions, booleans, and lists of them, all of which must hold. */
final class Conditions {
  private final Parsing parsing;

  Conditions(Parsing parsing) {
    this.parsing = parsing;
  }

  List<Expression> read(String keyword, YamlNode node) {
    List<Expression> conditions = new ArrayList<>();
    List<YamlNode> items = node instanceof YamlNode.Sequence list ? list.items() : List.of(node);
    for (YamlNode item : items) {
      if (item instanceof YamlNode.Scalar scalar) {
        Expression condition = scalar.value() == null ? null : condition(keyword, scalar);
        if (condition != null) {
          conditions.add(condition);
        }
      } else {
        parsing.error(
            "'" + keyword + "' takes an expression or a list of them, not " + Nodes.kind(item),
            item,
            item instanceof YamlNode.Mapping
                ? "quote the expression if it has a ':' or begins with a '{'"
                : null);
      }
    }
    return List.copyOf(conditions);
  }

  private @Nullable Expression condition(String keyword, YamlNode.Scalar scalar) {
    MappedText text =
        scalar.value() instanceof Boolean truth
            ? new MappedText(scalar.origin()).append(truth ? "true" : "false", 0)
            : MappedText.stripped(scalar.text(), scalar.origin());
    if (text.text().isEmpty()) {
      return null;
    }
    if ((text.text().contains("{{") && text.text().contains("}}")) || text.text().contains("{%")) {
      text = withoutBraces(keyword, text);
      if (text == null) {
        parsing.error(
            "'" + keyword + "' is an expression already and cannot hold {% %}",
            scalar,
            "write the bare expression");
        return null;
      }
    }
    return compile(keyword, text.text(), text.origin());
  }

  private @Nullable Expression compile(String keyword, String text, TextOrigin origin) {
    try {
      boolean uncertain = keyword.equals("when") ? parsing.uncertainCondition : parsing.uncertain;
      return uncertain
          ? parsing.templates.expressionForLater(text, origin, parsing::report)
          : parsing.templates.expression(text, origin);
    } catch (DiagnosticException e) {
      e.diagnostics().forEach(parsing::report);
      return null;
    }
  }

  /**
   * A condition with templates in it, as the expression that is meant: {@code {{ x }}} is {@code
   * x}, and {@code '{{ x }}'} its text. Rewriting keeps what data says from ever being evaluated.
   */
  private @Nullable MappedText withoutBraces(String keyword, MappedText mapped) {
    String text = mapped.text();
    if (text.contains("{%")) {
      return null;
    }
    MappedText plain = new MappedText(mapped.origin());
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int close = text.startsWith("{{", i) ? text.indexOf("}}", i) : -1;
      if (close > 0) {
        String inner = text.substring(i + 2, close);
        boolean whole = i == 0 && close + 2 == text.length();
        String before = quote != 0 ? quote + " ~ (" : whole ? "" : "(";
        String after = quote != 0 ? ") ~ " + quote : whole ? "" : ")";
        plain.append(before, i);
        int shift = inner.length() - inner.stripLeading().length();
        plain.copy(text, i + 2 + shift, i + 2 + inner.stripTrailing().length());
        plain.append(after, close);
        i = close + 1;
        continue;
      }
      if (c == '\\' && quote != 0 && i + 1 < text.length()) {
        plain.copy(text, i, i + 2);
        i++;
        continue;
      }
      if (c == '\'' || c == '"') {
        quote = quote == 0 ? c : quote == c ? 0 : quote;
      }
      plain.copy(text, i, i + 1);
    }
    parsing.report(
        Diagnostic.warning(
            "'" + keyword + "' is an expression already and needs no braces",
            mapped.origin().start(),
            "write: " + plain.text()));
    return plain;
  }
}
