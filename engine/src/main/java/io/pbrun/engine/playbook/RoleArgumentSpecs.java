package io.pbrun.engine.playbook;

import io.pbrun.engine.module.ModuleSpec;
import io.pbrun.engine.yaml.YamlNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a role says about its arguments, in {@code meta/argument_specs.yml} or under {@code
 * argument_specs} of its meta: a task before the role's own checks them.
 */
final class RoleArgumentSpecs {
  private static final String MODULE = "validate_argument_spec";

  private final Parsing parsing;
  private final RoleFiles files;

  RoleArgumentSpecs(Parsing parsing, RoleFiles files) {
    this.parsing = parsing;
    this.files = files;
  }

  /** The checking task; null when nothing is said about the entry point that is used. */
  @Nullable Task validation(RoleRequest request, RoleUse use, Path file) {
    ModuleSpec module = parsing.modules.find(MODULE).orElse(null);
    YamlNode written = specs(use.directory());
    if (module == null
        || !(written instanceof YamlNode.Mapping specs)
        || !(specs.get(request.tasksFrom()) instanceof YamlNode.Mapping entryPoint)
        || entryPoint.entries().isEmpty()) {
      return null;
    }
    String name = "Validating arguments against arg spec '" + request.tasksFrom() + "'";
    String summary = Nodes.literal(entryPoint.get("short_description"));
    YamlNode options = entryPoint.get("options");
    Object spec = options == null ? null : parsing.values.value(options);
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put("argument_spec", spec == null ? Map.of() : spec);
    arguments.put("provided_arguments", request.params());
    arguments.put(
        "validate_args_context",
        Map.of(
            "type",
            "role",
            "name",
            use.name(),
            "argument_spec_name",
            request.tasksFrom(),
            "path",
            use.directory().toAbsolutePath().normalize().toString()));
    Keywords keywords = Keywords.NONE.with(Keyword.TAGS, List.of("always")).within(use.keywords());
    return new Task(
        summary == null ? name : name + " - " + summary,
        new Action.CallModule(MODULE, module, arguments, null),
        keywords,
        null,
        use,
        file,
        entryPoint.place());
  }

  private @Nullable YamlNode specs(Path role) {
    for (String part : List.of("argument_specs", "main")) {
      Path file = files.optional(role, "meta", part);
      if (file == null) {
        continue;
      }
      YamlNode node = parsing.read(file).orElse(null);
      if (node instanceof YamlNode.Mapping mapping && mapping.get("argument_specs") != null) {
        return mapping.get("argument_specs");
      }
      if (part.equals("argument_specs")) {
        return null;
      }
    }
    return null;
  }
}
