package io.pbrun.engine.run;

import io.pbrun.engine.playbook.Action;
import io.pbrun.engine.playbook.Block;
import io.pbrun.engine.playbook.Keyword;
import io.pbrun.engine.playbook.Keywords;
import io.pbrun.engine.playbook.Task;
import io.pbrun.engine.playbook.TaskNode;
import io.pbrun.engine.value.Unknown;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks {@code --tags} and {@code --skip-tags} leave, with Ansible's special tags always,
 * never, tagged, untagged, all.
 */
public final class TagSelection {
  private final Set<String> only;
  private final Set<String> skip;

  public TagSelection(List<String> only, List<String> skip) {
    this.only = new LinkedHashSet<>(only);
    this.skip = new LinkedHashSet<>(skip);
  }

  public boolean selects(Set<String> tags) {
    return isWanted(tags) && !isSkipped(tags);
  }

  /**
   * The nodes without the tasks that are not selected; blocks that become empty go too.
   *
   * @param resolve resolves templates in tags
   */
  public List<TaskNode> filter(List<TaskNode> nodes, UnaryOperator<@Nullable Object> resolve) {
    List<TaskNode> kept = new ArrayList<>(nodes.size());
    for (TaskNode node : nodes) {
      switch (node) {
        case Task task -> {
          if (isImplicit(task) || selects(tagsOf(task, resolve))) {
            kept.add(task);
          }
        }
        case Block block -> {
          Block filtered =
              new Block(
                  block.name(),
                  block.keywords(),
                  filter(block.body(), resolve),
                  filter(block.rescue(), resolve),
                  filter(block.always(), resolve),
                  block.isRole(),
                  block.place());
          if (!filtered.body().isEmpty() || !filtered.always().isEmpty()) {
            kept.add(filtered);
          }
        }
      }
    }
    return kept;
  }

  private static boolean isImplicit(Task task) {
    return task.action() instanceof Action.Meta meta && meta.isImplicit();
  }

  /** A task's effective tags; one string may name several, separated by commas. */
  public static Set<String> tagsOf(Task task, UnaryOperator<@Nullable Object> resolve) {
    return tagsOf(task.keywords(), resolve);
  }

  /** The tags that keywords give. */
  public static Set<String> tagsOf(Keywords keywords, UnaryOperator<@Nullable Object> resolve) {
    Set<String> tags = new LinkedHashSet<>();
    for (Object tag : keywords.list(Keyword.TAGS)) {
      addTags(resolve.apply(tag), tags);
    }
    return tags;
  }

  private static void addTags(@Nullable Object tag, Set<String> tags) {
    switch (tag) {
      case null -> {}
      case Unknown unknown -> {}
      case List<?> list -> list.forEach(each -> addTags(each, tags));
      case Object other -> {
        for (String part : other.toString().split(",")) {
          if (!part.isBlank()) {
            tags.add(part.strip());
          }
        }
      }
    }
  }

  private boolean isWanted(Set<String> tags) {
    if (only.isEmpty()) {
      return true;
    }
    boolean named = tags.stream().anyMatch(only::contains);
    if (tags.contains("always") || named) {
      return true;
    }
    if (only.contains("all") && !tags.contains("never")) {
      return true;
    }
    if (tags.isEmpty()) {
      return only.contains("untagged");
    }
    return only.contains("tagged") && !tags.contains("never");
  }

  private boolean isSkipped(Set<String> tags) {
    if (skip.isEmpty()) {
      return false;
    }
    if (skip.contains("all")) {
      return !tags.contains("always") || skip.contains("always");
    }
    if (tags.stream().anyMatch(skip::contains)) {
      return true;
    }
    return skip.contains("tagged") ? !tags.isEmpty() : skip.contains("untagged") && tags.isEmpty();
  }
}
