package io.pbrun.engine.source;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the word that was probably meant. */
public final class Spelling {
  private static final int MOST = 3;

  private Spelling() {}

  /** The candidate nearest to the word, when it is near enough to be worth suggesting. */
  public static Optional<String> nearest(String word, Collection<String> candidates) {
    return allNearest(word, candidates).stream().findFirst();
  }

  /** Those that are equally near, in the order of the alphabet; none when none is near enough. */
  private static List<String> allNearest(String word, Collection<String> candidates) {
    int limit = limit(word);
    List<Scored> near =
        candidates.stream()
            .filter(candidate -> !candidate.equals(word))
            .filter(candidate -> Math.abs(candidate.length() - word.length()) <= limit)
            .map(candidate -> new Scored(candidate, distance(fold(word), fold(candidate))))
            .filter(scored -> scored.distance <= limit && partsAreNear(word, scored.word))
            .toList();
    int least = near.stream().mapToInt(Scored::distance).min().orElse(0);
    List<String> nearest =
        near.stream()
            .filter(scored -> scored.distance == least)
            .map(Scored::word)
            .distinct()
            .sorted()
            .toList();
    // Letters are swapped or mistaken more often than left out.
    List<String> sameLength =
        nearest.stream().filter(found -> found.length() == word.length()).toList();
    return sameLength.isEmpty() ? nearest : sameLength;
  }

  private static int limit(String word) {
    return Math.max(1, Math.min(3, word.length() / 3));
  }

  /** {@code web_host} is not meant to be {@code web_port}: each part has to be near its own. */
  private static boolean partsAreNear(String word, String candidate) {
    String[] a = fold(word).split("_", -1);
    String[] b = fold(candidate).split("_", -1);
    if (a.length != b.length || a.length == 1) {
      return true;
    }
    for (int i = 0; i < a.length; i++) {
      if (distance(a[i], b[i]) > limit(a[i])) {
        return false;
      }
    }
    return true;
  }

  /** "did you mean 'x'?", or "… 'x' or 'y'?", or null when nothing is near. */
  public static @org.jspecify.annotations.Nullable String didYouMean(
      String word, Collection<String> candidates) {
    List<String> near = allNearest(word, candidates);
    return near.isEmpty()
        ? null
        : near.stream()
            .limit(MOST)
            .map(found -> "'" + found + "'")
            .collect(Collectors.joining(" or ", "did you mean ", "?"));
  }

  private record Scored(String word, int distance) {}

  private static String fold(String word) {
    return word.toLowerCase(Locale.ROOT).replace('-', '_');
  }

  /**
   * Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours each
   * cost one.
   */
  private static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      cost[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      cost[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int substitution = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        cost[i][j] =
            Math.min(
                Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + substitution);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[a.length()][b.length()];
  }
}
