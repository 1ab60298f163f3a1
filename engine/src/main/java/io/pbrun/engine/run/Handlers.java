package io.pbrun.engine.run;

import io.pbrun.engine.playbook.Block;
import io.pbrun.engine.playbook.Keyword;
import io.pbrun.engine.playbook.Task;
import io.pbrun.engine.playbook.TaskNode;
import io.pbrun.engine.template.Template;
import io.pbrun.engine.template.TemplateException;
import io.pbrun.engine.value.ValueException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The handlers of a play and who has notified them. */
final class Handlers {
  private final List<TaskNode> nodes = new CopyOnWriteArrayList<>();
  private final Map<String, Set<Task>> notifiedByHost = new ConcurrentHashMap<>();
  private final Function<@Nullable Object, String> text;
  private final Consumer<String> warnings;
  private final Set<Task> explained =
      Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

  /**
   * @param text a name as text, its templates resolved with the play's variables; throws when they
   *     cannot
   * @param warnings takes what is wrong with a name, once for each handler
   */
  Handlers(Function<@Nullable Object, String> text, Consumer<String> warnings) {
    this.text = text;
    this.warnings = warnings;
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
  /**
   * The one of that name that was loaded last, where the first of a file counts, and all that
   * listen to the topic.
   */
  private List<Task> find(String wanted) {
    List<Task> all = new ArrayList<>();
    forEachTask(nodes, all::add);
    Set<Task> found = new LinkedHashSet<>();
    for (List<Task> file : files(all).reversed()) {
      Task named = file.stream().filter(each -> isNamed(each, wanted)).findFirst().orElse(null);
      if (named != null) {
        found.add(named);
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

  /** Neighbours that come from the play, or from the same use of a role. */
  @SuppressWarnings("ReferenceEquality") // The very same use.
  private static List<List<Task>> files(List<Task> all) {
    List<List<Task>> files = new ArrayList<>();
    for (Task task : all) {
      if (files.isEmpty() || files.getLast().getLast().role() != task.role()) {
        files.add(new ArrayList<>());
      }
      files.getLast().add(task);
    }
    return files;
  }

  private boolean isNamed(Task handler, String wanted) {
    String name = name(handler);
    return name != null
        && (name.equals(wanted)
            || (handler.role() != null && (handler.role().name() + " : " + name).equals(wanted)));
  }

  private @Nullable String name(Task handler) {
    if (handler.name() == null) {
      return null;
    }
    try {
      return text.apply(handler.name());
    } catch (TemplateException | ValueException e) {
      // Its name may depend on what an earlier task sets only sometimes: another handler may be
      // meant.
      if (handler.keywords().list(Keyword.LISTEN).isEmpty() && explained.add(handler)) {
        String written =
            handler.name() instanceof Template template
                ? template.text()
                : String.valueOf(handler.name());
        warnings.accept(
            "Handler '%s' is unusable because it has no listen topics and the name could not be templated (host-specific variables are not supported in handler names). The error: %s"
                .formatted(written, e.getMessage()));
      }
      return null;
    }
  }

  /** Topics are no templates, as in Ansible. */
  private static boolean listensTo(Task handler, String wanted) {
    return handler.keywords().list(Keyword.LISTEN).contains(wanted);
  }

  private static void forEachTask(
      List<TaskNode> nodes, java.util.function.Consumer<Task> consumer) {
    for (TaskNode node : nodes) {
      switch (node) {
        case Task task -> consumer.accept(task);
        case Block block -> {
          forEachTask(block.body(), consumer);
          forEachTask(block.rescue(), consumer);
          forEachTask(block.always(), consumer);
        }
      }
    }
  }
}
