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
      List<String> names = beside.map(file -> String.valueOf(file.getFileName())).toList();
      return Spelling.didYouMean(name.toString(), names);
    } catch (IOException e) {
      return null;
    }
  }
}
