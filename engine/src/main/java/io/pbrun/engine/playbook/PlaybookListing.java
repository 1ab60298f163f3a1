package io.pbrun.engine.playbook;

import io.pbrun.engine.template.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The texts of {@code --list-tasks}, {@code --list-tags} and {@code --list-hosts}, in Ansible's
 * format.
 */
public final class PlaybookListing {
  private final StringBuilder out = new StringBuilder();
  private final Set<Part> parts;
  private final BiFunction<Play, Keywords, Set<String>> tagsOf;
  private final Predicate<Set<String>> selected;

  /** What is listed. */
  public enum Part {
    HOSTS,
    TASKS,
    TAGS
  }

  private PlaybookListing(
      Set<Part> parts,
      BiFunction<Play, Keywords, Set<String>> tags,
      Predicate<Set<String>> selected) {
    this.parts = parts;
    this.tagsOf = tags;
    this.selected = selected;
  }

  /**
   * The listing of a playbook.
   *
   * @param hosts the names of the hosts that a play's pattern matches
   * @param tags the tags that keywords of a play give, templates resolved
   * @param selected whether {@code --tags} and {@code --skip-tags} leave a task of these tags in
   */
  public static String render(
      Playbook playbook,
      Set<Part> parts,
      Function<Play, List<String>> hosts,
      BiFunction<Play, Keywords, Set<String>> tags,
      Predicate<Set<String>> selected) {
    PlaybookListing listing = new PlaybookListing(parts, tags, selected);
    listing.out.append("\nplaybook: ").append(playbook.path()).append('\n');
    int number = 1;
    for (Play play : playbook.plays()) {
      listing.play(number++, play, hosts);
    }
    return listing.out.toString();
  }

  private void play(int number, Play play, Function<Play, List<String>> hosts) {
    List<String> pattern = pattern(play);
    String joined = String.join(",", pattern);
    Set<String> playTags = tagsOf.apply(play, play.keywords());
    out.append("\n  play #").append(number).append(" (").append(joined).append("): ");
    out.append(play.name() == null ? joined : text(play.name()));
    out.append("\tTAGS: [").append(String.join(",", playTags)).append("]\n");
    if (parts.contains(Part.HOSTS)) {
      List<String> matched = hosts.apply(play);
      out.append("    pattern: [")
          .append(String.join(", ", pattern.stream().map(part -> "'" + part + "'").toList()));
      out.append("]\n    hosts (").append(matched.size()).append("):\n");
      matched.forEach(host -> out.append("      ").append(host).append('\n'));
    }
    tasks(play, playTags);
  }

  private void tasks(Play play, Set<String> playTags) {
    if (!parts.contains(Part.TASKS) && !parts.contains(Part.TAGS)) {
      return;
    }
    Set<String> all = new TreeSet<>(playTags);
    if (parts.contains(Part.TASKS)) {
      out.append("    tasks:\n");
    }
    Stream.of(play.preTasks(), play.roles(), play.tasks(), play.postTasks())
        .flatMap(List::stream)
        .forEach(node -> node(play, node, playTags, all));
    if (parts.contains(Part.TAGS)) {
      out.append("      TASK TAGS: [").append(String.join(", ", all)).append("]\n");
    }
  }

  /** Like Ansible, shows what a block does when nothing fails, without its rescue and always. */
  private void node(Play play, TaskNode node, Set<String> playTags, Set<String> all) {
    switch (node) {
      case Block block -> block.body().forEach(inner -> node(play, inner, playTags, all));
      case Task task when isImplicit(task) -> {}
      case Task task -> {
        Set<String> own = tagsOf.apply(play, task.keywords());
        if (!selected.test(own)) {
          return;
        }
        Set<String> tags = new TreeSet<>(playTags);
        tags.addAll(own);
        all.addAll(tags);
        if (parts.contains(Part.TASKS)) {
          out.append("      ")
              .append(title(task))
              .append("\tTAGS: [")
              .append(String.join(", ", tags))
              .append("]\n");
        }
      }
    }
  }

  private static boolean isImplicit(Task task) {
    return task.action() instanceof Action.Meta meta && meta.instruction().equals("role_complete");
  }

  private static String title(Task task) {
    if (task.name() == null || text(task.name()).isEmpty()) {
      return task.action().written();
    }
    return (task.role() == null ? "" : task.role().name() + " : ") + text(task.name());
  }

  private static List<String> pattern(Play play) {
    List<String> parts = new ArrayList<>();
    if (play.hosts() instanceof List<?> list) {
      list.forEach(part -> parts.add(text(part)));
    } else {
      parts.add(text(play.hosts()));
    }
    return parts;
  }

  private static String text(@Nullable Object value) {
    return value instanceof Template template ? template.text() : String.valueOf(value);
  }
}
