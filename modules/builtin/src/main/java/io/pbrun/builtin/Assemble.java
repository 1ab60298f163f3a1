package io.pbrun.builtin;

import io.pbrun.engine.connection.ConnectionException;
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
import io.pbrun.engine.template.filter.PythonRegex;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts a file together from those of a folder. */
@ModuleDoc(
    summary = "Puts a file together from the fragments in a folder",
    description =
        """
        The files of the folder follow each other in the order of their names; a line end is added where a fragment has none.
        Folders within it are left out. A preview shows the difference.\
        """,
    example =
        """
        - name: One configuration out of many
          assemble:
            src: /etc/haproxy/conf.d
            dest: /etc/haproxy/haproxy.cfg
            regexp: \\.cfg$
            validate: haproxy -c -f %s
        """,
    returns = {
      @Returned(name = "dest", value = "The file."),
      @Returned(name = "src", value = "The folder."),
      @Returned(name = "checksum", value = "SHA-1 of the content."),
      @Returned(name = "md5sum", value = "MD5 of the content."),
      @Returned(name = "backup_file", value = "Where the earlier file was kept."),
      @Returned(name = "msg", value = "`OK`."),
      @Returned(name = "state", value = "`file`."),
      @Returned(name = "mode", value = "Permissions, octal."),
      @Returned(name = "owner", value = "Owner's name."),
      @Returned(name = "group", value = "Group's name."),
      @Returned(name = "uid", value = "Owner's number.", type = "int"),
      @Returned(name = "gid", value = "Group's number.", type = "int"),
      @Returned(name = "size", value = "Bytes.", type = "int")
    })
record Assemble(
    @Param(
            value = "The folder with the fragments; looked up in `files/` without `remote_src`.",
            required = true)
        String src,
    @Param(value = "The file to make.", required = true) String dest,
    @Param(
            value = "Whether `src` is on the target; else on the control machine.",
            defaultValue = "true")
        boolean remoteSrc,
    @Param("What is put between two fragments, on a line of its own; `\\n` stands for a line end.")
        @Nullable String delimiter,
    @Param("Regular expression that names of fragments must match.") @Nullable String regexp,
    @Param("Whether files whose names begin with a dot are left out.") boolean ignoreHidden,
    @Param("Whether the earlier file is kept under a name with the time.") boolean backup,
    @Param("Command that must accept the new file; `%s` is its path.") @Nullable String validate,
    @Param(
            value = "Whether fragments that are encrypted with Vault are decrypted.",
            defaultValue = "true")
        boolean decrypt,
    @ParamGroup FileParams common)
    implements TaskModule {

  @Override
  public Plan plan(ModuleContext context)
      throws ModuleFailure, ConnectionException, InterruptedException {
    TargetFiles files = context.connection().files();
    byte[] content = assembled(source(context, files));
    FileContent file =
        new FileContent(dest, content, common.ownership(context), backup, validate, true, false);
    Map<String, @Nullable Object> extra =
        Fields.of(
            "src",
            src,
            "msg",
            "OK",
            "checksum",
            Checksums.sha1(content),
            "md5sum",
            Checksums.md5(content));
    Change change = file.change(context);
    return change == null
        ? Plan.settled(Result.ok(Fields.and(file.settledFields(context), extra)))
        : Plan.changes(List.of(change), results -> Results.last(results, extra));
  }

  private SourceTree source(ModuleContext context, TargetFiles files)
      throws ModuleFailure, ConnectionException, InterruptedException {
    if (!remoteSrc) {
      var folder = LocalFiles.find(context, "files", TargetPaths.trim(src));
      if (!Files.isDirectory(folder)) {
        throw new ModuleFailure("Source (" + folder + ") is not a directory");
      }
      return decrypt ? SourceTree.decrypted(context, folder) : SourceTree.local(folder);
    }
    FileFacts is = files.stat(src, true);
    if (is == null) {
      throw new ModuleFailure("Source (" + src + ") does not exist");
    }
    if (is.type() != FileFacts.Type.DIRECTORY) {
      throw new ModuleFailure("Source (" + src + ") is not a directory");
    }
    return SourceTree.onTarget(files, src);
  }

  private byte[] assembled(SourceTree source)
      throws ModuleFailure, ConnectionException, InterruptedException {
    PythonRegex chosen = regexp == null ? null : Regex.python(regexp, false);
    byte[] between = delimiter == null ? new byte[0] : delimiterBytes(delimiter);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    boolean first = true;
    boolean lineIsOpen = false;
    for (SourceTree.Entry entry : source.fragments()) {
      String name = entry.name();
      if ((chosen != null && !chosen.matcher(name).find())
          || (ignoreHidden && name.startsWith("."))) {
        continue;
      }
      byte[] content = source.read(name);
      if (lineIsOpen) {
        all.write('\n');
      }
      if (!first) {
        all.writeBytes(between);
      }
      all.writeBytes(content);
      first = false;
      lineIsOpen = content.length == 0 || content[content.length - 1] != '\n';
    }
    return all.toByteArray();
  }

  private static byte[] delimiterBytes(String delimiter) {
    String text =
        delimiter
            .replace("\\n", "\n")
            .replace("\\t", "\t")
            .replace("\\r", "\r")
            .replace("\\\\", "\\");
    return (text.isEmpty() || text.endsWith("\n") ? text : text + "\n")
        .getBytes(StandardCharsets.UTF_8);
  }
}
