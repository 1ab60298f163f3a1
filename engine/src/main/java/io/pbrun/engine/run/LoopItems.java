package io.pbrun.engine.run;

import io.pbrun.engine.playbook.Loop;
import io.pbrun.engine.playbook.Task;
import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.template.Scope;
import io.pbrun.engine.template.TemplateException;
import io.pbrun.engine.template.Templates;
import io.pbrun.engine.value.Unknown;
import io.pbrun.engine.value.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The items of a loop, and the variables that each of them sets. */
final class LoopItems {
  private final Templates templates;
  private final TextResolver text;

  LoopItems(Templates templates, TextResolver text) {
    this.templates = templates;
    this.text = text;
  }

  /** What a loop goes over. */
  sealed interface Found {
    record Items(List<?> items) implements Found {}

    record Undecided(Unknown unknown) implements Found {}
  }

  /**
   * @throws TemplateException when the items cannot be evaluated or are no list
   */
  Found of(Task task, Loop loop, Scope scope) {
    Object value =
        loop.lookup() == null
            ? templates.resolve(loop.items(), scope)
            : lookedUp(task, loop, scope);
    return switch (value) {
      case Unknown unknown -> new Found.Undecided(unknown);
      case List<?> list -> new Found.Items(list);
      case null, default ->
          throw new TemplateException(
              Diagnostic.error(
                  "Invalid data passed to 'loop', it requires a list, got this instead: "
                      + Values.str(value),
                  task.place(),
                  "if this came from a lookup, use query('…') or wantlist=True to get a list of it"));
    };
  }

  Names names(Task task, Loop loop, Scope scope) {
    Object index = loop.indexVar() == null ? null : text.value(loop.indexVar(), scope);
    return new Names(
        Values.str(text.value(loop.loopVar(), scope)),
        index == null ? null : Values.str(index),
        loop.extended(),
        loop.extendedAllItems());
  }

  private @Nullable Object lookedUp(Task task, Loop loop, Scope scope) {
    if ("list".equals(loop.lookup()) && templates.resolve(loop.items(), scope) instanceof Map) {
      // Any other lookup takes a mapping for its only item.
      throw new TemplateException(
          Diagnostic.error(
              "with_list expects a list, not a mapping",
              task.place(),
              "use with_dict to go over a mapping"));
    }
    return templates.query(String.valueOf(loop.lookup()), loop.items(), scope);
  }

  /** The names under which a task sees its item. */
  record Names(String loopVar, @Nullable String indexVar, boolean extended, boolean allItems) {

    Map<String, @Nullable Object> variables(List<?> items, int index) {
      Map<String, @Nullable Object> variables = new LinkedHashMap<>();
      variables.put(loopVar, items.get(index));
      variables.put("ansible_loop_var", loopVar);
      if (indexVar != null) {
        variables.put(indexVar, (long) index);
        variables.put("ansible_index_var", indexVar);
      }
      if (extended) {
        variables.put("ansible_loop", extendedVariables(items, index));
      }
      return variables;
    }

    private Map<String, @Nullable Object> extendedVariables(List<?> items, int index) {
      long length = items.size();
      Map<String, @Nullable Object> loop = new LinkedHashMap<>();
      loop.put("index", index + 1L);
      loop.put("index0", (long) index);
      loop.put("first", index == 0);
      loop.put("last", index + 1 == length);
      loop.put("length", length);
      loop.put("revindex", length - index);
      loop.put("revindex0", length - index - 1);
      if (allItems) {
        loop.put("allitems", items);
      }
      if (index + 1 < length) {
        loop.put("nextitem", items.get(index + 1));
      }
      if (index > 0) {
        loop.put("previtem", items.get(index - 1));
      }
      return loop;
    }
  }
}
