package io.pbrun.engine.module;

import java.util.Arrays;
import java.util.List;

/**
 * What a module's {@link ModuleDoc} says; the meaning of each part is explained there.
 *
 * @param requiredOneOf groups of parameters
 * @param mutuallyExclusive groups of parameters
 */
public record ModuleDocumentation(
    String summary,
    String description,
    String example,
    List<Returned> returns,
    List<List<String>> requiredOneOf,
    List<List<String>> mutuallyExclusive,
    boolean groupsBind,
    String deadline,
    boolean oncePerPlay) {

  /** One field of the result. */
  public record Returned(String name, String value, String type) {}

  static ModuleDocumentation of(ModuleDoc declared) {
    return new ModuleDocumentation(
        declared.summary(),
        declared.description(),
        declared.example(),
        Arrays.stream(declared.returns())
            .map(each -> new Returned(each.name(), each.value(), each.type()))
            .toList(),
        groups(declared.requiredOneOf()),
        groups(declared.mutuallyExclusive()),
        declared.groupsBind(),
        declared.deadline(),
        declared.oncePerPlay());
  }

  private static List<List<String>> groups(String[] written) {
    return Arrays.stream(written).map(group -> List.of(group.split("\\|"))).toList();
  }
}
