package io.pbrun.engine.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a preview was made of.
 *
 * @param playbooks in their order, relative to the first one's folder like all files here
 * @param files SHA-256 of each file of playbooks, inventory and variables that was read
 * @param inventories as {@code -i} named them
 * @param extraVars the names of the variables of {@code -e}; never their values
 * @param site what the run worked on: site, cloud, project, user
 */
record Basis(
    List<String> playbooks,
    Map<String, String> files,
    List<String> inventories,
    List<String> extraVars,
    @Nullable String limit,
    List<String> tags,
    List<String> skipTags,
    @Nullable String startAtTask,
    List<String> site) {

  /** In which ways another run is not the one that was previewed; the site is not among them. */
  List<String> differences(Basis now) {
    List<String> all = new ArrayList<>();
    differ("playbooks", playbooks, now.playbooks, all);
    differ("inventory", inventories, now.inventories, all);
    differ("--limit", Objects.toString(limit, "none"), Objects.toString(now.limit, "none"), all);
    differ("--tags", tags, now.tags, all);
    differ("--skip-tags", skipTags, now.skipTags, all);
    differ(
        "--start-at-task",
        Objects.toString(startAtTask, "none"),
        Objects.toString(now.startAtTask, "none"),
        all);
    differ("variables of -e", new TreeSet<>(extraVars), new TreeSet<>(now.extraVars), all);
    for (String file : new TreeSet<>(files.keySet())) {
      String is = now.files.get(file);
      if (is == null) {
        all.add(file + " is not there any more");
      } else if (!is.equals(files.get(file))) {
        all.add(file + " was edited since");
      }
    }
    for (String file : new TreeSet<>(now.files.keySet())) {
      if (!files.containsKey(file)) {
        all.add(file + " is new since");
      }
    }
    return all;
  }

  private static void differ(String what, Object planned, Object now, List<String> all) {
    if (!planned.equals(now)) {
      all.add("%s: the plan has %s, this run %s".formatted(what, planned, now));
    }
  }

  Basis with(List<String> where) {
    return new Basis(
        playbooks,
        files,
        inventories,
        extraVars,
        limit,
        tags,
        skipTags,
        startAtTask,
        List.copyOf(where));
  }

  Basis withFiles(Map<String, String> read) {
    return new Basis(
        playbooks,
        Map.copyOf(read),
        inventories,
        extraVars,
        limit,
        tags,
        skipTags,
        startAtTask,
        site);
  }
}
