package io.pbrun.engine.run;

import io.pbrun.engine.module.FileSearch;
import io.pbrun.engine.playbook.RoleUse;
import io.pbrun.engine.playbook.Task;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks where Ansible looks: the task's role and those that depend on it, the task's file, the
 * playbook.
 */
record TaskFileSearch(Task task, Path playbookDirectory) implements FileSearch {

  @Override
  public Optional<Path> find(String kind, String name) {
    return candidates(kind, name).stream().filter(Files::exists).findFirst();
  }

  @Override
  public List<Path> candidates(String kind, String name) {
    Path path = playbookDirectory.getFileSystem().getPath(expandHome(name));
    if (path.isAbsolute()) {
      return List.of(path.normalize());
    }
    Set<Path> candidates = new LinkedHashSet<>();
    for (Path folder : folders()) {
      candidates.add(folder.resolve(kind).resolve(path).normalize());
      candidates.add(folder.resolve(path).normalize());
    }
    return List.copyOf(candidates);
  }

  /** What {@code ansible_search_path} holds, nearest first. */
  Set<Path> folders() {
    Set<Path> folders = new LinkedHashSet<>();
    RoleUse role = task.role();
    if (role != null) {
      folders.add(role.directory());
      role.parents().reversed().forEach(parent -> folders.add(parent.directory()));
    }
    Path beside = task.file().toAbsolutePath().getParent();
    if (beside != null) {
      folders.add(beside);
    }
    folders.add(playbookDirectory);
    return folders;
  }

  private static String expandHome(String name) {
    return name.equals("~") || name.startsWith("~/")
        ? System.getProperty("user.home") + name.substring(1)
        : name;
  }
}
