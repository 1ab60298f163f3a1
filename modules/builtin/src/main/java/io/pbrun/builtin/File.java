package io.pbrun.builtin;

import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.connection.FileFacts;
import io.pbrun.engine.connection.TargetFiles;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleDoc.Returned;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.ParamGroup;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.TaskModule;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Makes files, folders and links, sets their owners and permissions, or removes them. */
@ModuleDoc(
    summary = "Manages files, folders and links",
    description =
        "It never looks at the content of a file: that is the work of `copy`, `template` and `lineinfile`.",
    example =
        """
        - name: Make a folder for what is put away while parking
          file:
            path: ~/sweep-20260115/secrets
            state: directory
            mode: "0700"

        - name: Remove a left-over
          file:
            path: /tmp/old.lock
            state: absent
        """,
    returns = {
      @Returned(
          name = "path",
          value = "The path, for the states `file`, `directory` and `absent`."),
      @Returned(name = "dest", value = "The path, for the states `link`, `hard` and `touch`."),
      @Returned(name = "diff", value = "What changes, as `before` and `after`.", type = "dict"),
      @Returned(name = "src", value = "Where a link points."),
      @Returned(name = "state", value = "What stands there now."),
      @Returned(name = "mode", value = "Permissions, octal."),
      @Returned(name = "owner", value = "Owner's name."),
      @Returned(name = "group", value = "Group's name."),
      @Returned(name = "uid", value = "Owner's number.", type = "int"),
      @Returned(name = "gid", value = "Group's number.", type = "int"),
      @Returned(name = "size", value = "Bytes.", type = "int")
    })
record File(
    @Param(
            value = "What it is about.",
            required = true,
            aliases = {"dest", "name"})
        String path,
    @Param(
            "What is to stand there; without it, what stands there, else `file`, or `directory` with `recurse`.")
        @Nullable State state,
    @Param("Where a link points; for `link` relative to the link, for `hard` an existing file.")
        @Nullable String src,
    @Param("Whether owner, group and mode are set on everything below a directory.")
        boolean recurse,
    @Param(
            "Whether a link is made though its target is missing, and something else at the path is replaced by it.")
        boolean force,
    @Param(value = "Whether a symbolic link at the path is followed.", defaultValue = "true")
        boolean follow,
    @ParamGroup FileParams common,
    @Param(
            "Time of the last access: `preserve`, `now`, or a time in `access_time_format`; without it `now` for "
                + "`touch`, else `preserve`.")
        @Nullable String accessTime,
    @Param(value = "How `access_time` is written, for strptime.", defaultValue = "%Y%m%d%H%M.%S")
        String accessTimeFormat,
    @Param("Time of the last change, as `access_time`.") @Nullable String modificationTime,
    @Param(
            value = "How `modification_time` is written, for strptime.",
            defaultValue = "%Y%m%d%H%M.%S")
        String modificationTimeFormat,
    @Param(
            value = "Name of the file within `path` where that is a folder.",
            name = "_original_basename")
        @Nullable String originalBasename,
    @Param(
            value = "Only tells whether the file seems to be no text, as `appears_binary`.",
            name = "_diff_peek")
        @Nullable Boolean diffPeek)
    implements TaskModule {
  private static final int PEEK_BYTES = 8192;

  enum State {
    ABSENT,
    DIRECTORY,
    FILE,
    HARD,
    LINK,
    TOUCH
  }

  @Override
  public Plan plan(ModuleContext context)
      throws ModuleFailure, ConnectionException, InterruptedException {
    TargetFiles files = context.connection().files();
    String where = within(files);
    State wanted = state != null ? state : usual(files.stat(where, false));
    if (recurse && wanted != State.DIRECTORY) {
      throw new ModuleFailure(
          "recurse option requires state to be 'directory'", Fields.of("path", where));
    }
    if (src != null && wanted != State.LINK && wanted != State.HARD) {
      throw new ModuleFailure(
          "src option requires state to be 'link' or 'hard'", Fields.of("path", where));
    }
    if (diffPeek != null) {
      return Plan.settled(
          Result.ok(Fields.of("path", where, "appears_binary", isBinary(files, where))));
    }
    FileTimes.Stamp otherwise =
        wanted == State.TOUCH ? FileTimes.Stamp.Word.NOW : FileTimes.Stamp.Word.PRESERVE;
    FileTimes times =
        new FileTimes(
            FileTimes.read(accessTime, accessTimeFormat, otherwise),
            FileTimes.read(modificationTime, modificationTimeFormat, otherwise));
    FileStates states = new FileStates(context, where, common.ownership(context), times);
    return switch (wanted) {
      case ABSENT -> states.absent();
      case FILE -> states.file(follow);
      case DIRECTORY -> states.directory(follow, recurse);
      case TOUCH -> states.touch(follow);
      case LINK -> new FileLinks(states, src, force, follow).symbolic();
      case HARD -> new FileLinks(states, src, force, follow).hard();
    };
  }

  /** The path itself, or the file of the given name in it where it is a folder. */
  private String within(TargetFiles files) throws ConnectionException, InterruptedException {
    String name =
        originalBasename != null ? originalBasename : src == null ? null : TargetPaths.name(src);
    if (name == null || name.isEmpty() || state == State.LINK || state == State.ABSENT) {
      return path;
    }
    FileFacts is = files.stat(path, true);
    return is != null && is.type() == FileFacts.Type.DIRECTORY
        ? TargetPaths.join(path, name)
        : path;
  }

  private State usual(@Nullable FileFacts is) {
    if (is == null) {
      return recurse ? State.DIRECTORY : State.FILE;
    }
    return switch (FileFields.state(is)) {
      case "directory" -> State.DIRECTORY;
      case "link" -> State.LINK;
      case "hard" -> State.HARD;
      default -> State.FILE;
    };
  }

  private static boolean isBinary(TargetFiles files, String path)
      throws ConnectionException, InterruptedException {
    FileFacts is = files.stat(path, true);
    if (is == null || is.type() != FileFacts.Type.FILE) {
      return false;
    }
    byte[] content = files.read(path);
    byte[] head = Arrays.copyOf(content, Math.min(content.length, PEEK_BYTES));
    for (byte each : head) {
      if (each == 0) {
        return true;
      }
    }
    return false;
  }
}
