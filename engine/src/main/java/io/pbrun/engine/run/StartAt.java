package io.pbrun.engine.run;

import io.pbrun.engine.playbook.Action;
import io.pbrun.engine.playbook.Block;
import io.pbrun.engine.playbook.Task;
import io.pbrun.engine.playbook.TaskNode;
import io.pbrun.engine.template.Scope;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** {@code --start-at-task}: tasks before the named one are passed over. The name may be a glob. */
final class StartAt {
  private final String wanted;
  private final PathMatcher glob;
  private boolean reached;

  StartAt(String wanted) {
    this.wanted = wanted;
    this.glob = FileSystems.getDefault().getPathMatcher("glob:" + wanted.replace('/', '_'));
  }

  boolean isReached() {
    return reached;
  }

  /**
   * Which tasks of a batch each host passes over: all of them when the play does not have the task,
   * else those before it, but for the gathering of facts.
   */
  PassOver passOver(List<TaskNode> nodes, TextResolver text, Scope scope) {
    if (reached) {
      return PassOver.NOTHING;
    }
    reached = contains(nodes, text, scope);
    if (!reached) {
      return (host, task) -> true;
    }
    Set<String> there = ConcurrentHashMap.newKeySet();
    return (host, task) -> {
      if (matches(task, text, scope)) {
        there.add(host);
      }
      return !there.contains(host) && !PlayRunner.gathersFacts(task);
    };
  }

  /** Tells whether a host passes over a task. */
  interface PassOver {
    PassOver NOTHING = (host, task) -> false;

    boolean test(String host, Task task);
  }

  private boolean contains(List<TaskNode> nodes, TextResolver text, Scope scope) {
    return nodes.stream()
        .anyMatch(node ->
            switch (node) {
              case Task task -> matches(task, text, scope);
              case Block block ->
                  contains(block.body(), text, scope) || contains(block.always(), text, scope);
            });
  }

  private boolean matches(Task task, TextResolver text, Scope scope) {
    if (task.action() instanceof Action.Meta) {
      return false;
    }
    String full = TaskNames.of(task, text, scope);
    String name = text.display(task.name(), scope);
    return full.equals(wanted) || name.equals(wanted) || fits(full) || fits(name);
  }

  private boolean fits(String name) {
    return !name.isEmpty() && glob.matches(Path.of(name.replace('/', '_')));
  }
}
