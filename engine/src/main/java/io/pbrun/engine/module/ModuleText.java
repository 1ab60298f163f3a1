package io.pbrun.engine.module;

import java.util.ArrayList;
import java.util.List;

/** What {@code pbrun doc MODULE} prints: plain text of a given width, without colours. */
public final class ModuleText {
  private static final String INDENT = "      ";

  private final int width;
  private final StringBuilder text = new StringBuilder();

  private ModuleText(int width) {
    this.width = Math.max(40, width);
  }

  /** The module's documentation for a terminal of this many columns. */
  public static String of(ModuleSpec module, int columns) {
    return new ModuleText(columns).module(module);
  }

  /** One line for each module: name and summary. */
  public static String list(List<ModuleSpec> modules) {
    int longest = modules.stream().mapToInt(module -> module.name().length()).max().orElse(0);
    StringBuilder lines = new StringBuilder();
    for (ModuleSpec module : modules) {
      lines
          .append(module.name())
          .repeat(' ', longest - module.name().length() + 2)
          .append(module.documentation().summary())
          .append('\n');
    }
    return lines.toString();
  }

  private String module(ModuleSpec module) {
    ModuleDocumentation doc = module.documentation();
    text.append(module.name())
        .append("  (pbrun.")
        .append(module.family())
        .append('.')
        .append(module.name())
        .append(")\n\n");
    paragraph(doc.summary() + ".", "  ");
    if (!doc.description().isBlank()) {
      text.append('\n');
      paragraph(doc.description(), "  ");
    }
    if (!doc.deadline().isEmpty()) {
      text.append('\n');
      paragraph("It may take " + doc.deadline() + " unless the task says timeout.", "  ");
    }
    if (!module.parameters().isEmpty()) {
      text.append("\nPARAMETERS\n");
      parameters(module.parameters(), "  ");
    }
    for (List<String> group : module.documentation().requiredOneOf()) {
      paragraph("One of " + String.join(", ", group) + " must be given.", "  ");
    }
    for (List<String> group : module.documentation().mutuallyExclusive()) {
      paragraph(String.join(", ", group) + " exclude each other.", "  ");
    }
    text.append("\nEXAMPLE\n");
    doc.example().strip().lines().forEach(line -> text.append("  ").append(line).append('\n'));
    if (!doc.returns().isEmpty()) {
      text.append("\nRESULT\n");
      for (ModuleDocumentation.Returned returned : doc.returns()) {
        text.append("  ")
            .append(returned.name())
            .append("  [")
            .append(returned.type())
            .append("]\n");
        paragraph(returned.value(), INDENT);
      }
    }
    return text.toString();
  }

  private void parameters(List<ParameterSpec> parameters, String indent) {
    for (ParameterSpec parameter : parameters) {
      String name = parameter.anyKey() ? "(any other key)" : parameter.name();
      String standing =
          parameter.required()
              ? "  required"
              : parameter.defaultText() == null ? "" : "  default: " + parameter.defaultText();
      text.append(indent)
          .append(name)
          .append("  [")
          .append(parameter.type().display())
          .append(']')
          .append(standing)
          .append('\n');
      paragraph(ModulePage.meaning(parameter), indent + "    ");
      ParameterType inner =
          parameter.type() instanceof ParameterType.ListOf(ParameterType element)
              ? element
              : parameter.type();
      if (inner instanceof ParameterType.Options options) {
        parameters(options.parameters(), indent + "    ");
      }
    }
  }

  private void paragraph(String words, String indent) {
    List<String> line = new ArrayList<>();
    int length = indent.length();
    for (String word : words.replace("`", "").strip().split("\\s+")) {
      if (!line.isEmpty() && length + word.length() + 1 > width) {
        text.append(indent).append(String.join(" ", line)).append('\n');
        line.clear();
        length = indent.length();
      }
      line.add(word);
      length += word.length() + 1;
    }
    text.append(indent).append(String.join(" ", line)).append('\n');
  }
}
