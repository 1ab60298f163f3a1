package io.pbrun.engine.settings;

import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.source.Place;
import io.pbrun.engine.source.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code ansible.cfg} that counts: the first of {@code ANSIBLE_CONFIG}, the current folder
 * unless everybody may write there, {@code ~/.ansible.cfg}, {@code /etc/ansible/ansible.cfg}.
 *
 * @param path null when there is none
 * @param entries by {@code section.key}
 * @param warnings about files that were passed over
 */
public record ConfigFile(
    @Nullable Path path, Map<String, Entry> entries, List<Diagnostic> warnings) {
  public static final ConfigFile NONE = new ConfigFile(null, Map.of(), List.of());

  /** A value as written, without the quotes around it, and where it stands. */
  public record Entry(String value, Place place) {}

  /**
   * Finds and reads it.
   *
   * @throws DiagnosticException when it is no such file, with every wrong line
   */
  public static ConfigFile find(Map<String, String> environment, Path directory) {
    List<Path> candidates = new ArrayList<>();
    List<Diagnostic> warnings = new ArrayList<>();
    String named = environment.get("ANSIBLE_CONFIG");
    if (named != null && !named.isBlank()) {
      Path path = directory.resolve(Homes.expand(named, environment));
      candidates.add(Files.isDirectory(path) ? path.resolve("ansible.cfg") : path);
    }
    Path here = directory.resolve("ansible.cfg");
    if (Files.exists(here) && isWorldWritable(directory)) {
      if (candidates.stream().noneMatch(Files::isRegularFile)) {
        warnings.add(
            Diagnostic.warning(
                "Everybody may write in the folder "
                    + directory.toAbsolutePath()
                    + ", so the ansible.cfg in it is not read",
                null,
                "name it in ANSIBLE_CONFIG, or take the permission away (chmod o-w)"));
      }
    } else {
      candidates.add(here);
    }
    candidates.add(directory.resolve(Homes.expand("~/.ansible.cfg", environment)));
    candidates.add(directory.resolve("/etc/ansible/ansible.cfg"));
    for (Path candidate : candidates) {
      if (Files.isRegularFile(candidate) && Files.isReadable(candidate)) {
        return new ConfigFile(candidate, read(candidate), warnings);
      }
    }
    return new ConfigFile(null, Map.of(), warnings);
  }

  private static Map<String, Entry> read(Path path) {
    try {
      return IniText.parse(new SourceText(path.toString(), Files.readString(path)));
    } catch (IOException e) {
      throw new DiagnosticException(
          Diagnostic.error("cannot read " + path + " as text: " + e.getMessage(), null));
    }
  }

  private static boolean isWorldWritable(Path directory) {
    try {
      return Files.getPosixFilePermissions(directory.toAbsolutePath())
          .contains(PosixFilePermission.OTHERS_WRITE);
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
