package io.pbrun.engine.run;

import io.pbrun.engine.inventory.Variables;
import io.pbrun.engine.playbook.Action;
import io.pbrun.engine.playbook.Block;
import io.pbrun.engine.playbook.Keyword;
import io.pbrun.engine.playbook.Play;
import io.pbrun.engine.playbook.Playbook;
import io.pbrun.engine.playbook.RoleUse;
import io.pbrun.engine.playbook.Task;
import io.pbrun.engine.playbook.TaskNode;
import io.pbrun.engine.source.Diagnostic.Note;
import io.pbrun.engine.source.Place;
import io.pbrun.engine.source.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where playbooks set variables of a name, for the operator who lacks one: registered by a task
 * that has not run, set in another play, a default of a role that is not used.
 */
final class VariableSightings {
  private final List<Playbook> playbooks;

  VariableSightings(List<Playbook> playbooks) {
    this.playbooks = List.copyOf(playbooks);
  }

  /**
   * @param gathered whether facts of the host are known
   */
  List<Note> of(String name, boolean exists, Play here, String host, boolean gathered) {
    Search search = new Search(name, exists, host);
    if (!exists && name.startsWith("ansible_") && !gathered) {
      search.notes.add(
          new Note(
              "no facts of '%s' were gathered: set 'gather_facts: true' in the play, or run 'setup'"
                  .formatted(host),
              null));
    }
    for (Playbook playbook : playbooks) {
      for (Play play : playbook.plays()) {
        search.play(play, play.place().equals(here.place()));
      }
    }
    if (!exists) {
      if (name.equals("item")) {
        search.notes.add(new Note("'item' is there in tasks with 'loop' or 'with_…' only", null));
      }
      search.unusedRoles(here);
    }
    return search.notes;
  }

  /** One look through everything. */
  private record Search(String name, boolean exists, String host, List<Note> notes) {
    Search(String name, boolean exists, String host) {
      this(name, exists, host, new ArrayList<>());
    }

    void play(Play play, boolean here) {
      if (!exists && !here) {
        for (Map<String, Object> layer : play.keywords().varsLayers()) {
          variables(layer, "'" + name + "' is defined for another play only");
        }
        for (RoleUse role : play.roleUses()) {
          String what =
              "'"
                  + name
                  + "' is defined by role '"
                  + role.name()
                  + "', which this play does not use";
          variables(role.defaults(), what);
          variables(role.vars(), what);
        }
      }
      Stream.of(play.preTasks(), play.roles(), play.tasks(), play.postTasks(), play.handlers())
          .forEach(this::nodes);
    }

    private void nodes(List<TaskNode> nodes) {
      for (TaskNode node : nodes) {
        switch (node) {
          case Task task -> task(task);
          case Block block -> {
            nodes(block.body());
            nodes(block.rescue());
            nodes(block.always());
          }
        }
      }
    }

    private void task(Task task) {
      if (name.equals(task.keywords().get(Keyword.REGISTER))) {
        sight(
            exists
                ? "'" + name + "' is registered here"
                : "'%s' is registered here, and this task has not run on '%s'"
                    .formatted(name, host),
            task.place());
        return;
      }
      if (task.action() instanceof Action.CallModule call
          && call.module().name().equals("set_fact")
          && call.arguments().containsKey(name)) {
        sight(
            exists
                ? "'" + name + "' is set here"
                : "'%s' is set here, and this task has not run on '%s'".formatted(name, host),
            task.place());
      } else if (!exists) {
        for (Map<String, Object> layer : task.keywords().varsLayers()) {
          variables(layer, "'" + name + "' is defined for other tasks only");
        }
        if (task.loop() != null && name.equals(task.loop().loopVar()) && !name.equals("item")) {
          sight("'" + name + "' is the item of the loop of this task only", task.place());
        }
      }
    }

    private void variables(Map<String, Object> layer, String what) {
      if (layer instanceof Variables variables && variables.place(name) != null) {
        sight(what, variables.place(name));
      }
    }

    private void sight(String what, @Nullable Place place) {
      Note note = new Note(what, place);
      if (!notes.contains(note)) {
        notes.add(note);
      }
    }

    /** Roles beside the playbook that nobody has loaded are read as text. */
    void unusedRoles(Play here) {
      Path roles = here.directory().resolve("roles");
      List<Path> used =
          here.roleUses().stream()
              .map(role -> role.directory().toAbsolutePath().normalize())
              .toList();
      try (Stream<Path> found = Files.list(roles)) {
        for (Path role : found.sorted().toList()) {
          if (!used.contains(role)) {
            for (String part : List.of("defaults/main.yml", "vars/main.yml")) {
              unusedRole(role, role.resolve(part));
            }
          }
        }
      } catch (IOException e) {
        // No roles here, or none that can be read: nothing to tell.
      }
    }

    private void unusedRole(Path role, Path file) throws IOException {
      if (!Files.isRegularFile(file)) {
        return;
      }
      String text = Files.readString(file);
      List<String> lines = text.lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).startsWith(name + ":")) {
          Place place = new SourceText(file.toString(), text).at(i + 1, 1);
          if (notes.stream().noneMatch(note -> place.equals(note.place()))) {
            sight(
                "'%s' is defined by role '%s', which this play does not use"
                    .formatted(name, role.getFileName()),
                place);
          }
          return;
        }
      }
    }
  }
}
