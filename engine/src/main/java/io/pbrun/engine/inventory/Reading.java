package io.pbrun.engine.inventory;

import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.source.Place;
import io.pbrun.engine.source.TextOrigin;
import io.pbrun.engine.yaml.YamlNode;
import io.pbrun.engine.yaml.YamlValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the reader of one source needs: where hosts and groups go, how texts become templates, and
 * what was found wrong.
 */
final class Reading {
  private final Inventory inventory;
  private final BiFunction<String, TextOrigin, Object> compiler;
  private final Consumer<Diagnostic> warnings;
  private final List<Diagnostic> errors = new ArrayList<>();
  private final YamlValues values;
  private final @Nullable String inventoryFile;
  private final @Nullable String inventoryDir;

  /**
   * @param inventoryFile the variable of that name, for the hosts that are first named here
   */
  Reading(
      Inventory inventory,
      BiFunction<String, TextOrigin, Object> compiler,
      Consumer<Diagnostic> warnings,
      @Nullable String inventoryFile,
      @Nullable String inventoryDir) {
    this.inventory = inventory;
    this.compiler = compiler;
    this.warnings = warnings;
    this.values = YamlValues.compiling(compiler, this::found);
    this.inventoryFile = inventoryFile;
    this.inventoryDir = inventoryDir;
  }

  Inventory inventory() {
    return inventory;
  }

  YamlValues values() {
    return values;
  }

  void warn(String message, @Nullable Place place, @Nullable String hint) {
    warnings.accept(Diagnostic.warning(message, place, hint));
  }

  void error(String message, @Nullable Place place, @Nullable String hint) {
    errors.add(Diagnostic.error(message, place, hint));
  }

  private void found(Diagnostic diagnostic) {
    errors.add(diagnostic);
  }

  void add(DiagnosticException wrong) {
    errors.addAll(wrong.diagnostics());
  }

  /** Throws everything that was found wrong. */
  void end() {
    if (!errors.isEmpty()) {
      throw new DiagnosticException(errors);
    }
  }

  /**
   * The hosts that a pattern such as {@code web[1:3]:2222} stands for, made where they are missing.
   */
  List<Host> hosts(String pattern, Place place) {
    // A name without these is an address of its own, whatever else is in it.
    HostAddress address =
        pattern.indexOf(':') < 0 && pattern.indexOf('[') < 0
            ? new HostAddress(pattern, null)
            : HostAddress.parse(pattern).orElse(new HostAddress(pattern, null));
    if (pattern.strip().endsWith(":") && address.port() == null) {
      error(
          "Invalid host pattern '" + pattern + "' supplied, ending in ':' is not allowed",
          place,
          "a ':' in a host's name begins its port; write 'host:22', or end a YAML file's name in .yml");
      return List.of();
    }
    if (address.host().strip().equals("---")) {
      error(
          "Invalid host pattern '---' supplied",
          place,
          "this looks like YAML: end the file's name in .yml");
      return List.of();
    }
    try {
      List<Host> hosts = new ArrayList<>();
      for (String name : HostRange.expand(address.host())) {
        hosts.add(host(name, address.port(), place));
      }
      return hosts;
    } catch (HostRange.Malformed e) {
      error(
          e.getMessage() + ": '" + pattern + "'",
          place,
          "such as web[1:3], web[01:10:2] or db-[a:c]");
      return List.of();
    }
  }

  Host host(String name, @Nullable Integer port, @Nullable Place place) {
    boolean isNew = !inventory.holds(name);
    Host host = inventory.addHost(name, place);
    if (isNew) {
      if (port != null) {
        inventory.define(host, "ansible_port", (long) port, place);
      }
      inventory.define(host, "inventory_file", inventoryFile, null);
      inventory.define(host, "inventory_dir", inventoryDir, null);
    }
    return host;
  }

  void define(List<Host> hosts, YamlNode.Mapping variables) {
    for (YamlNode.Entry entry : variables.entries()) {
      Object value = values.value(entry.value());
      hosts.forEach(host -> inventory.define(host, entry.name(), value, entry.key().place()));
    }
  }

  /** Compiles the templates in a value that is not YAML. */
  @Nullable Object compiled(@Nullable Object value, TextOrigin origin) {
    return switch (value) {
      case String text when YamlValues.isTemplate(text) -> {
        try {
          yield compiler.apply(text, origin);
        } catch (DiagnosticException e) {
          add(e);
          yield text;
        }
      }
      case List<?> list -> {
        List<@Nullable Object> items = new ArrayList<>();
        list.forEach(item -> items.add(compiled(item, at -> origin.start())));
        yield java.util.Collections.unmodifiableList(items);
      }
      case Map<?, ?> map -> {
        Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();
        map.forEach((key, item) -> entries.put(key, compiled(item, at -> origin.start())));
        yield java.util.Collections.unmodifiableMap(entries);
      }
      case null, default -> value;
    };
  }
}
