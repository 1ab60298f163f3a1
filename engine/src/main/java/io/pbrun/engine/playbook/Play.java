package io.pbrun.engine.playbook;

import io.pbrun.engine.source.Place;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A play.
 *
 * @param name String or Template; null when it has none (then its hosts stand for it)
 * @param hosts the pattern as written: a String, a list of them, or a template
 * @param keywords the play's own keywords
 * @param roles one block a role, dependencies first, in the order in which they run
 * @param handlers handlers of the roles, then those of the play and of imported roles, in the order
 *     in which they run; of several with one name the last one counts
 */
public record Play(
    @Nullable Object name,
    Object hosts,
    Keywords keywords,
    List<TaskNode> preTasks,
    List<TaskNode> roles,
    List<TaskNode> tasks,
    List<TaskNode> postTasks,
    List<TaskNode> handlers,
    List<RoleUse> roleUses,
    List<VarsPrompt> varsPrompts,
    Path file,
    Place place) {

  /** The folder of the play's file, which relative paths are meant from. */
  public Path directory() {
    Path parent = file.toAbsolutePath().normalize().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }

  /** A question that is asked before the play begins. */
  public record VarsPrompt(
      String name,
      Object prompt,
      @Nullable Object defaultValue,
      boolean isPrivate,
      boolean confirm,
      boolean unsafe) {}
}
