package io.pbrun.engine.vars;

import io.pbrun.engine.value.Json;
import io.pbrun.engine.value.ValueException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Facts in a folder, a JSON file for each host, as Ansible's plugin {@code jsonfile} keeps them.
 *
 * @param prefix of the files' names, which go on with the host's
 * @param lifetime after which they are gathered anew; zero for ever
 */
public record JsonFactCache(Path folder, String prefix, Duration lifetime, InstantSource clock)
    implements FactCache {

  @Override
  public Map<String, @Nullable Object> load(String host) {
    Path file = file(host);
    try {
      if (!Files.isRegularFile(file)) {
        return Map.of();
      }
      Instant end = Files.getLastModifiedTime(file).toInstant().plus(lifetime);
      if (!lifetime.isZero() && end.isBefore(clock.instant())) {
        clear(host);
        return Map.of();
      }
      Map<String, @Nullable Object> facts = new LinkedHashMap<>();
      if (Json.read(Files.readString(file)) instanceof Map<?, ?> read) {
        read.forEach((name, value) -> facts.put(String.valueOf(name), value));
      }
      return facts;
    } catch (ValueException e) {
      // Half a file is as good as none: they can be gathered again.
      return Map.of();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the cached facts in " + file, e);
    }
  }

  /** Another run never reads half a file: it is put in place whole. */
  @Override
  public void save(String host, Map<String, @Nullable Object> facts) {
    try {
      String text = Json.write(facts, Json.Style.PYTHON.sorted(true).indented(4));
      Files.createDirectories(folder);
      Path whole = Files.createTempFile(folder, ".facts", ".new");
      Files.write(whole, text.getBytes(StandardCharsets.UTF_8));
      Files.move(whole, file(host), StandardCopyOption.REPLACE_EXISTING);
    } catch (ValueException e) {
      // A preview may hold values that are not known yet; these are not kept.
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep facts in " + folder, e);
    }
  }

  @Override
  public void clear(String host) {
    try {
      Files.deleteIfExists(file(host));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove the cached facts of " + host, e);
    }
  }

  private Path file(String host) {
    return folder.resolve((prefix + host).replace('/', '_'));
  }
}
