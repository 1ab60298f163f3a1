package io.pbrun.engine.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the file that was probably meant by the name of one that does not exist. */
public final class NearFiles {
  private NearFiles() {}

  /** "did you mean 'x'?", of the files beside the missing one; null when none is near. */
  public static @Nullable String didYouMean(Path missing) {
    Path name = missing.getFileName();
    Path folder = missing.toAbsolutePath().getParent();
    if (name == null || folder == null) {
      return null;
    }
    try (Stream<Path> beside = Files.list(folder)) {
      String ending = ending(name.toString());
      // The ending is no part of what may be near: it is the same for most files.
      List<String> stems =
          beside
              .map(file -> String.valueOf(file.getFileName()))
              .filter(file -> ending(file).equals(ending))
              .map(NearFiles::stem)
              .toList();
      return Spelling.nearest(stem(name.toString()), stems)
          .map(found -> "did you mean '" + found + ending + "'?")
          .orElse(null);
    } catch (IOException e) {
      return null;
    }
  }

  private static String stem(String name) {
    return name.substring(0, name.length() - ending(name).length());
  }

  private static String ending(String name) {
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? "" : name.substring(dot);
  }
}
