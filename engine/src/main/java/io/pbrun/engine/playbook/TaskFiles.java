package io.pbrun.engine.playbook;

import io.pbrun.engine.module.FileSearch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for files as Ansible does for a task: in its role, then in the roles that depend on it,
 * then beside the task's file, then beside the playbook; in each of them first in the folder for
 * that kind of file.
 */
public final class TaskFiles implements FileSearch {
  private final @Nullable RoleUse role;
  private final Path file;
  private final Path playbookDirectory;

  /**
   * The files of a task.
   *
   * @param file the file that the task stands in
   * @param playbookDirectory the folder of its play's file
   */
  public TaskFiles(@Nullable RoleUse role, Path file, Path playbookDirectory) {
    this.role = role;
    this.file = file;
    this.playbookDirectory = playbookDirectory;
  }

  @Override
  public Optional<Path> find(String kind, String name) {
    return candidates(kind, name).stream().filter(Files::exists).findFirst();
  }

  @Override
  public List<Path> candidates(String kind, String name) {
    Path wanted = home(name);
    if (wanted.isAbsolute()) {
      return List.of(wanted);
    }
    Set<Path> places = new LinkedHashSet<>();
    if (role != null) {
      add(places, role.directory(), kind, wanted);
      Path tasks = role.directory().resolve("tasks");
      add(places, tasks, kind, wanted);
      role.parents().reversed().forEach(parent -> add(places, parent.directory(), kind, wanted));
    }
    add(places, directory(file), kind, wanted);
    add(places, playbookDirectory, kind, wanted);
    return List.copyOf(places);
  }

  private Path home(String name) {
    if (name.startsWith("~/")) {
      return file.getFileSystem().getPath(System.getProperty("user.home"), name.substring(2));
    }
    return file.getFileSystem().getPath(name);
  }

  private static void add(Set<Path> places, Path folder, String kind, Path name) {
    places.add(folder.resolve(kind).resolve(name));
    places.add(folder.resolve(name));
  }

  /** The folder of a file; the empty path for a file named without one. */
  static Path directory(Path file) {
    Path parent = file.getParent();
    return parent == null ? file.getFileSystem().getPath("") : parent;
  }
}
