package io.pbrun.engine.playbook;

import io.pbrun.engine.source.Place;
import io.pbrun.engine.source.Spelling;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is learned of a play's handlers while it is read, to check what its tasks notify. */
final class PlayFacts {
  private record Notify(String handler, Place place) {}

  private final List<Notify> notifies = new ArrayList<>();
  private final Set<String> handlers = new TreeSet<>();

  /** Files and roles that are being read or were, so that includes in circles end. */
  final Set<Object> foreseen = new HashSet<>();

  /** The play's own variables, for templates in the names of imported files. */
  Map<String, @Nullable Object> playVars = Map.of();

  /** The play's files of variables whose names are literal. */
  List<Path> varsFiles = List.of();

  /** The roles of the play, also imported ones, in the order in which they stand. */
  final List<RoleUse> roleUses = new ArrayList<>();

  /** The handlers that imported roles bring. */
  final List<TaskNode> importedHandlers = new ArrayList<>();

  private boolean open;

  /** Reads what only an include brings: its roles and handlers are none of the play's. */
  void foreseeing(Runnable reading) {
    int uses = roleUses.size();
    int handlersBefore = importedHandlers.size();
    reading.run();
    roleUses.subList(uses, roleUses.size()).clear();
    importedHandlers.subList(handlersBefore, importedHandlers.size()).clear();
  }

  void notifies(String handler, Place place) {
    notifies.add(new Notify(handler, place));
  }

  void handler(String name) {
    handlers.add(name);
  }

  /** Says that there may be more handlers than can be seen before the run. */
  void open() {
    open = true;
  }

  void check(Parsing parsing) {
    if (open) {
      return;
    }
    for (Notify notify : notifies) {
      if (!handlers.contains(notify.handler)) {
        String guess = Spelling.didYouMean(notify.handler, handlers);
        parsing.warn(
            "no handler of this play is named '" + notify.handler + "' or listens to it",
            notify.place,
            guess != null
                ? guess
                : handlers.isEmpty()
                    ? "the play has no handlers; add one under 'handlers:'"
                    : "its handlers are: " + String.join(", ", handlers));
      }
    }
  }
}
