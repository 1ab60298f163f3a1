package io.pbrun.engine.module;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The Markdown pages of modules, made from their records alone. */
final class ModulePage {
  private static final String GENERATED =
      "<!-- Generated from the module's record. Do not edit: see docs/development.md. -->\n\n";

  private ModulePage() {}

  /** The page of one module. */
  static String of(ModuleSpec module) {
    ModuleDocumentation doc = module.documentation();
    StringBuilder page = new StringBuilder(GENERATED);
    page.append("# ").append(module.name()).append("\n\n").append(doc.summary()).append(".\n");
    if (!doc.description().isBlank()) {
      page.append('\n').append(doc.description().strip()).append('\n');
    }
    page.append("\nFamily `")
        .append(module.family())
        .append("`, full name `pbrun.")
        .append(module.family())
        .append('.')
        .append(module.name())
        .append("`.");
    if (!doc.deadline().isEmpty()) {
      page.append(" It may take `")
          .append(doc.deadline())
          .append("` unless the task says `timeout:`.");
    }
    page.append("\n\n## Example\n\n```yaml\n")
        .append(doc.example().strip())
        .append("\n```\n\n## Parameters\n\n");
    if (module.parameters().isEmpty()) {
      page.append("None.\n");
    } else {
      page.append("| parameter | type | default | meaning |\n|---|---|---|---|\n");
      parameters(page, module.parameters(), "");
    }
    rules(page, module);
    if (!doc.returns().isEmpty()) {
      page.append("\n## Result\n\n| field | type | meaning |\n|---|---|---|\n");
      for (ModuleDocumentation.Returned returned : doc.returns()) {
        row(page, "`" + returned.name() + "`", returned.type(), returned.value());
      }
    }
    return page.toString();
  }

  /** The page that lists them all, by family. */
  static String index(List<ModuleSpec> modules) {
    Map<String, List<ModuleSpec>> families =
        modules.stream()
            .collect(Collectors.groupingBy(ModuleSpec::family, TreeMap::new, Collectors.toList()));
    StringBuilder page = new StringBuilder(GENERATED).append("# Modules\n");
    families.forEach((family, members) -> {
      page.append("\n## ").append(family).append("\n\n| module | what it does |\n|---|---|\n");
      for (ModuleSpec module : members) {
        row(
            page,
            "[" + module.name() + "](" + module.name() + ".md)",
            module.documentation().summary());
      }
    });
    return page.toString();
  }

  private static void parameters(StringBuilder page, List<ParameterSpec> parameters, String above) {
    for (ParameterSpec parameter : parameters) {
      String name = parameter.anyKey() ? "any other key" : "`" + above + parameter.name() + "`";
      row(page, name, parameter.type().display(), defaultOf(parameter), meaning(parameter));
      ParameterType inner =
          parameter.type() instanceof ParameterType.ListOf(ParameterType element)
              ? element
              : parameter.type();
      if (inner instanceof ParameterType.Options options) {
        parameters(page, options.parameters(), above + parameter.name() + ".");
      }
    }
  }

  static String defaultOf(ParameterSpec parameter) {
    return parameter.required()
        ? "required"
        : parameter.defaultText() == null ? "" : "`" + parameter.defaultText() + "`";
  }

  static String meaning(ParameterSpec parameter) {
    StringBuilder text = new StringBuilder(parameter.description());
    if (!parameter.choices().isEmpty()) {
      text.append(" One of ")
          .append(
              parameter.choices().stream()
                  .map(c -> "`" + c + "`")
                  .collect(Collectors.joining(", ")))
          .append('.');
    }
    if (!parameter.aliases().isEmpty()) {
      text.append(" Also written ")
          .append(
              parameter.aliases().stream()
                  .map(a -> "`" + a + "`")
                  .collect(Collectors.joining(", ")))
          .append('.');
    }
    if (parameter.freeForm()) {
      text.append(" May stand as text right after the module's name.");
    }
    if (parameter.secret()) {
      text.append(" Never shown.");
    }
    return text.toString();
  }

  private static void rules(StringBuilder page, ModuleSpec module) {
    StringBuilder rules = new StringBuilder();
    for (List<String> group : module.documentation().requiredOneOf()) {
      rules.append("- One of ").append(names(group)).append(" must be given.\n");
    }
    for (List<String> group : module.documentation().mutuallyExclusive()) {
      rules.append("- ").append(names(group)).append(" exclude each other.\n");
    }
    if (!rules.isEmpty()) {
      page.append('\n').append(rules);
    }
  }

  private static String names(List<String> group) {
    return group.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
  }

  private static void row(StringBuilder page, String... cells) {
    page.append('|');
    for (String cell : cells) {
      page.append(' ').append(cell.replace("|", "\\|").replaceAll("\\s*\n\\s*", " ")).append(" |");
    }
    page.append('\n');
  }
}
