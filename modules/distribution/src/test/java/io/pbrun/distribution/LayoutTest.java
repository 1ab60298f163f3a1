package io.pbrun.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What Spotless checks, also where Maven runs on a JDK too old for the formatter. */
class LayoutTest {

  @Test
  void every_java_file_is_laid_out_by_google_java_format() throws IOException {
    Path checkout = Path.of(System.getProperty("pbrun.checkout"));
    List<Path> files;
    try (Stream<Path> all =
        Stream.concat(javaIn(checkout, "engine"), javaIn(checkout, "modules"))) {
      files = all.toList();
    }
    assertThat(files).isNotEmpty();
    List<Path> others = files.parallelStream().filter(file -> !isLaidOut(file)).toList();
    assertThat(others)
        .as("files to lay out: JAVA_HOME=<a JDK 25> mvn spotless:apply")
        .map(file -> checkout.relativize(file))
        .isEmpty();
  }

  private static Stream<Path> javaIn(Path checkout, String folder) throws IOException {
    return Files.walk(checkout.resolve(folder))
        .filter(file -> file.toString().endsWith(".java") && !file.toString().contains("/target/"));
  }

  private static boolean isLaidOut(Path file) {
    try {
      String text = Files.readString(file);
      String laidOut = RemoveUnusedImports.removeUnusedImports(new Formatter().formatSource(text));
      return text.equals(ImportOrderer.reorderImports(laidOut, JavaFormatterOptions.Style.GOOGLE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (FormatterException e) {
      throw new AssertionError(file + ": " + e.getMessage(), e);
    }
  }
}
