package io.pbrun.builtin;

import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.connection.FileFacts;
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
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Talks to a web service. */
@ModuleDoc(
    summary = "Sends an HTTP request and looks at the answer",
    description =
        """
        The request goes out from the control machine, whatever connection the host has: credentials never travel to a
        target. `GET`, `HEAD` and `OPTIONS` only look, so a preview sends them as well; a preview sends nothing else.
        With `dest` the body is written to a file of the target.\
        """,
    example =
        """
        - name: Does the dashboard answer?
          uri:
            url: https://horizon.example/project/
            status_code: [200, 302]
            follow_redirects: none
          register: dashboard
          retries: 2

        - name: Tell the chat
          uri:
            url: https://chat.example/hooks/ops
            method: POST
            body_format: json
            body:
              text: The stack is green again
        """,
    mutuallyExclusive = "body|src",
    returns = {
      @Returned(name = "status", value = "HTTP status; -1 when there was no answer.", type = "int"),
      @Returned(name = "url", value = "The address that answered, after redirections."),
      @Returned(name = "redirected", value = "Whether it was redirected.", type = "bool"),
      @Returned(name = "msg", value = "The status in words."),
      @Returned(
          name = "content",
          value = "The body, with `return_content` or when the status is not the expected one."),
      @Returned(name = "json", value = "The body as a value, when it is JSON.", type = "any"),
      @Returned(name = "elapsed", value = "Seconds the request took.", type = "int"),
      @Returned(
          name = "content_type",
          value = "Header of the answer; the others are there as well, in lower case with `_`."),
      @Returned(name = "cookies", value = "Cookies of the answer.", type = "dict"),
      @Returned(name = "path", value = "The file, with `dest`.")
    })
record Uri(
    @Param(value = "Address, http or https.", required = true) String url,
    @Param(value = "HTTP method.", defaultValue = "GET") String method,
    @Param("Body of the request.") @Nullable Object body,
    @Param("File of the control machine whose content is the body, looked up in `files/`.")
        @Nullable String src,
    @Param(
            value = "How the body is written, and its content type.",
            defaultValue = "raw",
            choices = {"raw", "json", "form-urlencoded"})
        String bodyFormat,
    @Param("Headers of the request.") Map<String, Object> headers,
    @Param(value = "Statuses that count as success.", defaultValue = "200")
        List<Integer> statusCode,
    @Param("Whether the result holds the body.") boolean returnContent,
    @Param(value = "Name for HTTP's basic authentication.", aliases = "user")
        @Nullable String urlUsername,
    @Param(value = "Password for it.", aliases = "password", secret = true)
        @Nullable String urlPassword,
    @Param("Whether they are sent at once; else only after the server has asked for them.")
        boolean forceBasicAuth,
    @Param(value = "Whether the server's certificate must be valid.", defaultValue = "true")
        boolean validateCerts,
    @Param("File of the control machine with the certificates of the authorities to trust, PEM.")
        @Nullable String caPath,
    @Param(
            value = "Which redirections are followed; `safe` are those of GET and HEAD.",
            defaultValue = "safe",
            choices = {"safe", "all", "none", "urllib2", "yes", "no"})
        String followRedirects,
    @Param(value = "The longest time for one request.", defaultValue = "30") Duration timeout,
    @Param("File of the target to write the body to.") @Nullable String dest,
    @Param("Whether caches on the way are asked not to answer.") boolean force,
    @Param("File of the target; when it exists nothing is sent.") @Nullable String creates,
    @Param("File of the target; when it does not exist nothing is sent.") @Nullable String removes,
    @Param(value = "How the client names itself.", defaultValue = "ansible-httpget")
        String httpAgent,
    @Param("Whether `src` is a file of the target.") boolean remoteSrc,
    @Param("Not supported: a certificate of the client, PEM.") @Nullable String clientCert,
    @Param("Not supported: the key of `client_cert`.") @Nullable String clientKey,
    @Param("Not supported: a socket to send the request to.") @Nullable String unixSocket,
    @Param("Not supported: Kerberos.") boolean useGssapi,
    @ParamGroup FileParams common)
    implements TaskModule, HttpOptions {

  @Override
  public Plan plan(ModuleContext context)
      throws ModuleFailure, ConnectionException, InterruptedException {
    refuse(
        clientCert != null || clientKey != null, "client_cert and client_key", "--cert and --key");
    refuse(unixSocket != null, "unix_socket", "--unix-socket");
    refuse(useGssapi, "use_gssapi", "--negotiate");
    Guards guards = new Guards(creates, removes, null);
    String reason = guards.given() ? guards.reason(context.connection()) : null;
    if (reason != null) {
      return Plan.settled(Result.skipped(Fields.of("msg", "skipped, since '" + reason)));
    }
    if (urlPassword != null) {
      context.hide(urlPassword);
    }
    String verb = method.toUpperCase(Locale.ROOT);
    HttpExchange exchange = HttpExchange.of(this, verb, src == null ? null : source(context, src));
    if (List.of("GET", "HEAD", "OPTIONS").contains(verb)) {
      HttpAnswer answer = exchange.send(context);
      Result result = judge(answer);
      return result.failed() || dest == null ? Plan.settled(result) : save(context, answer, result);
    }
    return Plan.change(
        Change.execution(
            "send " + verb + " " + url,
            acting -> {
              HttpAnswer answer = exchange.send(acting);
              Result result = judge(answer);
              if (result.failed() || dest == null) {
                // Ansible counts no request as a change; a request that writes is one.
                return result.failed() ? result : Result.changed(result.fields());
              }
              Change change = file(acting, answer).change(acting);
              return change == null
                  ? Result.changed(result.fields())
                  : Result.changed(
                      Fields.and(change.action().perform(acting).fields(), result.fields()));
            }));
  }

  private static void refuse(boolean given, String parameter, String option) throws ModuleFailure {
    if (given) {
      throw new ModuleFailure(
          "pbrun's uri does not support " + parameter + ": use 'command: curl " + option + "'");
    }
  }

  private byte[] source(ModuleContext context, String name)
      throws ModuleFailure, ConnectionException, InterruptedException {
    return remoteSrc
        ? context.connection().files().read(name)
        : LocalFiles.read(LocalFiles.find(context, "files", name));
  }

  private Plan save(ModuleContext context, HttpAnswer answer, Result result)
      throws ModuleFailure, ConnectionException, InterruptedException {
    FileContent file = file(context, answer);
    Map<String, @Nullable Object> fields =
        Fields.and(result.fields(), Fields.of("path", file.path()));
    Change change = file.change(context);
    return change == null
        ? Plan.settled(Result.ok(Fields.and(file.settledFields(context), fields)))
        : Plan.changes(List.of(change), results -> Results.last(results, fields));
  }

  private FileContent file(ModuleContext context, HttpAnswer answer)
      throws ModuleFailure, ConnectionException, InterruptedException {
    String path = String.valueOf(dest);
    FileFacts there = context.connection().files().stat(path, true);
    if (there != null && there.type() == FileFacts.Type.DIRECTORY) {
      String name = TargetPaths.name(java.net.URI.create(answer.url()).getPath());
      path = TargetPaths.join(path, name.isEmpty() || name.equals("/") ? "index.html" : name);
    }
    return new FileContent(path, answer.body(), common.ownership(context), false, null, true, true);
  }

  private Result judge(HttpAnswer answer) {
    boolean expected = statusCode.contains(answer.status());
    Map<String, @Nullable Object> fields = answer.fields(returnContent || !expected);
    if (expected) {
      return Result.ok(fields);
    }
    return Result.failed(
        "Status code was " + answer.status() + " and not " + statusCode + ": " + answer.words(),
        fields);
  }
}
