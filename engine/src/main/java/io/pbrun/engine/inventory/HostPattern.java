package io.pbrun.engine.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pattern of hosts, as {@code hosts:} and {@code --limit} take it: {@code all}, names of hosts
 * and groups, globs, {@code ~regex}, {@code a:b} or {@code a,b} (union), {@code :&b}
 * (intersection), {@code :!b} (exclusion), {@code a[0]}, {@code a[1:3]}, {@code a[-1]}.
 *
 * @param parts the single patterns: first those that add hosts, then those with {@code &}, then
 *     those with {@code !}
 */
public record HostPattern(List<String> parts) {
  private static final Pattern PIECE = Pattern.compile("(?:[^\\s:\\[\\]]|\\[[^]]*])+");
  private static final Pattern SIMPLE = Pattern.compile("[\\w.*-]+");

  public HostPattern {
    parts = List.copyOf(parts);
  }

  public static HostPattern of(String text) {
    return ordered(split(text));
  }

  /** The union of several patterns. */
  public static HostPattern of(List<String> texts) {
    List<String> all = new ArrayList<>();
    texts.forEach(text -> all.addAll(split(text)));
    return ordered(all);
  }

  static List<String> split(String text) {
    List<String> pieces = new ArrayList<>();
    if (text.indexOf(',') >= 0) {
      pieces.addAll(List.of(text.split(",", -1)));
    } else if (SIMPLE.matcher(text).matches() || HostAddress.parse(text).isPresent()) {
      pieces.add(text);
    } else {
      Matcher matcher = PIECE.matcher(text);
      while (matcher.find()) {
        pieces.add(matcher.group());
      }
    }
    return pieces.stream().map(String::strip).filter(piece -> !piece.isEmpty()).toList();
  }

  private static HostPattern ordered(List<String> pieces) {
    List<String> adding = new ArrayList<>();
    List<String> intersecting = new ArrayList<>();
    List<String> excluding = new ArrayList<>();
    for (String piece : pieces) {
      switch (piece.charAt(0)) {
        case '!' -> excluding.add(piece);
        case '&' -> intersecting.add(piece);
        default -> adding.add(piece);
      }
    }
    if (adding.isEmpty()) {
      adding.add(Inventory.ALL);
    }
    adding.addAll(intersecting);
    adding.addAll(excluding);
    return new HostPattern(adding);
  }

  @Override
  public String toString() {
    return String.join(",", parts);
  }
}
