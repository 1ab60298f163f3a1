package io.pbrun.engine.module;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finds files that playbooks name: in the role, beside the task's file, beside the playbook, in
 * Ansible's order.
 */
public interface FileSearch {

  /**
   * The first existing file or directory of that name.
   *
   * @param kind the folder that Ansible looks in first: {@code files}, {@code templates}, {@code
   *     vars}, {@code tasks}
   */
  Optional<Path> find(String kind, String name);

  /** All places that were tried, for the error that says so. */
  List<Path> candidates(String kind, String name);
}
