package io.pbrun.sandbox.openstack;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The many ways in which OpenStack services write a time. */
final class Times {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

  private Times() {}

  /** 2026-11-22T18:00:00 (Octavia). */
  static @Nullable String plain(@Nullable Instant at) {
    return at == null ? null : SECONDS.format(at);
  }

  /** 2026-11-22T18:00:00Z (Nova, Glance, Neutron). */
  static @Nullable String zulu(@Nullable Instant at) {
    return at == null ? null : SECONDS.format(at) + "Z";
  }

  /** 2026-11-22T18:00:00+00:00 (Magnum). */
  static @Nullable String offset(@Nullable Instant at) {
    return at == null ? null : SECONDS.format(at) + "+00:00";
  }

  /** 2026-11-22T18:00:00.000000 (Nova's instance actions). */
  static @Nullable String micros(@Nullable Instant at) {
    return at == null ? null : MICROS.format(at);
  }

  /** 2026-11-22T18:00:00.000000Z (Keystone). */
  static String microsZulu(Instant at) {
    return MICROS.format(at) + "Z";
  }
}
