package io.pbrun.engine.vars;

import io.pbrun.engine.inventory.Group;
import io.pbrun.engine.inventory.Host;
import io.pbrun.engine.inventory.Inventory;
import io.pbrun.engine.inventory.Variables;
import io.pbrun.engine.inventory.VarsFiles;
import io.pbrun.engine.source.Diagnostic.Note;
import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.source.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells a person where a variable of a host comes from, or who else has one of that name. It looks
 * everywhere, so it is only asked about errors.
 *
 * @param host null for the scope of a play without a host
 */
record Whereabouts(
    VariableManager manager,
    Inventory inventory,
    VarsFiles files,
    @Nullable Host host,
    ScopeLayers playbook) {
  /** More places than these are no help. */
  private static final int MOST = 3;

  /** Files of more hosts than these are not read for the sake of a hint. */
  private static final int MOST_HOSTS = 200;

  List<Note> of(String name) {
    if (host == null) {
      return List.of();
    }
    List<VariableDefinition> definitions = manager.definitions(host, playbook, name);
    if (!definitions.isEmpty()) {
      Place place = definitions.getFirst().place();
      return place == null
          ? first(playbook.sightings().of(name, true))
          : List.of(new Note("'" + name + "' is defined here", place));
    }
    List<Note> notes = new ArrayList<>(playbook.sightings().of(name, false));
    notes.addAll(ofOthers(name, host));
    return first(notes);
  }

  private static List<Note> first(List<Note> notes) {
    return List.copyOf(notes.subList(0, Math.min(MOST, notes.size())));
  }

  private List<Note> ofOthers(String name, Host host) {
    List<Note> notes = new ArrayList<>();
    List<String> own = host.groupNames();
    for (Group group : inventory.groups()) {
      if (notes.size() < MOST && !own.contains(group.name()) && !group.name().equals("all")) {
        Place place = place(name, group.variables(), VarsFiles.Kind.GROUP_VARS, group.name());
        if (place != null) {
          String message = "'%s' is defined for group '%s', and '%s' is not in it";
          notes.add(new Note(message.formatted(name, group.name(), host.name()), place));
        }
      }
    }
    List<Host> hosts = inventory.hosts();
    for (Host other : hosts.subList(0, Math.min(MOST_HOSTS, hosts.size()))) {
      if (notes.size() < MOST && other != host) {
        Place place = place(name, other.variables(), VarsFiles.Kind.HOST_VARS, other.name());
        if (place != null) {
          notes.add(new Note("'%s' is defined for host '%s'".formatted(name, other.name()), place));
        }
      }
    }
    return notes;
  }

  private @Nullable Place place(
      String name, Variables inInventory, VarsFiles.Kind kind, String owner) {
    Place place = inInventory.place(name);
    List<Path> directories = new ArrayList<>(inventory.varsDirectories());
    directories.addAll(playbook.varsDirectories());
    for (Path directory : directories) {
      try {
        for (Variables file : files.of(directory, kind, owner)) {
          place = file.containsKey(name) ? file.place(name) : place;
        }
      } catch (DiagnosticException e) {
        // A file that cannot be read has nothing to tell here; who needs it will say so.
      }
    }
    return place;
  }
}
