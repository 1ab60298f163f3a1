package io.pbrun.engine.report;

import java.util.concurrent.ConcurrentSkipListSet;

/** Texts that must not be shown. Every output passes through {@link #scrub}. */
public final class Secrets {
  /** Shorter ones would blot out ordinary words. */
  private static final int SHORTEST = 4;

  private static final String MASK = "********";

  private final ConcurrentSkipListSet<String> hidden =
      new ConcurrentSkipListSet<>(Secrets::longestFirst);

  /** So that a secret that contains another one is masked whole. */
  private static int longestFirst(String one, String other) {
    return one.length() == other.length()
        ? one.compareTo(other)
        : Integer.compare(other.length(), one.length());
  }

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
