package io.pbrun.engine.run;

import io.pbrun.engine.connection.Connection;
import io.pbrun.engine.module.Change;
import io.pbrun.engine.module.Provision;
import io.pbrun.engine.value.Unknown;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the changes that a preview has planned so far would leave behind. Later tasks of the preview
 * see it: a file that is not there yet is not missing but unknown, one that would be gone is gone.
 */
final class Prospects {
  private final Map<String, Map<String, Prospect>> filesByPlace = new LinkedHashMap<>();
  private @Nullable Unknown machine;

  /**
   * What would stand at a path.
   *
   * @param isNew whether nothing stands there now
   * @param content what would be in it; null when that is not known
   */
  record Prospect(Provision.Sort sort, boolean isNew, byte @Nullable [] content, Unknown unknown) {}

  /**
   * Keeps a planned change in mind.
   *
   * @param target where the task's target is, as {@link #place} says; null when it was not reached
   * @param unknown what is told to those who would have to know more
   */
  synchronized void add(Change change, @Nullable String target, Unknown unknown) {
    for (Provision provision : change.provides()) {
      if (provision.sort() == Provision.Sort.MACHINE) {
        machine = unknown;
        continue;
      }
      String place = provision.place() == Provision.Place.CONTROLLER ? PreviewFiles.HERE : target;
      if (place == null) {
        continue;
      }
      String path = PreviewFiles.path(place, provision.name());
      Map<String, Prospect> files = filesByPlace.computeIfAbsent(place, _ -> new LinkedHashMap<>());
      boolean isNew =
          change.kind() == Change.Kind.CREATE
              || change.kind() == Change.Kind.EXECUTE
              || (files.get(path) != null && files.get(path).isNew());
      if (provision.sort() == Provision.Sort.ABSENCE) {
        files.keySet().removeIf(each -> each.startsWith(path + "/"));
      }
      files.put(path, new Prospect(provision.sort(), isNew, provision.content(), unknown));
    }
  }

  /** What a planned change would do to the path itself; null when none does. */
  synchronized @Nullable Prospect at(String place, String path) {
    return filesByPlace.getOrDefault(place, Map.of()).get(path);
  }

  /** Whether something planned concerns files of that place. */
  synchronized boolean concerns(String place) {
    return filesByPlace.containsKey(place);
  }

  /** The machine that would have been started last; null when none would. */
  synchronized @Nullable Unknown machine() {
    return machine;
  }

  /** The connection with the planned changes in sight. */
  Connection over(Connection connection) {
    return new PreviewConnection(connection, this);
  }
}
