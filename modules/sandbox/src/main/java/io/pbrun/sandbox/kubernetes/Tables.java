package io.pbrun.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pbrun.sandbox.http.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Objects as a Table, which is what {@code kubectl get} asks for. */
final class Tables {
  private Tables() {}

  static JsonNode table(
      ResourceType type, List<ObjectNode> objects, JsonNode metadata, Instant now) {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.at("Name", "/metadata/name"));
    columns.addAll(type.columns());
    int agePlace = agePlace(columns);
    columns.add(agePlace, Column.of("Age", object -> age(object, now)));
    List<JsonNode> rows = new ArrayList<>();
    for (ObjectNode object : objects) {
      rows.add(
          Json.object(
              "cells",
              columns.stream().map(column -> column.value().apply(object)).toList(),
              "object",
              Json.object(
                  "kind", "PartialObjectMetadata",
                  "apiVersion", "meta.k8s.io/v1",
                  "metadata", object.path("metadata"))));
    }
    return Json.object(
        "kind",
        "Table",
        "apiVersion",
        "meta.k8s.io/v1",
        "metadata",
        metadata,
        "columnDefinitions",
        columns.stream()
            .map(column ->
                Json.object(
                    "name", column.name(),
                    "type", "string",
                    "format", column.name().equals("Name") ? "name" : "",
                    "description", column.name(),
                    "priority", column.priority()))
            .toList(),
        "rows",
        rows);
  }

  /** Age goes before the version, or before the first column that shows only when asked. */
  private static int agePlace(List<Column> columns) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).priority() > 0 || columns.get(i).name().equals("Version")) {
        return i;
      }
    }
    return columns.size();
  }

  private static String age(JsonNode object, Instant now) {
    String created = object.at("/metadata/creationTimestamp").asText();
    return created.isEmpty()
        ? "<unknown>"
        : shortDuration(Duration.between(Instant.parse(created), now));
  }

  /** As kubectl shows it: the finer the shorter. */
  static String shortDuration(Duration age) {
    long seconds = Math.max(0, age.toSeconds());
    long minutes = seconds / 60;
    long hours = minutes / 60;
    long days = hours / 24;
    if (seconds < 120) {
      return seconds + "s";
    }
    if (minutes < 10) {
      return two(minutes, "m", seconds % 60, "s");
    }
    if (minutes < 180) {
      return minutes + "m";
    }
    if (hours < 8) {
      return two(hours, "h", minutes % 60, "m");
    }
    if (hours < 48) {
      return hours + "h";
    }
    if (days < 8) {
      return two(days, "d", hours % 24, "h");
    }
    if (days < 2 * 365) {
      return days + "d";
    }
    return days < 8 * 365 ? two(days / 365, "y", days % 365, "d") : days / 365 + "y";
  }

  private static String two(long large, String unit, long small, String smallUnit) {
    return large + unit + (small == 0 ? "" : small + smallUnit);
  }
}
