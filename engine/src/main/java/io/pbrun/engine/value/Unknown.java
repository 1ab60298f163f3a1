package io.pbrun.engine.value;

/**
 * A value that a preview cannot know, because a change that it only planned would have to happen
 * first. Whatever is computed from it is unknown as well.
 *
 * @param until what would have to happen, as the operator reads it: {@code task 'Start the
 *     management VM' has run}
 */
public record Unknown(String until) {

  @Override
  public String toString() {
    return "(known after " + until + ")";
  }
}
