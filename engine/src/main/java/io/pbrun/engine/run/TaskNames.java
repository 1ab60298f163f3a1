package io.pbrun.engine.run;

import io.pbrun.engine.playbook.Task;
import io.pbrun.engine.template.Scope;

/** A task's name as banners show it. */
final class TaskNames {
  private TaskNames() {}

  static String of(Task task, TextResolver text, Scope scope) {
    String name = text.display(task.name(), scope);
    if (name.isEmpty()) {
      name = task.action().written();
    }
    return task.role() == null || task.role().name().isEmpty()
        ? name
        : task.role().name() + " : " + name;
  }
}
