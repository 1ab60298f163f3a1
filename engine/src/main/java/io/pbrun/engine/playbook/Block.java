package io.pbrun.engine.playbook;

import io.pbrun.engine.source.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tasks with what to do when one of them fails and what to do in any case. The block's keywords are
 * already part of its tasks' effective ones.
 *
 * @param keywords the block's effective keywords
 * @param isRole true for the block that holds a whole role
 */
public record Block(
    @Nullable Object name,
    Keywords keywords,
    List<TaskNode> body,
    List<TaskNode> rescue,
    List<TaskNode> always,
    boolean isRole,
    Place place)
    implements TaskNode {
  public Block {
    body = List.copyOf(body);
    rescue = List.copyOf(rescue);
    always = List.copyOf(always);
  }
}
