package io.pbrun.openstack.api;

import io.pbrun.openstack.http.OpenStackException;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A state as a service reported it. A state that pbrun does not know stays what it is: it can be
 * shown, but whoever wants to act on it is stopped. Nothing is ever taken for ERROR because it is
 * new.
 *
 * @param known null when the service reported something else, or nothing
 */
public record Reported<E extends Enum<E>>(String raw, @Nullable E known) {

  public static <E extends Enum<E>> Reported<E> of(Class<E> states, @Nullable String raw) {
    String text = raw == null ? "" : raw;
    E known =
        Arrays.stream(states.getEnumConstants())
            .filter(state -> state.name().equals(text.toUpperCase(Locale.ROOT)))
            .findFirst()
            .orElse(null);
    return new Reported<>(text.isEmpty() ? "(none)" : text, known);
  }

  public boolean is(E state) {
    return known == state;
  }

  public boolean isUnknown() {
    return known == null;
  }

  /** The state to decide by. */
  public E orStop(String what) {
    if (known == null) {
      throw new UnknownState(what, raw);
    }
    return known;
  }

  @Override
  public String toString() {
    return raw;
  }

  /**
   * Something is in a state that pbrun does not know; it acts on nothing that it does not
   * understand.
   */
  public static final class UnknownState extends OpenStackException {
    private static final long serialVersionUID = 1L;

    UnknownState(String what, String raw) {
      super(
          "unknown_state",
          "%s is in state '%s', which pbrun does not know; it stops here rather than guess. Look at it by hand."
              .formatted(what, raw));
    }
  }
}
