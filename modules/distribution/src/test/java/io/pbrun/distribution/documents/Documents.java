package io.pbrun.distribution.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The project's Markdown files, and the code blocks in them. */
final class Documents {
  static final Path CHECKOUT = Path.of(System.getProperty("pbrun.checkout"));

  /**
   * A fenced code block.
   *
   * @param place the file from the checkout's root, and the line of the block's first line
   */
  record Block(String place, String language, String text) {
    @Override
    public String toString() {
      return place + " (" + language + ")";
    }
  }

  private Documents() {}

  /** README.md, CONTRIBUTING.md and everything below docs/. */
  static List<Path> all() {
    try (Stream<Path> docs = Files.walk(CHECKOUT.resolve("docs"))) {
      Stream<Path> top = Stream.of("README.md", "CONTRIBUTING.md").map(CHECKOUT::resolve);
      return Stream.concat(top, docs.filter(path -> path.toString().endsWith(".md")).sorted())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String name(Path file) {
    return CHECKOUT.relativize(file).toString();
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The code blocks of a file, in their order. */
  static List<Block> blocks(Path file) {
    List<Block> blocks = new ArrayList<>();
    List<String> lines = read(file).lines().toList();
    String language = null;
    StringBuilder text = new StringBuilder();
    int start = 0;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (!line.startsWith("```")) {
        text.append(line).append('\n');
      } else if (language == null) {
        language = line.substring(3).strip();
        start = i + 2;
        text.setLength(0);
      } else {
        blocks.add(new Block(name(file) + ":" + start, language, text.toString()));
        language = null;
      }
    }
    if (language != null) {
      throw new AssertionError(name(file) + ":" + start + ": the code block has no end");
    }
    return blocks;
  }

  /** The blocks in this language, of all files. */
  static List<Block> blocks(String language) {
    return all().stream()
        .flatMap(file -> blocks(file).stream())
        .filter(block -> block.language().equals(language))
        .toList();
  }
}
