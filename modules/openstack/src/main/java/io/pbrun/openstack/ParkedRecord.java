package io.pbrun.openstack;

import io.pbrun.openstack.api.Server;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who parked a server, when and why, kept in the server's own metadata where diagnosis finds it
 * (runbook rule 3).
 */
record ParkedRecord(String by, String at, String reason) {
  static final String BY = "pbrun_parked_by";
  static final String AT = "pbrun_parked_at";
  static final String REASON = "pbrun_parked_reason";
  static final List<String> KEYS = List.of(BY, AT, REASON);

  /** Nova takes no longer metadata values. */
  private static final int LONGEST = 255;

  /** The record that a server carries; null when it carries none. */
  static @Nullable ParkedRecord of(Server server) {
    Map<String, String> metadata = server.metadata();
    if (!metadata.containsKey(BY) && !metadata.containsKey(AT)) {
      return null;
    }
    return new ParkedRecord(
        metadata.getOrDefault(BY, "somebody"),
        metadata.getOrDefault(AT, ""),
        metadata.getOrDefault(REASON, ""));
  }

  Map<String, String> metadata() {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(BY, cut(by));
    metadata.put(AT, at);
    metadata.put(REASON, cut(reason));
    return metadata;
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }

  @Nullable Instant when() {
    try {
      return Instant.parse(at);
    } catch (DateTimeParseException noInstant) {
      return null;
    }
  }

  Map<String, @Nullable Object> toMap() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("by", by);
    map.put("at", at);
    map.put("reason", reason);
    return map;
  }

  static @Nullable Object mapOf(Server server) {
    ParkedRecord record = of(server);
    return record == null ? null : record.toMap();
  }
}
