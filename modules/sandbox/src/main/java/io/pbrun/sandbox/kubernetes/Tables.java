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

  static JsonNode table(ResourceType type, List<ObjectNode> objects, Instant now) {
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
        Json.object("resourceVersion", Long.toString(now.getEpochSecond())),
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

  static String shortDuration(Duration age) {
    long seconds = Math.max(0, age.toSeconds());
    if (seconds < 120) {
      return seconds + "s";
    }
    if (seconds < 2 * 3600) {
      return seconds / 60 + "m";
    }
    return seconds < 2 * 86400 ? seconds / 3600 + "h" : seconds / 86400 + "d";
  }
}
