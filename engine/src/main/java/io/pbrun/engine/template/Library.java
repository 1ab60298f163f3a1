package io.pbrun.engine.template;

import io.pbrun.engine.source.Spelling;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The filters, tests, lookups and functions that templates can name. Filled once, before the first
 * template is compiled.
 */
public final class Library {

  /** Something callable with its parameters. */
  record Entry<T>(
      String kind, String name, Signature signature, T body, boolean raw, boolean sealed) {

    Entry(String kind, String name, Signature signature, T body, boolean raw) {
      this(kind, name, signature, body, raw, false);
    }

    Entry<T> sealedOne() {
      return new Entry<>(kind, name, signature, body, raw, true);
    }

    String what() {
      return kind + " '" + name + "'";
    }

    Arguments bind(@Nullable Object[] positional, Map<String, @Nullable Object> keywords) {
      return signature.bind(what(), positional, keywords);
    }
  }

  private static final Set<String> COLLECTIONS =
      Set.of(
          "ansible.builtin.",
          "ansible.legacy.",
          "community.general.",
          "ansible.utils.",
          "ansible.posix.");

  private final Map<String, Entry<Filter>> filters = new HashMap<>();
  private final Map<String, Entry<Test>> tests = new HashMap<>();
  private final Map<String, Entry<Lookup>> lookups = new HashMap<>();
  private final Map<String, Entry<Function>> functions = new HashMap<>();

  /** Adds a filter; the signature is written as {@link Signature} says and leaves out the input. */
  public Library filter(String name, String signature, Filter body) {
    filters.put(name, new Entry<>("the filter", name, Signature.of(signature), body, false));
    return this;
  }

  /**
   * Adds a filter that also takes an Undefined and unresolved containers as its input, such as
   * {@code default}.
   */
  public Library rawFilter(String name, String signature, Filter body) {
    filters.put(name, new Entry<>("the filter", name, Signature.of(signature), body, true));
    return this;
  }

  public Library test(String name, String signature, Test body) {
    tests.put(name, new Entry<>("the test", name, Signature.of(signature), body, false));
    return this;
  }

  /**
   * Adds a test that also takes an Undefined and unresolved containers as its input, such as {@code
   * defined}.
   */
  public Library rawTest(String name, String signature, Test body) {
    tests.put(name, new Entry<>("the test", name, Signature.of(signature), body, true));
    return this;
  }

  /**
   * Makes the filter and test of this name take a variable that is encrypted as an {@link
   * EncryptedText}: they can do without its password.
   */
  public Library sealed(String name) {
    filters.computeIfPresent(name, (_, entry) -> entry.sealedOne());
    tests.computeIfPresent(name, (_, entry) -> entry.sealedOne());
    return this;
  }

  /** Adds a lookup; the signature names its options. */
  public Library lookup(String name, String signature, Lookup body) {
    lookups.put(name, new Entry<>("the lookup", name, Signature.of(signature), body, false));
    return this;
  }

  public Library function(String name, String signature, Function body) {
    functions.put(name, new Entry<>("the function", name, Signature.of(signature), body, false));
    return this;
  }

  /** Makes a second name for a filter, a test and a lookup, whichever exist. */
  public Library alias(String alias, String name) {
    copy(filters, alias, name);
    copy(tests, alias, name);
    copy(lookups, alias, name);
    return this;
  }

  private static <T> void copy(Map<String, T> map, String alias, String name) {
    T entry = map.get(name);
    if (entry != null) {
      map.put(alias, entry);
    }
  }

  public Set<String> filterNames() {
    return Collections.unmodifiableSet(filters.keySet());
  }

  public Set<String> testNames() {
    return Collections.unmodifiableSet(tests.keySet());
  }

  public Set<String> lookupNames() {
    return Collections.unmodifiableSet(lookups.keySet());
  }

  @Nullable Entry<Filter> findFilter(String name) {
    return find(filters, name);
  }

  @Nullable Entry<Test> findTest(String name) {
    return find(tests, name);
  }

  @Nullable Entry<Lookup> findLookup(String name) {
    return find(lookups, name);
  }

  Map<String, Entry<Function>> functions() {
    return functions;
  }

  private static <T> @Nullable T find(Map<String, T> map, String name) {
    T entry = map.get(name);
    if (entry == null && name.indexOf('.') > 0) {
      for (String collection : COLLECTIONS) {
        if (name.startsWith(collection)) {
          return map.get(name.substring(collection.length()));
        }
      }
    }
    return entry;
  }

  @Nullable String suggestFilter(String name) {
    return testNames().contains(name)
        ? "'" + name + "' is a test: write 'is " + name + "'"
        : Spelling.didYouMean(name, filterNames());
  }

  @Nullable String suggestTest(String name) {
    return filterNames().contains(name)
        ? "'" + name + "' is a filter: write '| " + name + "'"
        : Spelling.didYouMean(name, testNames());
  }

  @Nullable String suggestLookup(String name) {
    return Spelling.didYouMean(name, lookupNames());
  }
}
