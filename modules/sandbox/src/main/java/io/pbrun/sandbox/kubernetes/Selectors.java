package io.pbrun.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.pbrun.sandbox.http.ApiFault;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Label and field selectors. */
final class Selectors {
  private static final Pattern EQUALS = Pattern.compile("([\\w./-]+)\\s*(==|=|!=)\\s*([\\w.-]*)");
  private static final Pattern IN = Pattern.compile("([\\w./-]+)\\s+(in|notin)\\s+\\(([^)]*)\\)");
  private static final Pattern EXISTS = Pattern.compile("(!?)\\s*([\\w./-]+)");

  private static final List<String> EVERYWHERE = List.of("metadata.name", "metadata.namespace");

  private Selectors() {}

  static Predicate<JsonNode> labels(String selector) {
    Predicate<JsonNode> all = object -> true;
    for (String part : selector.split(",(?![^(]*\\))")) {
      if (!part.isBlank()) {
        all = all.and(label(part.trim()));
      }
    }
    return all;
  }

  private static Predicate<JsonNode> label(String part) {
    Matcher equals = EQUALS.matcher(part);
    if (equals.matches()) {
      boolean wanted = !equals.group(2).equals("!=");
      return object -> value(object, equals.group(1)).equals(equals.group(3)) == wanted;
    }
    Matcher in = IN.matcher(part);
    if (in.matches()) {
      List<String> values = Arrays.stream(in.group(3).split(",")).map(String::trim).toList();
      boolean wanted = in.group(2).equals("in");
      return object -> values.contains(value(object, in.group(1))) == wanted;
    }
    Matcher exists = EXISTS.matcher(part);
    if (exists.matches()) {
      boolean wanted = exists.group(1).isEmpty();
      return object -> object.at("/metadata/labels").has(exists.group(2)) == wanted;
    }
    throw new ApiFault(400, "unable to parse requirement: " + part);
  }

  private static String value(JsonNode object, String label) {
    JsonNode value = object.at("/metadata/labels").path(label);
    return value.isMissingNode() ? "\0absent" : value.asText();
  }

  /**
   * Fields by their path, such as metadata.name or status.phase.
   *
   * @param selectable those that the kind supports besides name and namespace
   */
  static Predicate<JsonNode> fields(String selector, List<String> selectable) {
    Predicate<JsonNode> all = object -> true;
    for (String part : selector.split(",")) {
      if (part.isBlank()) {
        continue;
      }
      Matcher equals = EQUALS.matcher(part.trim());
      if (!equals.matches()) {
        throw new ApiFault(400, "invalid field selector: " + part);
      }
      String field = equals.group(1);
      if (!EVERYWHERE.contains(field) && !selectable.contains(field)) {
        throw new ApiFault(400, "field label not supported: " + field);
      }
      String pointer = "/" + equals.group(1).replace('.', '/');
      boolean wanted = !equals.group(2).equals("!=");
      all = all.and(object -> object.at(pointer).asText("").equals(equals.group(3)) == wanted);
    }
    return all;
  }
}
