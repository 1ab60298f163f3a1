package io.pbrun.engine.playbook;

import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.source.Severity;
import io.pbrun.engine.template.Templates;
import io.pbrun.engine.vault.VaultException;
import io.pbrun.engine.yaml.YamlNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@code include_tasks} and {@code include_role} name, while a playbook runs. Safe for
 * use by many threads.
 */
public final class TaskFileLoader {
  private record FileKey(Path file, Keywords inherited, @Nullable RoleUse role, boolean handlers) {}

  private final Templates templates;
  private final Modules modules;
  private final LoaderSettings settings;
  private final Map<FileKey, List<TaskNode>> read = new ConcurrentHashMap<>();

  TaskFileLoader(Templates templates, Modules modules, LoaderSettings settings) {
    this.templates = templates;
    this.modules = modules;
    this.settings = settings;
  }

  /**
   * An included role.
   *
   * @param use the role itself, after which {@code uses} are those it depends on
   * @param blocks one block a role, dependencies first
   * @param handlers to be added to the play's
   */
  public record IncludedRole(
      RoleUse use, List<TaskNode> blocks, List<TaskNode> handlers, List<RoleUse> uses) {}

  /**
   * The tasks that an {@code include_tasks} means. The same file included again the same way gives
   * the same tasks.
   *
   * @param include the task that includes; its role, file and place are where the name is looked up
   *     from
   * @param name the file's name, resolved
   * @param playbookDirectory the folder of the play's file
   * @param handlers whether the include is a handler
   * @throws DiagnosticException when the file is missing or has mistakes
   */
  public List<TaskNode> tasks(Task include, String name, Path playbookDirectory, boolean handlers) {
    Keywords inherited =
        include.action() instanceof Action.IncludeTasks action
            ? action.apply()
            : include.keywords();
    Site site =
        new Site(
            inherited,
            include.role(),
            include.file(),
            playbookDirectory,
            handlers,
            List.of(),
            true,
            true);
    List<Path> candidates = Includes.candidates(name, site);
    Path file = candidates.stream().filter(Files::isRegularFile).findFirst().orElse(null);
    if (file == null) {
      throw new MissingIncludeException(
          Diagnostic.error(
              "there is no file of tasks '" + name + "'",
              include.place(),
              SourceFileCheck.lookedFor(candidates)));
    }
    FileKey key = new FileKey(file, inherited, include.role(), handlers);
    List<TaskNode> known = read.get(key);
    if (known == null) {
      Parsing parsing = new Parsing(templates, modules, settings);
      YamlNode document = decrypted(include, () -> parsing.read(file).orElse(null));
      known = parsing.tasks.list(document, "a file of tasks", site.in(file));
      parsing.finish();
      read.put(key, known);
    }
    return known;
  }

  /** What cannot be decrypted is not there for the host that asks for it. */
  private static <T> @Nullable T decrypted(Task include, Supplier<@Nullable T> reading) {
    try {
      return reading.get();
    } catch (VaultException e) {
      throw new MissingIncludeException(
          Diagnostic.error(String.valueOf(e.getMessage()), include.place()));
    }
  }

  /**
   * The role that an {@code include_role} means; its names must be resolved to text.
   *
   * @throws DiagnosticException when the role is missing or has mistakes
   */
  public IncludedRole role(Task include, Action.IncludeRole action, Path playbookDirectory) {
    Parsing parsing = new Parsing(templates, modules, settings);
    Site site =
        new Site(
            action.apply(),
            include.role(),
            include.file(),
            playbookDirectory,
            false,
            List.of(),
            true,
            true);
    RoleRequest request =
        RoleRequest.included(
            String.valueOf(action.role()),
            include.place(),
            action.apply(),
            String.valueOf(action.tasksFrom()),
            String.valueOf(action.varsFrom()),
            String.valueOf(action.defaultsFrom()),
            String.valueOf(action.handlersFrom()),
            action.allowDuplicates(),
            action.validate(),
            List.of(),
            include.role());
    RoleLoader.Loaded loaded = decrypted(include, () -> parsing.roles.load(request, site));
    if (loaded == null) {
      throw new MissingIncludeException(
          parsing.findings().stream()
              .filter(finding -> finding.severity() == Severity.ERROR)
              .findFirst()
              .orElseGet(() ->
                  Diagnostic.error(
                      "the role '" + action.role() + "' cannot be read", include.place())));
    }
    parsing.finish();
    List<TaskNode> handlers = new ArrayList<>(loaded.handlers());
    handlers.addAll(parsing.facts.importedHandlers);
    List<RoleUse> uses = new ArrayList<>(loaded.uses());
    uses.addAll(parsing.facts.roleUses);
    return new IncludedRole(
        loaded.use(), loaded.blocks(), List.copyOf(handlers), List.copyOf(uses));
  }
}
