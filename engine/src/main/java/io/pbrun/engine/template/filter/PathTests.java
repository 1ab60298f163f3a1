package io.pbrun.engine.template.filter;

import io.pbrun.engine.template.CallContext;
import io.pbrun.engine.template.Library;
import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Tests on files of the machine that runs pbrun. */
public final class PathTests {
  private PathTests() {}

  public static void addTo(Library library) {
    library
        .test("file", "", (v, _, context) -> Files.isRegularFile(path(v, context)))
        .test("directory", "", (v, _, context) -> Files.isDirectory(path(v, context)))
        .test("exists", "", (v, _, context) -> Files.exists(path(v, context)))
        .test("link", "", (v, _, context) -> Files.isSymbolicLink(path(v, context)))
        .test(
            "link_exists",
            "",
            (v, _, context) -> Files.exists(path(v, context), LinkOption.NOFOLLOW_LINKS))
        .test("abs", "", (v, _, _) -> StringFilters.text(v, "abs").startsWith("/"))
        .alias("is_abs", "abs")
        .test(
            "same_file",
            "other",
            (v, a, context) -> same(path(v, context), path(a.value(0), context)))
        .test("mount", "", (v, _, context) -> mount(path(v, context)))
        .alias("is_file", "file")
        .alias("is_dir", "directory")
        .alias("is_link", "link")
        .alias("is_same_file", "same_file")
        .alias("is_mount", "mount");
  }

  static Path path(@Nullable Object value, CallContext context) {
    Path directory = context.surroundings().directory();
    return switch (value) {
      case String name -> directory.resolve(name);
      // To Python a whole number is an open file's, and there is none.
      case Boolean _, Long _ -> directory.resolve("/dev/null/none");
      case null, default ->
          throw new ValueException(
              "the name of a file was expected, not '" + Values.typeName(value) + "'");
    };
  }

  private static boolean same(Path a, Path b) {
    try {
      return Files.isSameFile(a, b);
    } catch (IOException e) {
      throw new ValueException("the test 'same_file' cannot read '" + e.getMessage() + "'", e);
    }
  }

  private static boolean mount(Path path) {
    try {
      Path real = path.toRealPath();
      Path parent = real.getParent();
      return parent == null || !Files.getFileStore(real).equals(Files.getFileStore(parent));
    } catch (IOException _) {
      return false;
    }
  }
}
