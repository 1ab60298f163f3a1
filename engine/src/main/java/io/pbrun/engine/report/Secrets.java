package io.pbrun.engine.report;

import java.util.Comparator;
import java.util.concurrent.ConcurrentSkipListSet;

/** Texts that must not be shown. Every output passes through {@link #scrub}. */
public final class Secrets {
  /** Shorter ones would blot out ordinary words. */
  private static final int SHORTEST = 4;

  private static final String MASK = "********";

  /** Longest first, so that a secret that contains another one is masked whole. */
  private final ConcurrentSkipListSet<String> hidden =
      new ConcurrentSkipListSet<>(
          Comparator.comparingInt(String::length)
              .reversed()
              .thenComparing(Comparator.naturalOrder()));

  public void hide(String secret) {
    for (String line : secret.split("\n", -1)) {
      if (line.strip().length() >= SHORTEST) {
        hidden.add(line.strip());
      }
    }
  }

  public String scrub(String text) {
    String scrubbed = text;
    for (String secret : hidden) {
      if (scrubbed.contains(secret)) {
        scrubbed = scrubbed.replace(secret, MASK);
      }
    }
    return scrubbed;
  }
}
