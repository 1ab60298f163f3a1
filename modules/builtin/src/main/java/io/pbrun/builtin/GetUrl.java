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
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Puts what stands at an address onto the target. */
@ModuleDoc(
    summary = "Downloads a file to the target",
    description =
        """
        The request goes out from the control machine, whatever connection the host has, and the file is put onto the target
        in one step. A file that is there with the wanted `checksum` is not downloaded again; without a checksum it is, and
        replaced when it differs. A preview downloads and compares, and writes nothing.\
        """,
    example =
        """
        - name: Fetch the tool
          get_url:
            url: https://downloads.example/tool-1.2.tar.gz
            dest: /opt/tool-1.2.tar.gz
            checksum: sha256:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae
            mode: "0644"
        """,
    returns = {
      @Returned(name = "url", value = "The address that answered."),
      @Returned(name = "dest", value = "The file."),
      @Returned(name = "status_code", value = "HTTP status.", type = "int"),
      @Returned(name = "msg", value = "The status in words, or `file already exists`."),
      @Returned(name = "checksum_src", value = "SHA-1 of what was downloaded."),
      @Returned(name = "checksum_dest", value = "SHA-1 of the file that was there."),
      @Returned(name = "md5sum", value = "MD5 of what was downloaded."),
      @Returned(name = "elapsed", value = "Seconds the request took.", type = "int"),
      @Returned(name = "backup_file", value = "Where the earlier file was kept."),
      @Returned(name = "size", value = "Bytes.", type = "int"),
      @Returned(name = "state", value = "`file`."),
      @Returned(name = "mode", value = "Permissions, octal."),
      @Returned(name = "owner", value = "Owner's name."),
      @Returned(name = "group", value = "Group's name."),
      @Returned(name = "uid", value = "Owner's number.", type = "int"),
      @Returned(name = "gid", value = "Group's number.", type = "int")
    })
record GetUrl(
    @Param(value = "Address, http or https.", required = true) String url,
    @Param(
            value =
                "The file; a folder takes it under the name that the address or the answer gives.",
            required = true)
        String dest,
    @Param(
            "`algorithm:digest` that the file must have; instead of the digest the address of a list of them may stand.")
        @Nullable String checksum,
    @Param("Whether it is downloaded though a file with the wanted checksum is there.")
        boolean force,
    @Param("Whether the earlier file is kept under a name with the time.") boolean backup,
    @Param("Headers of the request.") Map<String, Object> headers,
    @Param(value = "Name for HTTP's basic authentication.", aliases = "username")
        @Nullable String urlUsername,
    @Param(value = "Password for it.", aliases = "password", secret = true)
        @Nullable String urlPassword,
    @Param("Whether they are sent at once; else only after the server has asked for them.")
        boolean forceBasicAuth,
    @Param(value = "Whether the server's certificate must be valid.", defaultValue = "true")
        boolean validateCerts,
    @Param(value = "How the client names itself.", defaultValue = "ansible-httpget")
        String httpAgent,
    @Param(value = "The longest time for one request.", defaultValue = "10") Duration timeout,
    @Param("Taken for Ansible's sake: the file is made beside its place, whatever this says.")
        @Nullable String tmpDest,
    @ParamGroup FileParams common)
    implements TaskModule, HttpOptions {
  private static final Pattern FILE_NAME = Pattern.compile("filename=\"?([^\";]+)\"?");

  @Override
  public Plan plan(ModuleContext context)
      throws ModuleFailure, ConnectionException, InterruptedException {
    if (urlPassword != null) {
      context.hide(urlPassword);
    }
    TargetFiles files = context.connection().files();
    FileFacts is = files.stat(dest, true);
    boolean isFolder = dest.endsWith("/") || (is != null && isDirectory(is));
    FileDigest wanted =
        checksum == null || checksum.isEmpty() ? null : FileDigest.of(checksum, this, context);
    if (wanted != null && is != null && !isFolder && !force && wanted.fits(files.read(dest))) {
      return present(context, files.read(dest));
    }
    HttpAnswer answer = HttpExchange.of(this, "GET", null).send(context);
    Map<String, @Nullable Object> told =
        Fields.of("url", url, "dest", dest, "elapsed", answer.took().toSeconds());
    if (answer.status() != 200) {
      throw new ModuleFailure(
          answer.status() < 0 ? answer.words() : "Request failed",
          Fields.and(
              told, Fields.of("status_code", (long) answer.status(), "response", answer.words())));
    }
    if (wanted != null && !wanted.fits(answer.body())) {
      throw new ModuleFailure(
          "The checksum for "
              + dest
              + " did not match "
              + wanted.digest()
              + "; it was "
              + wanted.of(answer.body())
              + ".",
          told);
    }
    return put(context, isFolder ? TargetPaths.join(dest, name(answer)) : dest, answer);
  }

  private Plan put(ModuleContext context, String path, HttpAnswer answer)
      throws ModuleFailure, ConnectionException, InterruptedException {
    TargetFiles files = context.connection().files();
    String folder = TargetPaths.parent(path);
    if (!files.isDirectory(folder)) {
      throw new ModuleFailure(
          "Destination " + folder + " does not exist", Fields.of("url", url, "dest", path));
    }
    FileFacts old = files.stat(path, true);
    FileContent file =
        new FileContent(path, answer.body(), common.ownership(context), backup, null, true, true);
    Map<String, @Nullable Object> fields =
        Fields.of(
            "url",
            answer.url(),
            "dest",
            path,
            "status_code",
            (long) answer.status(),
            "msg",
            answer.words() + " (" + answer.body().length + " bytes)",
            "elapsed",
            answer.took().toSeconds(),
            "checksum_src",
            Checksums.sha1(answer.body()),
            "checksum_dest",
            old == null ? null : Checksums.sha1(files.read(path)),
            "md5sum",
            Checksums.md5(answer.body()));
    return conclude(context, file, fields);
  }

  /** The file is there already: only owner and permissions may be missing. */
  private Plan present(ModuleContext context, byte[] content)
      throws ModuleFailure, ConnectionException, InterruptedException {
    FileContent file =
        new FileContent(dest, content, common.ownership(context), false, null, true, true);
    return conclude(
        context, file, Fields.of("url", url, "dest", dest, "msg", "file already exists"));
  }

  private static Plan conclude(
      ModuleContext context, FileContent file, Map<String, @Nullable Object> fields)
      throws ModuleFailure, ConnectionException, InterruptedException {
    Change change = file.change(context);
    return change == null
        ? Plan.settled(Result.ok(Fields.and(file.settledFields(context), fields)))
        : Plan.changes(List.of(change), results -> Results.last(results, fields));
  }

  private static boolean isDirectory(FileFacts facts) {
    return facts.type() == FileFacts.Type.DIRECTORY;
  }

  /** The file's name as the answer says it, or as the address ends. */
  private static String name(HttpAnswer answer) {
    Matcher said = FILE_NAME.matcher(answer.headerAsSent("content-disposition"));
    String path = said.find() ? said.group(1) : URI.create(answer.url()).getPath();
    String name = path == null ? "" : path.substring(path.lastIndexOf('/') + 1);
    return name.isEmpty() ? "index.html" : name;
  }
}
