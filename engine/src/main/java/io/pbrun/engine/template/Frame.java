package io.pbrun.engine.template;

import io.pbrun.engine.value.ResolvedMap;
import io.pbrun.engine.value.Undefined;
import io.pbrun.engine.value.Unknown;
import io.pbrun.engine.value.UnknownValueException;
import io.pbrun.engine.value.ValueException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluation knows: the scope, the names that statements set, and the templates it is
 * inside of.
 */
final class Frame implements CallContext {
  private static final int DEEPEST = 200;

  /** The templates under evaluation, innermost last; shared by all frames of one evaluation. */
  private final List<Object> active;

  private final JinjaTemplates templates;
  private final Scope scope;
  private final @Nullable Frame outer;
  private final int depth;
  private @Nullable Map<String, @Nullable Object> locals;

  /** Names here whose values still belong to a variable of the playbook. */
  private Set<String> borrowed = Set.of();

  Frame(JinjaTemplates templates, Scope scope) {
    this(templates, scope, null, new ArrayList<>(4), 0);
  }

  private Frame(
      JinjaTemplates templates,
      Scope scope,
      @Nullable Frame outer,
      List<Object> active,
      int depth) {
    this.depth = depth;
    this.templates = templates;
    this.scope = scope;
    this.outer = outer;
    this.active = active;
  }

  /** A frame inside this one: sees its names, and what it sets is gone with it. */
  Frame inner() {
    return new Frame(templates, scope, this, active, depth);
  }

  /** A frame inside this one for a macro that the other frame calls. */
  Frame calledFrom(Frame caller) {
    return new Frame(templates, scope, this, active, caller.depth + 1);
  }

  /** How many macros call each other here. */
  int depth() {
    return depth;
  }

  /** A frame with the variables only, as a template inside a variable sees them. */
  Frame root() {
    return outer == null && locals == null
        ? this
        : new Frame(templates, scope, null, active, depth);
  }

  void set(String name, @Nullable Object value) {
    if (borrowed.contains(name)) {
      borrowed = new HashSet<>(borrowed);
      borrowed.remove(name);
    }
    if (locals == null) {
      locals = new HashMap<>();
    }
    locals.put(name, value);
  }

  /**
   * Says that the values of these names may be parts of the playbook's variables, which nobody may
   * change.
   */
  void borrow(Set<String> names) {
    borrowed = names;
  }

  /** The names set by statements of this frame itself. */
  Map<String, @Nullable Object> ownNames() {
    return locals == null ? Map.of() : locals;
  }

  /**
   * Makes the variable this evaluation's own before it is changed: what {@code list.append()}
   * changes is seen by the rest of the template, and the variable of the playbook stays as it is.
   * False when it is one already.
   */
  boolean adopt(String name) {
    Frame frame = this;
    while (frame.locals == null || !frame.locals.containsKey(name)) {
      if (frame.outer == null) {
        frame.set(name, ownCopy(deep(scope.get(name))));
        return true;
      }
      frame = frame.outer;
    }
    if (!frame.borrowed.contains(name)) {
      return false;
    }
    frame.set(name, ownCopy(deep(frame.locals.get(name))));
    return true;
  }

  /** Whether a statement set the name, so that its value belongs to this evaluation. */
  boolean owns(String name) {
    for (Frame frame = this; frame != null; frame = frame.outer) {
      if (frame.locals != null && frame.locals.containsKey(name)) {
        return !frame.borrowed.contains(name);
      }
    }
    return false;
  }

  /** The node's value to be kept under another name: a variable's own list or mapping is copied. */
  @Nullable Object keep(Node node) {
    Object value = node.value(this);
    String variable = value instanceof Map || value instanceof List ? Access.variable(node) : null;
    return variable == null || owns(variable) ? value : ownCopy(value);
  }

  /** A list or mapping that this evaluation may change. */
  @Nullable Object ownCopy(@Nullable Object value) {
    return switch (value) {
      case io.pbrun.engine.value.PyTuple tuple -> tuple;
      case io.pbrun.engine.value.PyRange range -> range;
      case Map<?, ?> map -> {
        Map<@Nullable Object, @Nullable Object> copy = LinkedHashMap.newLinkedHashMap(map.size());
        map.forEach((key, item) -> copy.put(key, ownCopy(item)));
        yield copy;
      }
      case List<?> list -> {
        List<@Nullable Object> copy = new ArrayList<>(list.size());
        list.forEach(item -> copy.add(ownCopy(item)));
        yield copy;
      }
      case null, default -> value;
    };
  }

  JinjaTemplates templates() {
    return templates;
  }

  @Nullable Object read(Literals.Name node) {
    Object found = find(node.name(), node.at());
    return found == Access.NONE_SUCH ? Missing.variable(node.at(), node.name(), this) : found;
  }

  /** The names that statements set here and the functions of the language. */
  Set<String> visibleNames() {
    Set<String> names = new HashSet<>(templates.globalNames());
    for (Frame frame = this; frame != null; frame = frame.outer) {
      names.addAll(frame.ownNames().keySet());
    }
    return names;
  }

  /** The value under the name; {@link Access#NONE_SUCH} when nothing has it. */
  @Nullable Object find(String name, @Nullable At at) {
    for (Frame frame = this; frame != null; frame = frame.outer) {
      if (frame.locals != null) {
        Object value = frame.locals.get(name);
        if (value != null || frame.locals.containsKey(name)) {
          return settle(value, at);
        }
      }
    }
    Object value = scope.get(name);
    if (value != null) {
      return settle(value, at);
    }
    if (scope.has(name)) {
      return null;
    }
    return templates.global(name, this);
  }

  /** The encrypted text that the variable is; null when it is anything else. */
  @Nullable EncryptedText encrypted(String name) {
    for (Frame frame = this; frame != null; frame = frame.outer) {
      if (frame.locals != null && frame.locals.containsKey(name)) {
        return frame.locals.get(name) instanceof EncryptedText text ? text : null;
      }
    }
    return scope.get(name) instanceof EncryptedText text ? text : null;
  }

  /**
   * The value of a template that was found inside a variable, in the scope that reads it; other
   * values as they are.
   */
  @Nullable Object settle(@Nullable Object value, @Nullable At at) {
    if (!(value instanceof Template template)) {
      return value;
    }
    if (!(template instanceof Compiled compiled)) {
      try {
        return template.evaluate(scope);
      } catch (TemplateException e) {
        throw usedAt(at, e);
      }
    }
    for (Object other : active) {
      if (other == compiled) {
        String message = "the template '" + compiled.text() + "' needs its own value";
        throw at == null
            ? new ValueException(message)
            : at.fail(message, "break the circle; a variable cannot refer to itself");
      }
    }
    if (active.size() > DEEPEST) {
      throw new ValueException("templates are nested more than " + DEEPEST + " deep");
    }
    active.add(compiled);
    try {
      Object result = compiled.unfinished(root());
      return at != null && result instanceof Missing missing
          ? missing.through(compiled.at(), at)
          : result;
    } catch (TemplateException e) {
      throw usedAt(at, e);
    } finally {
      active.removeLast();
    }
  }

  private static TemplateException usedAt(@Nullable At at, TemplateException e) {
    return at == null
        ? e
        : new TemplateException(
            e.diagnostic()
                .with(new io.pbrun.engine.source.Diagnostic.Note("used here", at.place())),
            e);
  }

  /** The value with all templates inside resolved; the same object when there are none. */
  @Nullable Object deep(@Nullable Object value) {
    return switch (value) {
      case Template template -> deep(settle(template, null));
      case ResolvedMap map -> map;
      case Map<?, ?> map when holdsTemplate(map.values()) -> {
        Map<@Nullable Object, @Nullable Object> copy = LinkedHashMap.newLinkedHashMap(map.size());
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          copy.put(entry.getKey(), deep(entry.getValue()));
        }
        yield copy;
      }
      case List<?> list when holdsTemplate(list) -> {
        List<@Nullable Object> copy = new ArrayList<>(list.size());
        for (Object item : list) {
          copy.add(deep(item));
        }
        yield copy;
      }
      case null, default -> value;
    };
  }

  private static boolean holdsTemplate(Iterable<?> values) {
    if (values instanceof io.pbrun.engine.value.PyRange) {
      return false;
    }
    for (Object value : values) {
      if (value instanceof Template
          || (value instanceof Map<?, ?> map
              && !(map instanceof ResolvedMap)
              && holdsTemplate(map.values()))
          || (value instanceof List<?> list && holdsTemplate(list))) {
        return true;
      }
    }
    return false;
  }

  /**
   * What a finished value may not hold is turned into what it may: no Undefined, no omitted
   * elements, no markup.
   */
  @Nullable Object finish(@Nullable Object value, At at) {
    return Finish.value(deep(value), at);
  }

  @Override
  public Scope scope() {
    return scope;
  }

  @Override
  public Surroundings surroundings() {
    return templates.surroundings();
  }

  @Override
  public @Nullable Object filter(
      String name,
      @Nullable Object input,
      @Nullable Object[] arguments,
      Map<String, @Nullable Object> keywords) {
    Library.Entry<Filter> entry = templates.library().findFilter(name);
    if (entry == null) {
      String hint = templates.library().suggestFilter(name);
      throw new ValueException(
          "there is no filter '" + name + "'" + (hint == null ? "" : "; " + hint));
    }
    if (!entry.raw()) {
      if (input instanceof Unknown unknown) {
        return unknown;
      }
      io.pbrun.engine.value.Values.rejectUnusable(input);
    }
    return entry.body().apply(input, entry.bind(arguments, keywords), this);
  }

  @Override
  public boolean test(
      String name,
      @Nullable Object input,
      @Nullable Object[] arguments,
      Map<String, @Nullable Object> keywords) {
    Library.Entry<Test> entry = templates.library().findTest(name);
    if (entry == null) {
      String hint = templates.library().suggestTest(name);
      throw new ValueException(
          "there is no test '" + name + "'" + (hint == null ? "" : "; " + hint));
    }
    if (input instanceof Unknown unknown) {
      throw new UnknownValueException(unknown);
    }
    if (!entry.raw()) {
      io.pbrun.engine.value.Values.rejectUnusable(input);
    }
    return entry.body().holds(input, entry.bind(arguments, keywords), this);
  }

  @Override
  public boolean hasTest(String name) {
    return templates.library().findTest(name) != null;
  }

  @Override
  public boolean hasFilter(String name) {
    return templates.library().findFilter(name) != null;
  }

  @Override
  public @Nullable Object attribute(@Nullable Object value, @Nullable Object name) {
    if (value instanceof Unknown || value instanceof Undefined) {
      return value;
    }
    Object found = Access.item(value, name);
    if (found == Access.NONE_SUCH && name instanceof String text) {
      found = Methods.attribute(value, text, this);
    }
    return found == Access.NONE_SUCH ? Missing.attribute(value, name) : deep(found);
  }

  @Override
  public @Nullable Object call(
      @Nullable Object function,
      @Nullable Object[] arguments,
      Map<String, @Nullable Object> keywords) {
    if (function instanceof Callable callable) {
      return callable.call(this, arguments, keywords);
    }
    io.pbrun.engine.value.Values.rejectUnusable(function);
    throw new ValueException(
        "'" + io.pbrun.engine.value.Values.typeName(function) + "' cannot be called");
  }

  @Override
  public @Nullable Object variable(String name) {
    Object found = find(name, null);
    return found == Access.NONE_SUCH ? Missing.variable(null, name, this) : deep(found);
  }

  @Override
  public @Nullable Object resolve(@Nullable Object value) {
    return deep(value);
  }

  @Override
  public String renderFile(
      String text,
      String name,
      Map<String, @Nullable Object> variables,
      TemplateSettings settings) {
    Object result = templates.renderFile(text, name, new LayeredScope(variables, scope), settings);
    if (result instanceof Unknown unknown) {
      throw new UnknownValueException(unknown);
    }
    return (String) result;
  }
}
