package io.pbrun.engine.playbook;

import io.pbrun.engine.template.Template;
import org.jspecify.annotations.Nullable;

/**
 * A loop of a task.
 *
 * @param items the value of {@code loop:} (a list, or a template of one), or the terms of {@code
 *     with_<lookup>:}
 * @param lookup the lookup of {@code with_<lookup>:}; null for {@code loop:}
 * @param loopVar name of the item's variable, {@code item} unless {@code loop_control} says
 *     otherwise; may be a template
 * @param indexVar name of the index's variable; null for none
 * @param label what is shown for an item; null for the item itself
 * @param pause pause between items, a number of seconds or a duration; null for none
 */
public record Loop(
    @Nullable Object items,
    @Nullable String lookup,
    Object loopVar,
    @Nullable Object indexVar,
    @Nullable Object label,
    @Nullable Object pause,
    boolean extended,
    boolean extendedAllItems,
    @Nullable Object breakWhen) {

  /** The label is a template when it depends on the item. */
  public boolean hasLabel() {
    return label instanceof Template || label instanceof String;
  }
}
