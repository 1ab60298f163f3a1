package io.pbrun.engine.playbook;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.source.DiagnosticText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A folder in memory with a playbook and its files. */
final class Folder {
  private final FileSystem files =
      Jimfs.newFileSystem(Configuration.unix().toBuilder().setWorkingDirectory("/site").build());
  final Map<String, Object> extraVars = new HashMap<>();
  final List<Diagnostic> warnings = new ArrayList<>();

  Folder with(String name, String text) {
    try {
      Path path = files.getPath(name);
      if (path.getParent() != null) {
        Files.createDirectories(path.getParent());
      }
      Files.writeString(path, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path path(String name) {
    return files.getPath(name);
  }

  PlaybookLoader loader() {
    return new PlaybookLoader(
        Language.templates(),
        Language.modules(),
        new LoaderSettings(extraVars, List.of(files.getPath("/etc/roles")), warnings::add));
  }

  Playbook load(String name) {
    return loader().load(files.getPath(name));
  }

  /** The first play of a playbook of this text. */
  Play play(String text) {
    return with("p.yml", text).load("p.yml").plays().getFirst();
  }

  /** The tasks of a play that has these. */
  List<TaskNode> tasks(String text) {
    return play("- hosts: all\n  tasks:\n" + text.indent(4)).tasks();
  }

  Task task(String text) {
    return (Task) tasks(text).getFirst();
  }

  /** What the terminal shows for a playbook with mistakes. */
  String mistakes(String text) {
    with("p.yml", text);
    try {
      load("p.yml");
      return DiagnosticText.render(warnings, false);
    } catch (DiagnosticException e) {
      return DiagnosticText.render(e.diagnostics(), false);
    }
  }
}
