package io.pbrun.builtin;

import io.pbrun.engine.connection.Command;
import io.pbrun.engine.connection.CommandResult;
import io.pbrun.engine.connection.Connection;
import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.connection.FileFacts;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleDoc.Returned;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.TaskModule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells what stands at a path. */
@ModuleDoc(
    summary = "Tells what stands at a path of the target",
    description = "A path where nothing stands is no failure: `stat.exists` is false then.",
    example =
        """
        - name: Is the kubeconfig there?
          stat:
            path: ~/capi-mgmt.kubeconfig
          register: kubeconfig
        """,
    returns =
        @Returned(
            name = "stat",
            value =
                "`exists`, and when it does `path, isreg, isdir, islnk, mode, size, uid, gid, pw_name, gr_name, atime, "
                    + "mtime, ctime, inode, dev, nlink`, the permission bits one by one (`rusr`, `wgrp`, `xoth`, …), "
                    + "`readable, writeable, executable`, `checksum` of a regular file, `lnk_source` and `lnk_target` of a link, "
                    + "`ischr, isblk, isfifo, issock, device_type, block_size, blocks`, `mimetype, charset`, and `attr_flags, "
                    + "attributes, version`.",
            type = "dict"))
record Stat(
    @Param(
            value = "The path.",
            required = true,
            aliases = {"dest", "name"})
        String path,
    @Param("Whether a symbolic link is followed.") boolean follow,
    @Param(
            value = "Whether the checksum of a regular file is made; it is read for that.",
            defaultValue = "true")
        boolean getChecksum,
    @Param(
            value = "Sort of the checksum.",
            defaultValue = "sha1",
            aliases = {"checksum", "checksum_algo"},
            choices = {"md5", "sha1", "sha224", "sha256", "sha384", "sha512"})
        String checksumAlgorithm,
    @Param(
            value = "Whether the type of the content is told, where the target has `file`.",
            defaultValue = "true",
            aliases = {"mime", "mime_type", "mime-type"})
        boolean getMime,
    @Param(
            value = "Whether the flags are told, where the target has `lsattr`.",
            defaultValue = "true",
            aliases = {"attr", "attributes"})
        boolean getAttributes)
    implements TaskModule {
  private static final List<String> TOOLS =
      List.of("md5sum", "sha1sum", "sha224sum", "sha256sum", "sha384sum", "sha512sum");

  @Override
  public Plan plan(ModuleContext context) throws ConnectionException, InterruptedException {
    Connection connection = context.connection();
    FileFacts facts = connection.files().stat(path, follow);
    if (facts == null) {
      return Plan.settled(Result.ok(Fields.of("stat", Fields.of("exists", false))));
    }
    Map<String, @Nullable Object> stat =
        Fields.of(
            "exists",
            true,
            "path",
            path,
            "mode",
            Modes.octal(facts.mode()),
            "isdir",
            facts.type() == FileFacts.Type.DIRECTORY,
            "isreg",
            facts.type() == FileFacts.Type.FILE,
            "islnk",
            facts.type() == FileFacts.Type.LINK,
            "uid",
            facts.uid(),
            "gid",
            facts.gid(),
            "pw_name",
            facts.owner(),
            "gr_name",
            facts.group(),
            "size",
            facts.sizeBytes(),
            "inode",
            facts.inode(),
            "dev",
            facts.device(),
            "nlink",
            (long) facts.links(),
            "atime",
            facts.accessEpochSeconds(),
            "mtime",
            facts.modificationEpochSeconds(),
            "ctime",
            facts.changeEpochSeconds());
    permissions(stat, facts.mode());
    stat.putAll(new StatExtras(path, follow, getMime, getAttributes).of(connection));
    if (facts.linkTarget() != null) {
      stat.put("lnk_target", facts.linkTarget());
      stat.put("lnk_source", absoluteTarget(facts.linkTarget()));
    }
    if (getChecksum
        && facts.type() == FileFacts.Type.FILE
        && Boolean.TRUE.equals(stat.get("readable"))) {
      stat.put("checksum", checksum(connection));
    }
    return Plan.settled(Result.ok(Fields.of("stat", stat)));
  }

  private static void permissions(Map<String, @Nullable Object> stat, int mode) {
    String[] names = {
      "xoth",
      "woth",
      "roth",
      "xgrp",
      "wgrp",
      "rgrp",
      "xusr",
      "wusr",
      "rusr",
      "issticky",
      "isgid",
      "isuid"
    };
    for (int bit = names.length - 1; bit >= 0; bit--) {
      stat.put(names[bit], (mode >> bit & 1) == 1);
    }
  }

  /** The target makes the checksum where it can, so that a large file need not travel. */
  private String checksum(Connection connection) throws ConnectionException, InterruptedException {
    String tool =
        TOOLS.stream()
            .filter(name -> name.startsWith(checksumAlgorithm))
            .findFirst()
            .orElse("sha1sum");
    CommandResult made =
        connection.run(Command.shell(tool + " < " + fileArgument()).declaredReadOnly());
    String word = made.stdout().strip().split("\\s+")[0];
    return made.succeeded() && word.matches("[0-9a-f]{32,}")
        ? word
        : Checksums.of(checksumAlgorithm, connection.files().read(path));
  }

  private String fileArgument() {
    return ShellWords.path(path);
  }

  private String absoluteTarget(String target) {
    return target.startsWith("/") ? target : TargetPaths.join(TargetPaths.parent(path), target);
  }
}
