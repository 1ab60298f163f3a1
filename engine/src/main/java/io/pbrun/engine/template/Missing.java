package io.pbrun.engine.template;

import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.Place;
import io.pbrun.engine.source.Spelling;
import io.pbrun.engine.value.Undefined;
import io.pbrun.engine.value.Values;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something that an expression read and that does not exist; knows where it was read, through which
 * variables, and what was near. All of it is found out only when it is asked for.
 */
final class Missing extends Undefined {
  private final @Nullable At at;
  private final Reason reason;
  private final List<At> usedAt;

  /** Why it is missing. */
  private sealed interface Reason {
    /** No variable has the name. */
    record NoVariable(Frame frame, String name) implements Reason {}

    /**
     * A value has no such part.
     *
     * @param variable the variable that the path begins with; null when it begins otherwise
     */
    record NoPart(Part part, @Nullable Scope scope, @Nullable String variable) implements Reason {}

    /** The author of the variable left it to somebody else to set. */
    record NotSet(String hint) implements Reason {}
  }

  private Missing(String path, @Nullable At at, Reason reason, List<At> usedAt) {
    super(path, null);
    this.at = at;
    this.reason = reason;
    this.usedAt = usedAt;
  }

  static Missing variable(@Nullable At at, String name, Frame frame) {
    return new Missing(name, at, new Reason.NoVariable(frame, name), List.of());
  }

  static Missing attribute(
      At at, Node owner, @Nullable Object container, @Nullable Object name, Frame frame) {
    Part part = new Part(owner.at().text(), container, name, at.text());
    return new Missing(
        at.text(), at, new Reason.NoPart(part, frame.scope(), Access.variable(owner)), List.of());
  }

  /** What a filter such as {@code map(attribute='x')} did not find. */
  static Missing attribute(@Nullable Object container, @Nullable Object name) {
    String text = Values.str(name);
    return new Missing(
        text,
        null,
        new Reason.NoPart(new Part(null, container, name, text), null, null),
        List.of());
  }

  /** What {@code undef()} gives. */
  static Missing notSet(String hint) {
    return new Missing("undef()", null, new Reason.NotSet(hint), List.of());
  }

  /**
   * The same, reached through a variable.
   *
   * @param template the variable's own template
   * @param use where the variable was read
   */
  Missing through(At template, At use) {
    List<At> all = new ArrayList<>(usedAt);
    all.add(use);
    return new Missing(path(), at == null ? template : at, reason, List.copyOf(all));
  }

  @Override
  public String message() {
    return switch (reason) {
      case Reason.NoVariable _ -> super.message();
      case Reason.NoPart(Part part, _, _) -> super.message() + ": " + part.message();
      case Reason.NotSet(String hint) -> hint.isEmpty() ? "a value that must be set was not" : hint;
    };
  }

  @Override
  public @Nullable String hint() {
    return switch (reason) {
      case Reason.NoVariable(Frame frame, String name) -> nearVariables(frame, name);
      case Reason.NoPart(Part part, _, _) -> part.hint();
      case Reason.NotSet _ -> null;
    };
  }

  private static @Nullable String nearVariables(Frame frame, String name) {
    if (frame.scope().get("ansible_loop_var") instanceof String loopVar
        && name.equals("item")
        && !loopVar.equals("item")) {
      return "the item of this loop is called '" + loopVar + "' (loop_control.loop_var)";
    }
    Set<String> names = new LinkedHashSet<>(frame.scope().names());
    names.addAll(frame.visibleNames());
    return Spelling.didYouMean(name, names);
  }

  @Override
  public List<Diagnostic.Note> notes() {
    List<Diagnostic.Note> notes = new ArrayList<>();
    usedAt.forEach(use -> notes.add(new Diagnostic.Note("used here", use.place())));
    switch (reason) {
      case Reason.NoVariable(Frame frame, String name) ->
          notes.addAll(frame.scope().whereabouts(name));
      case Reason.NoPart(_, Scope scope, String variable) when scope != null && variable != null ->
          notes.addAll(scope.whereabouts(variable));
      default -> {}
    }
    return notes;
  }

  @Override
  public @Nullable Place place() {
    return at == null ? null : at.place();
  }
}
