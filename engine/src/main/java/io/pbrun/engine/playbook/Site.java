package io.pbrun.engine.playbook;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where tasks are being read.
 *
 * @param inherited effective keywords of the level around them
 * @param role the role that they belong to; null outside roles
 * @param file the file that is being read
 * @param playbookDirectory the folder of the play's file
 * @param handlers whether they are handlers
 * @param importing the files whose imports led here, outermost first
 * @param guarded whether a failure here need not end the run, so that only certain mistakes are
 *     errors
 * @param dynamic whether they are read while the play runs
 */
record Site(
    Keywords inherited,
    @Nullable RoleUse role,
    Path file,
    Path playbookDirectory,
    boolean handlers,
    List<Path> importing,
    boolean guarded,
    boolean dynamic) {

  Site within(Keywords keywords) {
    return new Site(keywords, role, file, playbookDirectory, handlers, importing, guarded, dynamic);
  }

  Site in(Path imported) {
    return new Site(
        inherited,
        role,
        imported,
        playbookDirectory,
        handlers,
        Stream.concat(importing.stream(), Stream.of(file)).toList(),
        guarded,
        dynamic);
  }

  Site ofRole(RoleUse use, Path tasksFile, boolean asHandlers) {
    return new Site(
        use.keywords(),
        use,
        tasksFile,
        playbookDirectory,
        asHandlers,
        Stream.concat(importing.stream(), Stream.of(file)).toList(),
        guarded,
        dynamic);
  }

  Site guardedIf(boolean condition) {
    return guarded || !condition
        ? this
        : new Site(inherited, role, file, playbookDirectory, handlers, importing, true, dynamic);
  }

  /** As what an include reads while the play runs. */
  Site inclusion() {
    return new Site(inherited, role, file, playbookDirectory, handlers, importing, guarded, true);
  }

  Keyword.Level taskLevel() {
    return handlers ? Keyword.Level.HANDLER : Keyword.Level.TASK;
  }
}
