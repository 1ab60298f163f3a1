package io.pbrun.engine.inventory;

import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.source.Place;
import io.pbrun.engine.source.SourceText;
import io.pbrun.engine.source.Spelling;
import io.pbrun.engine.source.TextOrigin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads INI inventories: hosts with variables, {@code [group]}, {@code [group:children]} and {@code
 * [group:vars]}. The file begins as if {@code [ungrouped]} stood before its first line.
 */
final class IniInventory {
  private static final Pattern SECTION =
      Pattern.compile("\\[([^:\\]\\s]+)(?::(\\w+))?]\\s*(?:#.*)?");
  private static final Pattern GROUP_NAME = Pattern.compile("([^:\\]\\s]+)\\s*(?:#.*)?");
  private static final List<String> KINDS = List.of("hosts", "children", "vars");

  private final SourceText source;
  private final Reading reading;
  private final Inventory inventory;
  private final Map<String, Pending> pending = new LinkedHashMap<>();
  private Group group;
  private String kind = "hosts";
  private int lineNumber;
  private String rawLine = "";

  /** A group that was named before it was declared. */
  private record Pending(boolean isChild, List<Group> parents, Place place) {}

  private IniInventory(SourceText source, Reading reading) {
    this.source = source;
    this.reading = reading;
    this.inventory = reading.inventory();
    this.group = Objects.requireNonNull(inventory.group(Inventory.UNGROUPED));
  }

  /** True when the text's first line is a section, so that it cannot be meant as YAML. */
  static boolean recognizes(SourceText source) {
    return source
        .text()
        .lines()
        .map(String::strip)
        .filter(line -> !isIgnored(line))
        .findFirst()
        .filter(line -> line.startsWith("[") && SECTION.matcher(line).matches())
        .isPresent();
  }

  /** Reads it all; mistakes are collected in the reading. */
  static void read(SourceText source, Reading reading) {
    new IniInventory(source, reading).read();
  }

  private static boolean isIgnored(String line) {
    return line.isEmpty() || line.charAt(0) == '#' || line.charAt(0) == ';';
  }

  private void read() {
    source
        .text()
        .lines()
        .forEach(raw -> {
          lineNumber++;
          rawLine = raw;
          String line = raw.strip();
          if (!isIgnored(line)) {
            try {
              line(line);
            } catch (DiagnosticException e) {
              reading.add(e);
            }
          }
        });
    pending.forEach(this::undeclared);
  }

  private void line(String line) {
    Matcher section = SECTION.matcher(line);
    if (section.matches()) {
      section(section.group(1), section.group(2));
    } else if (line.startsWith("[") && line.endsWith("]")) {
      reading.error(
          "Invalid section entry: '"
              + line
              + "'. Please make sure that there are no spaces in the section entry, and"
              + " that there are no other invalid characters",
          place(0),
          "such as [web], [web:children] or [web:vars]");
    } else {
      switch (kind) {
        case "hosts" -> hosts();
        case "vars" -> variable(line);
        default -> child(line);
      }
    }
  }

  private void section(String written, @Nullable String writtenKind) {
    kind = writtenKind == null ? "hosts" : writtenKind;
    if (!KINDS.contains(kind)) {
      reading.error(
          "Section [" + written + ":" + kind + "] has unknown type: " + kind,
          place(0),
          Objects.requireNonNullElse(
              Spelling.didYouMean(kind, KINDS),
              "a section is [group], [group:children] or [group:vars]"));
      kind = "hosts";
    }
    String name = inventory.safeGroupName(written, place(0));
    boolean isVars = kind.equals("vars");
    if (isVars && inventory.group(name) == null) {
      pending.putIfAbsent(name, new Pending(false, new ArrayList<>(), place(0)));
    }
    group = inventory.addGroup(written, place(0));
    if (!isVars) {
      Pending expected = pending.remove(name);
      if (expected != null) {
        for (Group parent : expected.parents) {
          inventory.addChild(parent, group, expected.place);
        }
      }
    }
  }

  private void hosts() {
    int indent = rawLine.indexOf(rawLine.strip());
    List<ShellWords.Word> words;
    try {
      words = ShellWords.split(rawLine.strip());
    } catch (ShellWords.Malformed e) {
      reading.error(
          "Error parsing host definition '" + rawLine.strip() + "': " + e.getMessage(),
          place(indent),
          "quote the whole value, such as name=\"it's\"");
      return;
    }
    List<Host> hosts = reading.hosts(words.getFirst().text(), place(indent));
    hosts.forEach(host -> inventory.addToGroup(group, host));
    for (ShellWords.Word word : words.subList(1, words.size())) {
      Place at = place(indent + word.offset());
      int equals = word.text().indexOf('=');
      if (equals < 0) {
        reading.error(
            "Expected key=value host variable assignment, got: " + word.text(),
            at,
            "quote a value with spaces in it; hosts stand one a line");
        continue;
      }
      String name = word.text().substring(0, equals);
      Object value =
          reading.compiled(
              PythonLiteral.valueOf(word.text().substring(equals + 1)),
              valueOrigin(indent + word.offset(), name));
      hosts.forEach(host -> inventory.define(host, name, value, at));
    }
  }

  private void variable(String line) {
    int equals = line.indexOf('=');
    int indent = rawLine.indexOf(line);
    if (equals < 0) {
      reading.error(
          "Expected key=value, got: " + line,
          place(indent),
          "a [group:vars] section holds name=value lines");
      return;
    }
    String text = line.substring(equals + 1).strip();
    int begin = text.isEmpty() ? indent + equals + 1 : rawLine.indexOf(text, indent + equals + 1);
    int at = lineNumber;
    Object value =
        reading.compiled(PythonLiteral.valueOf(text), offset -> source.at(at, begin + offset + 1));
    inventory.define(group, line.substring(0, equals).strip(), value, place(indent));
  }

  private void child(String line) {
    Matcher name = GROUP_NAME.matcher(line);
    Place at = place(rawLine.indexOf(line));
    if (!name.matches()) {
      reading.error(
          "Expected group name, got: " + line,
          at,
          "a [group:children] section holds one group a line");
      return;
    }
    String safe = inventory.safeGroupName(name.group(1), at);
    Group child = inventory.group(safe);
    Pending expected = pending.get(safe);
    if (child != null && (expected == null || !expected.isChild)) {
      inventory.addChild(group, child, at);
    } else if (expected != null) {
      expected.parents.add(group);
    } else {
      pending.put(safe, new Pending(true, new ArrayList<>(List.of(group)), at));
    }
  }

  private void undeclared(String name, Pending reference) {
    List<String> known =
        inventory.groups().stream().map(Group::name).filter(each -> !each.equals(name)).toList();
    String message =
        reference.isChild
            ? "Section ["
                + reference.parents.getLast().name()
                + ":children] includes undefined group: "
                + name
            : "Section [" + name + ":vars] not valid for undefined group: " + name;
    String meant = Spelling.didYouMean(name, known);
    reading.error(
        message,
        reference.place,
        meant != null ? meant : "declare it with a section [" + name + "]");
  }

  /** The origin of a value: behind the name, the equals sign and an opening quote. */
  private TextOrigin valueOrigin(int wordOffset, String name) {
    int begin = wordOffset + name.length() + 1;
    boolean quoted =
        begin < rawLine.length() && (rawLine.charAt(begin) == '\'' || rawLine.charAt(begin) == '"');
    int line = lineNumber;
    int column = begin + (quoted ? 2 : 1);
    return offset -> source.at(line, column + offset);
  }

  private Place place(int offset) {
    return source.at(lineNumber, Math.max(0, offset) + 1);
  }
}
