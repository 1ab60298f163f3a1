package io.pbrun.engine.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What is running: the program's version, which the build writes, and the Java under it. */
final class Version {

  private Version() {}

  /** One line for {@code --version}. */
  static String line() {
    return "pbrun "
        + program()
        + " (Java "
        + Runtime.version()
        + ", "
        + System.getProperty("java.vendor")
        + ")";
  }

  /** The release of ansible-core whose language this is, as playbooks ask for it. */
  static Map<String, Object> ofLanguage() {
    return Map.of("full", "2.19.0", "major", 2L, "minor", 19L, "revision", 0L, "string", "2.19.0");
  }

  static String program() {
    // The launcher knows it by the jar's name, which spares the search for a file in the jars.
    String told = System.getProperty("pbrun.version");
    if (told != null) {
      return told;
    }
    try (InputStream in = Version.class.getResourceAsStream("version.txt")) {
      if (in == null) {
        throw new IllegalStateException("version.txt is missing beside " + Version.class.getName());
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
