package io.pbrun.engine.inventory;

import io.pbrun.engine.source.SourceText;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a file of inventory or variables. One that holds a vault decrypts what it reads. */
@FunctionalInterface
public interface TextReader {

  SourceText read(Path file) throws IOException;

  /** Reads UTF-8 as it stands. */
  TextReader PLAIN =
      file -> {
        try {
          return new SourceText(file.toString(), Files.readString(file));
        } catch (CharacterCodingException e) {
          throw new IOException("it is not UTF-8 text", e);
        }
      };
}
