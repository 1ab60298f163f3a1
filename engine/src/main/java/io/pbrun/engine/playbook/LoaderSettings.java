package io.pbrun.engine.playbook;

import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.yaml.DuplicateKeys;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds the reading of a playbook.
 *
 * @param extraVars variables of the command line, for templates in the names of imported files
 * @param rolesPath folders in which roles are looked for after {@code roles} beside the playbook
 *     ({@code ANSIBLE_ROLES_PATH})
 * @param playDefaults keywords of plays that do not give them themselves
 * @param duplicateKeys what becomes of keys that are given twice
 * @param warnings takes what deserves to be said but does not stop the run
 */
public record LoaderSettings(
    Map<String, @Nullable Object> extraVars,
    List<Path> rolesPath,
    Keywords playDefaults,
    DuplicateKeys duplicateKeys,
    Consumer<Diagnostic> warnings) {

  public LoaderSettings(
      Map<String, @Nullable Object> extraVars,
      List<Path> rolesPath,
      Consumer<Diagnostic> warnings) {
    this(extraVars, rolesPath, Keywords.NONE, DuplicateKeys.ERROR, warnings);
  }

  public LoaderSettings {
    rolesPath = List.copyOf(rolesPath);
  }
}
