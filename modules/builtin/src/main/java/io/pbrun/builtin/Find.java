package io.pbrun.builtin;

import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.module.FileMode;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleDoc.Returned;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.TaskModule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds files of the target. */
@ModuleDoc(
    summary = "Finds files, folders and links of the target",
    description =
        """
        All conditions must hold. It changes nothing and runs in a preview. One command of the target lists each of the paths.\
        """,
    example =
        """
        - name: Logs that are older than a week
          find:
            paths: /var/log
            patterns: "*.log"
            age: 7d
            recurse: true
          register: old

        - name: Remove them
          file:
            path: "{{ item.path }}"
            state: absent
          loop: "{{ old.files }}"
        """,
    returns = {
      @Returned(
          name = "files",
          value =
              "What was found, each with `path, mode, size, uid, gid, pw_name, gr_name, atime, mtime, ctime, inode, dev, "
                  + "nlink`, its sort (`isreg, isdir, islnk, …`) and permission bits, and `checksum` when asked for.",
          type = "list"),
      @Returned(name = "matched", value = "How many were found.", type = "int"),
      @Returned(name = "examined", value = "How many were looked at.", type = "int"),
      @Returned(
          name = "skipped_paths",
          value = "Paths that could not be looked at, and why.",
          type = "dict"),
      @Returned(name = "msg", value = "Whether all paths were looked at.")
    })
record Find(
    @Param(
            value = "Folders to look into.",
            required = true,
            aliases = {"name", "path"})
        List<String> paths,
    @Param(
            value =
                "Glob patterns (with `use_regex` regular expressions) of which a name must match one.",
            aliases = "pattern")
        List<String> patterns,
    @Param(value = "Patterns of which a name must match none.", aliases = "exclude")
        List<String> excludes,
    @Param(
            "Regular expression that a line of a file must match from its beginning, or that the whole must contain with "
                + "`read_whole_file`.")
        @Nullable String contains,
    @Param("Whether `contains` is searched for in the whole file at once.") boolean readWholeFile,
    @Param(
            value = "What is looked for.",
            defaultValue = "file",
            choices = {"any", "directory", "file", "link"})
        String fileType,
    @Param(
            "How old it must be at least, such as `2d` (units s, m, h, d, w); with a minus sign how old at most.")
        @Nullable String age,
    @Param(
            value = "The time that `age` counts from.",
            defaultValue = "mtime",
            choices = {"atime", "ctime", "mtime"})
        String ageStamp,
    @Param(
            "How large it must be at least, such as `10m` (units b, k, m, g, t); with a minus sign how large at most.")
        @Nullable String size,
    @Param("Whether folders below are looked into.") boolean recurse,
    @Param("Whether names that begin with a dot are found.") boolean hidden,
    @Param("Whether links to folders are followed.") boolean follow,
    @Param("Whether the checksums of files are made.") boolean getChecksum,
    @Param(
            value = "Sort of the checksum.",
            defaultValue = "sha1",
            aliases = {"checksum", "checksum_algo"},
            choices = {"md5", "sha1", "sha224", "sha256", "sha384", "sha512"})
        String checksumAlgorithm,
    @Param("Whether patterns are regular expressions.") boolean useRegex,
    @Param("How many levels are looked into; without it, or with 0, all.") @Nullable Integer depth,
    @Param("Permissions that it must have.") @Nullable FileMode mode,
    @Param(
            value = "Whether it must have just these permissions; else at least these.",
            defaultValue = "true")
        boolean exactMode,
    @Param("The most to be found; without it all.") @Nullable Integer limit)
    implements TaskModule {
  private static final Pattern AGE = Pattern.compile("(-?\\d+)([smhdw]?)");
  private static final Pattern SIZE = Pattern.compile("(-?\\d+)([bkmgt]?)");
  private static final Map<String, Long> SECONDS =
      Map.of("", 1L, "s", 1L, "m", 60L, "h", 3600L, "d", 86_400L, "w", 604_800L);
  private static final String BYTE_UNITS = "bkmgt";

  @Override
  public Plan plan(ModuleContext context)
      throws ModuleFailure, ConnectionException, InterruptedException {
    if (paths.isEmpty()) {
      throw new ModuleFailure("paths is empty: name the folders to look into");
    }
    FoundFilter filter = FoundFilter.of(this, context, ageSeconds(), sizeBytes());
    List<Map<String, @Nullable Object>> files = new ArrayList<>();
    Map<String, Object> skipped = new LinkedHashMap<>();
    long examined = 0;
    for (String path : paths) {
      FoundTree tree = FoundTree.list(context, path, this);
      if (tree.failure() != null) {
        skipped.put(path, tree.failure());
        context.warn(
            "Skipped '" + path + "' path due to this access issue: " + tree.failure() + "\n");
      }
      examined += tree.examined();
      for (FoundFile file : tree.files()) {
        if ((limit == null || files.size() < limit) && filter.accepts(file)) {
          files.add(filter.fields(file));
        }
      }
    }
    return Plan.settled(
        Result.ok(
            Fields.of(
                "files",
                files,
                "matched",
                (long) files.size(),
                "examined",
                examined,
                "skipped_paths",
                skipped,
                "msg",
                skipped.isEmpty()
                    ? "All paths examined"
                    : "Not all paths examined, check warnings for details")));
  }

  private @Nullable Long ageSeconds() throws ModuleFailure {
    if (age == null) {
      return null;
    }
    Matcher match = AGE.matcher(age.toLowerCase(Locale.ROOT));
    if (!match.matches()) {
      throw new ModuleFailure("failed to process age", Fields.of("age", age));
    }
    return Long.parseLong(match.group(1)) * SECONDS.getOrDefault(match.group(2), 1L);
  }

  private @Nullable Long sizeBytes() throws ModuleFailure {
    if (size == null) {
      return null;
    }
    Matcher match = SIZE.matcher(size.toLowerCase(Locale.ROOT));
    if (!match.matches()) {
      throw new ModuleFailure("failed to process size", Fields.of("size", size));
    }
    int unit = Math.max(0, BYTE_UNITS.indexOf(match.group(2)));
    return Long.parseLong(match.group(1)) * (1L << 10 * unit);
  }
}
