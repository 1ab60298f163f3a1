package io.pbrun.engine.yaml;

import io.pbrun.engine.source.Place;
import io.pbrun.engine.source.TextOrigin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node of a YAML document with its place. */
public sealed interface YamlNode {

  /** Where the node begins. */
  Place place();

  /**
   * A scalar.
   *
   * @param text the text as YAML reads it (escapes resolved, blocks folded)
   * @param value the YAML 1.1 value as Ansible reads it: null, Boolean, Long, BigInteger, Double,
   *     or the text itself
   * @param quoted true for single- or double-quoted and block scalars, which are always text
   * @param tag an explicit local tag such as {@code !unsafe} or {@code !vault}; null when there is
   *     none
   * @param origin finds the place of any character of {@code text}
   */
  record Scalar(
      String text,
      @Nullable Object value,
      boolean quoted,
      @Nullable String tag,
      Place place,
      TextOrigin origin)
      implements YamlNode {}

  record Sequence(List<YamlNode> items, Place place) implements YamlNode {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /**
   * A mapping in its written order. Keys are unique: a duplicate key is an error of the document.
   */
  record Mapping(List<Entry> entries, Place place) implements YamlNode {
    public Mapping {
      entries = List.copyOf(entries);
    }

    /** The value under this key; null when the key is absent. */
    public @Nullable YamlNode get(String key) {
      for (Entry entry : entries) {
        if (entry.name().equals(key)) {
          return entry.value();
        }
      }
      return null;
    }
  }

  /** A key with its value. */
  record Entry(Scalar key, YamlNode value) {

    /** The key as text, however YAML typed it. */
    public String name() {
      return key.text();
    }
  }
}
