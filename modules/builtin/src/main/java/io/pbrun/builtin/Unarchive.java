package io.pbrun.builtin;

import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.connection.FileAttributes;
import io.pbrun.engine.connection.FileFacts;
import io.pbrun.engine.connection.TargetFiles;
import io.pbrun.engine.module.Change;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleDoc.Returned;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.ParamGroup;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.TaskModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Unpacks an archive on the target. */
@ModuleDoc(
    summary = "Unpacks an archive into a folder of the target",
    description =
        """
        Archives are tar files, plain or packed with gzip, bzip2, xz or zstd, for which the target needs `tar` and the tool
        of the packing, and zip files, for which it needs nothing. What is unpacked already is not unpacked again. The
        archive comes from the control machine, with `remote_src` from the target or from an address.\
        """,
    example =
        """
        - name: Unpack the tools
          unarchive:
            src: tools.tar.gz
            dest: /opt/tools
            exclude: ["*.md"]
            owner: root
        """,
    mutuallyExclusive = "include|exclude",
    returns = {
      @Returned(name = "dest", value = "The folder."),
      @Returned(name = "src", value = "The archive."),
      @Returned(name = "handler", value = "Sort of the archive, such as `TgzArchive`."),
      @Returned(name = "files", value = "What is in it, with `list_files`.", type = "list"),
      @Returned(
          name = "extract_results",
          value = "`cmd, rc, out, err` of the unpacking.",
          type = "dict"),
      @Returned(name = "state", value = "`directory`."),
      @Returned(name = "mode", value = "The folder's permissions, octal."),
      @Returned(name = "owner", value = "The folder's owner."),
      @Returned(name = "group", value = "The folder's group."),
      @Returned(name = "uid", value = "Owner's number.", type = "int"),
      @Returned(name = "gid", value = "Group's number.", type = "int"),
      @Returned(name = "size", value = "Bytes.", type = "int")
    })
record Unarchive(
    @Param(
            value =
                "The archive, looked up in `files/`; with `remote_src` a file of the target or an http address.",
            required = true)
        String src,
    @Param(value = "The folder to unpack into; it must be there.", required = true) String dest,
    @Param("Whether `src` is on the target, or an address.") boolean remoteSrc,
    @Param(value = "The opposite of `remote_src`, in an older spelling.", defaultValue = "true")
        boolean copy,
    @Param("Path; when it exists nothing is unpacked.") @Nullable String creates,
    @Param("Glob patterns of what is left out.") List<String> exclude,
    @Param("Names of what alone is unpacked.") List<String> include,
    @Param("More options for `tar`; refused for zip files.") List<String> extraOpts,
    @Param("Whether files that are newer than those in the archive are left.") boolean keepNewer,
    @Param("Whether the result lists what is in the archive.") boolean listFiles,
    @Param(
            value = "Whether an archive that is encrypted with Vault is decrypted.",
            defaultValue = "true")
        boolean decrypt,
    @Param(value = "Whether the server's certificate must be valid.", defaultValue = "true")
        boolean validateCerts,
    @Param("Taken for Ansible's sake, without effect.") @Nullable Integer ioBufferSize,
    @ParamGroup FileParams common)
    implements TaskModule {

  @Override
  public Plan plan(ModuleContext context)
      throws ModuleFailure, ConnectionException, InterruptedException {
    TargetFiles files = context.connection().files();
    if (creates != null && new Guards(creates, null, null).reason(context.connection()) != null) {
      return Plan.settled(
          Result.skipped(Fields.of("msg", "skipped, since " + creates + " exists")));
    }
    FileFacts folder = files.stat(dest, true);
    if (folder == null || folder.type() != FileFacts.Type.DIRECTORY) {
      throw new ModuleFailure(
          "dest '" + dest + "' must be an existing dir", Fields.of("dest", dest, "src", src));
    }
    Archive archive = Archive.of(this, context);
    Map<String, @Nullable Object> fields =
        Fields.of("dest", dest, "src", src, "handler", archive.handler());
    if (listFiles) {
      fields.put("files", archive.names(context));
    }
    Ownership wanted = common.ownership(context);
    List<Change> changes = new ArrayList<>();
    if (!archive.isUnpacked(context)) {
      changes.add(
          Change.of(
              Change.Kind.UPDATE,
              "unpack " + src + " into " + dest,
              acting -> {
                Map<String, @Nullable Object> done = archive.unpack(acting);
                own(acting, archive, wanted);
                return Result.changed(Fields.of("extract_results", done));
              }));
    } else if (!missing(context, archive, wanted).isEmpty()) {
      changes.add(
          Change.of(
              Change.Kind.UPDATE,
              "set owner and permissions of what was unpacked from " + src,
              acting -> {
                own(acting, archive, wanted);
                return Result.changed(Map.of());
              }));
    }
    fields = Fields.and(FileFields.of(folder), fields);
    Map<String, @Nullable Object> all = fields;
    return changes.isEmpty()
        ? Plan.settled(Result.ok(all))
        : Plan.changes(
            changes, results -> Result.changed(Fields.and(all, results.getFirst().fields())));
  }

  private static void own(ModuleContext acting, Archive archive, Ownership wanted)
      throws ModuleFailure, ConnectionException, InterruptedException {
    for (Map.Entry<String, FileAttributes> each : missing(acting, archive, wanted).entrySet()) {
      acting.connection().files().setAttributes(each.getKey(), each.getValue());
    }
  }

  /** What has to be set on what was unpacked, by path. */
  private static Map<String, FileAttributes> missing(
      ModuleContext context, Archive archive, Ownership wanted)
      throws ModuleFailure, ConnectionException, InterruptedException {
    Map<String, FileAttributes> missing = new java.util.LinkedHashMap<>();
    if (wanted.owner() == null && wanted.group() == null && wanted.mode() == null) {
      return missing;
    }
    for (FoundFile file : archive.found(context)) {
      FileAttributes attributes = wanted.missing(file.facts());
      if (attributes != null) {
        missing.put(file.path(), attributes);
      }
    }
    return missing;
  }
}
