package io.pbrun.engine.template;

import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.vault.Vault;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The world as templates see it. The defaults know nothing but the machine; the run replaces what
 * it knows better.
 */
public interface Surroundings {

  /** The directory that relative names start from, usually the playbook's. */
  Path directory();

  /**
   * Where a file with this name may lie, nearest first.
   *
   * @param kind the sort of file, which names a directory to look into: {@code files}, {@code
   *     templates} or {@code vars}
   */
  default List<Path> candidates(String kind, String name) {
    Path path = directory().getFileSystem().getPath(name);
    return path.isAbsolute()
        ? List.of(path)
        : List.of(directory().resolve(kind).resolve(name), directory().resolve(name));
  }

  /**
   * The same for a template of a task, whose role and file are looked into first: the variable
   * {@code ansible_search_path} names their folders.
   */
  default List<Path> candidates(String kind, String name, Scope scope) {
    Path path = directory().getFileSystem().getPath(name);
    if (path.isAbsolute() || !(scope.get("ansible_search_path") instanceof List<?> folders)) {
      return candidates(kind, name);
    }
    Set<Path> candidates = new LinkedHashSet<>();
    for (Object folder : folders) {
      Path base = directory().getFileSystem().getPath(String.valueOf(folder));
      candidates.add(base.resolve(kind).resolve(name));
      candidates.add(base.resolve(name));
    }
    return List.copyOf(candidates);
  }

  /** The environment variable of the machine that runs pbrun; null when it is not set. */
  default @Nullable String environment(String name) {
    return System.getenv(name);
  }

  default Clock clock() {
    return Clock.systemDefaultZone();
  }

  default RandomGenerator random() {
    return new java.security.SecureRandom();
  }

  /** A setting of pbrun by its name, for {@code lookup('config')}. */
  default @Nullable Object setting(String name) {
    throw new ValueException("Unable to find setting " + name);
  }

  /** The extensions of Jinja2 that are on: {@code do} and {@code loopcontrols}. */
  default Set<String> jinjaExtensions() {
    return Set.of();
  }

  /** The hosts that a pattern selects, for {@code lookup('inventory_hostnames')}. */
  default List<String> hosts(String pattern, Scope scope) {
    throw new ValueException("there is no inventory here");
  }

  /** The vault passwords that are known. */
  default Vault vault() {
    return Vault.NONE;
  }

  /**
   * Whether a lookup may read or write: in check mode {@code pipe} and {@code password} must not
   * act.
   */
  default boolean mayAct() {
    return true;
  }

  /** The world of a plain machine. */
  static Surroundings of(Path directory) {
    return () -> directory;
  }
}
