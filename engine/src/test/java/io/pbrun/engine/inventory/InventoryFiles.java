package io.pbrun.engine.inventory;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.Place;
import io.pbrun.engine.source.TextOrigin;
import io.pbrun.engine.template.Scope;
import io.pbrun.engine.template.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Files in memory, and the inventories they make. */
public final class InventoryFiles {
  public final FileSystem system =
      Jimfs.newFileSystem(Configuration.unix().toBuilder().setWorkingDirectory("/site").build());
  public final List<Diagnostic> warnings = new ArrayList<>();

  /** A template that is not evaluated further than {@code {{ name }}}. */
  public record FakeTemplate(String text, Place place) implements Template {
    @Override
    public @Nullable Object evaluate(Scope scope) {
      String name = text.replace("{{", "").replace("}}", "").strip();
      Object value = scope.get(name);
      return value instanceof Template inner ? inner.evaluate(scope) : value;
    }
  }

  public static Object compile(String text, TextOrigin origin) {
    return new FakeTemplate(text, origin.start());
  }

  public static @Nullable Object resolve(@Nullable Object value, Scope scope) {
    return value instanceof Template template ? template.evaluate(scope) : value;
  }

  public InventoryFiles with(String name, String text) {
    try {
      Path file = system.getPath(name).toAbsolutePath();
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path path(String name) {
    return system.getPath(name);
  }

  public InventoryLoader loader() {
    return new InventoryLoader(InventoryFiles::compile, system, warnings::add);
  }

  public Inventory load(String... sources) {
    return loader().load(List.of(sources));
  }

  public VarsFiles varsFiles() {
    return new VarsFiles(InventoryFiles::compile, TextReader.PLAIN, warnings::add);
  }

  public static List<String> names(List<Host> hosts) {
    return hosts.stream().map(Host::name).toList();
  }

  public List<String> warned() {
    return warnings.stream().map(Diagnostic::message).toList();
  }
}
