package io.pbrun.engine.vars;

import io.pbrun.engine.inventory.Variables;
import io.pbrun.engine.source.Place;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One definition of a variable.
 *
 * @param origin where it comes from, in words: {@code group web}, {@code extra vars (-e)}
 * @param value as it is written; a template is not evaluated
 * @param place where it stands; null when it is in no text
 * @param wins true for the definition that counts
 */
public record VariableDefinition(
    String name,
    Precedence level,
    String origin,
    @Nullable Object value,
    @Nullable Place place,
    boolean wins) {

  static List<VariableDefinition> of(String name, List<Layer> highestFirst) {
    List<VariableDefinition> found = new ArrayList<>();
    for (Layer layer : highestFirst) {
      if (layer.variables() instanceof Variables variables) {
        for (Variables.Definition each = variables.definition(name);
            each != null;
            each = each.overridden()) {
          found.add(definition(layer, each, found.isEmpty()));
        }
      } else {
        Object value = Layer.find(layer.variables(), name);
        if (!Layer.isAbsent(value)) {
          found.add(
              new VariableDefinition(
                  name, layer.level(), layer.origin(), value, null, found.isEmpty()));
        }
      }
    }
    return List.copyOf(found);
  }

  private static VariableDefinition definition(
      Layer layer, Variables.Definition each, boolean wins) {
    return new VariableDefinition(
        each.name(), layer.level(), layer.origin(), each.value(), each.place(), wins);
  }
}
