package io.pbrun.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks for the lab's passwords, tokens and keys in what must not hold any. */
final class Leaks {
  /** Of the lab's clouds.yaml, and of the users that stories create. */
  private static final List<String> PASSWORDS = List.of("lab-admin", "lab-service", "acc-secret");

  /** What a secret looks like, whoever made it. */
  private static final List<Pattern> SHAPES =
      List.of(
          // A Fernet token of Keystone.
          Pattern.compile("gAAAA[\\w-]{20,}"),
          // A service account's token.
          Pattern.compile("eyJ[\\w-]{16,}\\.[\\w-]{16,}"),
          // A private key, as PEM or as a kubeconfig has it.
          Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----"),
          Pattern.compile("LS0tLS1CRUdJTiB[\\w+/=]*"),
          Pattern.compile("(?i)client-key-data: *[\\w+/=]{8,}"));

  private Leaks() {}

  /** Fails when the text has one; the message does not repeat it. */
  static void none(String text) {
    assertThat(in(text)).as("secrets in what was said").isEmpty();
  }

  /** Fails when a file below this folder has one. */
  static void noneBelow(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        assertThat(
                in(
                    new String(
                        Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1)))
            .as("secrets in " + file)
            .isEmpty();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> in(String text) {
    List<String> found = new ArrayList<>();
    for (String password : PASSWORDS) {
      if (text.contains(password)) {
        found.add("a password, at: " + around(text, text.indexOf(password)));
      }
    }
    for (Pattern shape : SHAPES) {
      Matcher m = shape.matcher(text);
      if (m.find()) {
        found.add("what looks like " + shape + ", at: " + around(text, m.start()));
      }
    }
    return found;
  }

  private static String around(String text, int at) {
    return text.substring(Math.max(0, at - 120), at);
  }
}
