package io.pbrun.engine.run;

import io.pbrun.engine.playbook.Action;
import io.pbrun.engine.playbook.Block;
import io.pbrun.engine.playbook.Keyword;
import io.pbrun.engine.playbook.Task;
import io.pbrun.engine.playbook.TaskNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The handlers of a play and who has notified them. */
final class Handlers {
  private final List<TaskNode> nodes = new ArrayList<>();
  private final Map<String, Set<Task>> notifiedByHost = new ConcurrentHashMap<>();
  private final Function<@Nullable Object, String> text;

  /**
   * @param text a name or topic as text, its templates resolved with the play's variables
   */
  Handlers(Function<@Nullable Object, String> text) {
    this.text = text;
  }

  List<TaskNode> nodes() {
    return List.copyOf(nodes);
  }

  void add(List<TaskNode> more) {
    nodes.addAll(more);
  }

  /**
   * Notifies by name or topic.
   *
   * @return the handlers that the host has not been notified of before; null when there is none of
   *     that name
   */
  @Nullable List<Task> notify(String host, String wanted) {
    List<Task> found = find(wanted);
    if (found.isEmpty()) {
      return null;
    }
    Set<Task> notified =
        notifiedByHost.computeIfAbsent(
            host,
            name ->
                Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>())));
    return found.stream().filter(notified::add).toList();
  }

  boolean isNotified(String host, Task handler) {
    Set<Task> notified = notifiedByHost.get(host);
    return notified != null && notified.contains(handler);
  }

  /** The handler's turn has come on this host. */
  void done(String host, Task handler) {
    Set<Task> notified = notifiedByHost.get(host);
    if (notified != null) {
      notified.remove(handler);
    }
  }

  /** Tasks that a notified handler includes run on the host as if notified themselves. */
  void notifyAll(String host, List<TaskNode> included) {
    Set<Task> notified =
        notifiedByHost.computeIfAbsent(
            host,
            name ->
                Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>())));
    forEachTask(included, notified::add);
  }

  void forget(String host) {
    notifiedByHost.remove(host);
  }

  /** The last handler of that name, as Ansible takes it, and all that listen to that topic. */
  private List<Task> find(String wanted) {
    List<Task> all = new ArrayList<>();
    forEachTask(nodes, all::add);
    Set<Task> found = new LinkedHashSet<>();
    for (Task handler : all.reversed()) {
      if (isNamed(handler, wanted)) {
        found.add(handler);
        break;
      }
    }
    for (Task handler : all) {
      if (listensTo(handler, wanted)) {
        found.add(handler);
      }
    }
    return List.copyOf(found);
  }

  private boolean isNamed(Task handler, String wanted) {
    if (handler.name() == null) {
      return false;
    }
    String name = text.apply(handler.name());
    return name.equals(wanted)
        || (handler.role() != null && (handler.role().name() + " : " + name).equals(wanted));
  }

  private boolean listensTo(Task handler, String wanted) {
    return handler.keywords().list(Keyword.LISTEN).stream()
        .anyMatch(topic -> text.apply(topic).equals(wanted));
  }

  private static void forEachTask(
      List<TaskNode> nodes, java.util.function.Consumer<Task> consumer) {
    for (TaskNode node : nodes) {
      switch (node) {
        case Task task -> {
          if (!(task.action() instanceof Action.Meta)) {
            consumer.accept(task);
          }
        }
        case Block block -> {
          forEachTask(block.body(), consumer);
          forEachTask(block.rescue(), consumer);
          forEachTask(block.always(), consumer);
        }
      }
    }
  }
}
