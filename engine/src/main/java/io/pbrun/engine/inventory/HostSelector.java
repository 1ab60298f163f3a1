package io.pbrun.engine.inventory;

import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.source.MissingFileException;
import io.pbrun.engine.source.Spelling;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Finds the hosts of an inventory that patterns stand for. */
public final class HostSelector {
  /** What is done when a pattern stands for nothing (Ansible's {@code HOST_PATTERN_MISMATCH}). */
  public enum Mismatch {
    WARNING,
    ERROR,
    IGNORE
  }

  public static final List<String> ORDERS =
      List.of("inventory", "sorted", "reverse_sorted", "reverse_inventory", "shuffle");

  private static final Pattern SUBSCRIPTED =
      Pattern.compile("(.+)\\[(?:(-?[0-9]+)|([0-9]+)([:-])([0-9]*))]");

  private final Inventory inventory;
  private final @Nullable HostPattern limit;
  private final Mismatch mismatch;
  private final Consumer<Diagnostic> warnings;

  /**
   * @param limit {@code --limit}; null for no limit
   */
  public HostSelector(
      Inventory inventory,
      @Nullable HostPattern limit,
      Mismatch mismatch,
      Consumer<Diagnostic> warnings) {
    this.inventory = inventory;
    this.limit = limit;
    this.mismatch = mismatch;
    this.warnings = warnings;
  }

  /**
   * Reads the text of {@code --limit}; {@code @file} stands for the lines of a file.
   *
   * @throws DiagnosticException when such a file cannot be read
   */
  public static HostPattern limit(String text, FileSystem files) {
    List<String> patterns = new ArrayList<>();
    for (String piece : HostPattern.split(text)) {
      if (piece.startsWith("@")) {
        limitFile(files.getPath(piece.substring(1))).stream()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .forEach(patterns::add);
      } else {
        patterns.add(piece);
      }
    }
    return HostPattern.of(patterns);
  }

  private static List<String> limitFile(Path file) {
    if (!Files.exists(file)) {
      throw unusable("Unable to find limit file " + file);
    }
    if (!Files.isRegularFile(file)) {
      throw unusable("Limit starting with \"@\" must be a file, not a directory: " + file);
    }
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw unusable("cannot read the limit file " + file + ": " + e.getMessage());
    }
  }

  private static MissingFileException unusable(String message) {
    return new MissingFileException(Diagnostic.error(message, null, null));
  }

  /** The hosts of a pattern that are also in the limit, in the inventory's order. */
  public List<Host> select(HostPattern pattern) {
    Set<Host> hosts = evaluate(pattern);
    if (limit != null) {
      hosts.retainAll(evaluate(limit));
    }
    return List.copyOf(hosts);
  }

  /** The hosts of a pattern, whatever the limit. */
  public List<Host> selectUnlimited(HostPattern pattern) {
    return List.copyOf(evaluate(pattern));
  }

  /**
   * Hosts in the order that the keyword {@code order} names.
   *
   * @throws IllegalArgumentException when it names none of {@link #ORDERS}
   */
  public static List<Host> inOrder(
      List<Host> hosts, @Nullable String order, RandomGenerator random) {
    List<Host> ordered = new ArrayList<>(hosts);
    switch (order == null ? "inventory" : order) {
      case "inventory" -> {}
      case "sorted" -> ordered.sort(Comparator.comparing(Host::name));
      case "reverse_sorted" -> ordered.sort(Comparator.comparing(Host::name).reversed());
      case "reverse_inventory" -> Collections.reverse(ordered);
      case "shuffle" -> Collections.shuffle(ordered, random);
      default ->
          throw new IllegalArgumentException(
              "Invalid 'order' specified for inventory hosts: " + order);
    }
    return Collections.unmodifiableList(ordered);
  }

  private Set<Host> evaluate(HostPattern pattern) {
    Set<Host> hosts = new LinkedHashSet<>();
    for (String part : pattern.parts()) {
      Host named = inventory.holds(part) ? inventory.host(part) : null;
      if (named != null) {
        hosts.add(named);
        continue;
      }
      switch (part.charAt(0)) {
        case '!' -> matches(part.substring(1)).forEach(hosts::remove);
        case '&' -> hosts.retainAll(new LinkedHashSet<>(matches(part.substring(1))));
        default -> hosts.addAll(matches(part));
      }
    }
    return hosts;
  }

  private List<Host> matches(String part) {
    if (part.isEmpty()) {
      return List.of();
    }
    Matcher subscript = SUBSCRIPTED.matcher(part);
    if (part.charAt(0) == '~' || !subscript.matches()) {
      return enumerate(part);
    }
    List<Host> hosts = enumerate(subscript.group(1));
    if (hosts.isEmpty()) {
      return hosts;
    }
    try {
      return subscript.group(2) != null
          ? List.of(hosts.get(index(Integer.parseInt(subscript.group(2)), hosts.size())))
          : slice(hosts, subscript);
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      throw InventoryErrors.at(
          null,
          "No hosts matched the subscripted pattern '" + part + "'",
          "'"
              + subscript.group(1)
              + "' has "
              + hosts.size()
              + (hosts.size() == 1 ? " host" : " hosts")
              + ", and the first one is [0]");
    }
  }

  private static int index(int given, int size) {
    return given < 0 ? given + size : given;
  }

  private List<Host> slice(List<Host> hosts, Matcher subscript) {
    if (subscript.group(4).equals("-")) {
      warnings.accept(
          Diagnostic.warning(
              "Use [x:y] inclusive subscripts instead of [x-y] which has been removed",
              null,
              null));
    }
    int first = Integer.parseInt(subscript.group(3));
    int last =
        subscript.group(5).isEmpty() ? hosts.size() - 1 : Integer.parseInt(subscript.group(5));
    if (last == 0) {
      return List.of(hosts.get(first));
    }
    int end = Math.min(last + 1, hosts.size());
    return first >= end ? List.of() : hosts.subList(first, end);
  }

  private List<Host> enumerate(String expression) {
    if (expression.equals(Inventory.ALL)) {
      return all();
    }
    boolean regex = expression.charAt(0) == '~';
    List<Group> groups;
    List<Host> named;
    if (regex || Glob.isGlob(expression)) {
      Predicate<String> test = test(expression, regex);
      groups = inventory.groups().stream().filter(group -> test.test(group.name())).toList();
      named = inventory.hosts().stream().filter(host -> test.test(host.name())).toList();
    } else {
      Group same = inventory.group(expression);
      groups = same == null ? List.of() : List.of(same);
      boolean alsoHosts = groups.isEmpty() || expression.indexOf('.') >= 0;
      Host host = alsoHosts && inventory.holds(expression) ? inventory.host(expression) : null;
      named = host == null ? List.of() : List.of(host);
    }
    Set<Host> found = new LinkedHashSet<>();
    groups.forEach(group -> found.addAll(group.hosts()));
    found.addAll(named);
    if (found.isEmpty() && Inventory.LOCALHOST.contains(expression)) {
      Host localhost = inventory.host(expression);
      if (localhost != null) {
        return List.of(localhost);
      }
    }
    if (found.isEmpty() && groups.isEmpty()) {
      unmatched(expression);
    }
    return List.copyOf(found);
  }

  private List<Host> all() {
    Set<Host> hosts = new LinkedHashSet<>();
    Group all = inventory.group(Inventory.ALL);
    if (all != null) {
      hosts.addAll(all.hosts());
    }
    return List.copyOf(hosts);
  }

  private static Predicate<String> test(String expression, boolean regex) {
    try {
      if (!regex) {
        Pattern glob = Glob.compile(expression);
        return name -> glob.matcher(name).matches();
      }
      Pattern pattern = Pattern.compile(expression.substring(1));
      return name -> pattern.matcher(name).lookingAt();
    } catch (PatternSyntaxException e) {
      throw InventoryErrors.at(
          null, "Invalid host list pattern: " + expression, e.getDescription());
    }
  }

  private void unmatched(String expression) {
    String message = "Could not match supplied host pattern, ignoring: " + expression;
    if (mismatch == Mismatch.ERROR) {
      throw InventoryErrors.at(null, message, meant(expression));
    }
    if (mismatch == Mismatch.WARNING) {
      warnings.accept(Diagnostic.warning(message, null, meant(expression)));
    }
  }

  private @Nullable String meant(String expression) {
    Collection<String> known = new ArrayList<>();
    inventory.groups().forEach(group -> known.add(group.name()));
    inventory.hosts().stream().limit(2_000).forEach(host -> known.add(host.name()));
    return Spelling.didYouMean(expression, known);
  }
}
