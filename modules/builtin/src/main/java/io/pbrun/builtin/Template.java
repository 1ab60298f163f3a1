package io.pbrun.builtin;

import io.pbrun.engine.connection.ConnectionException;
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
import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.template.LayeredScope;
import io.pbrun.engine.template.Scope;
import io.pbrun.engine.template.TemplateException;
import io.pbrun.engine.template.TemplateSettings;
import io.pbrun.engine.value.Unknown;
import io.pbrun.engine.vault.VaultException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Renders a Jinja2 file onto the target. */
@ModuleDoc(
    summary = "Renders a Jinja2 template to a file of the target",
    description =
        """
        Besides the host's variables the template sees `ansible_managed`, `template_path`, `template_fullpath`,
        `template_host`, `template_mtime` and `template_run_date`. A preview shows the difference.\
        """,
    example =
        """
        - name: Configure the proxy
          template:
            src: horizon.conf.j2
            dest: /etc/nginx/conf.d/horizon.conf
            mode: "0644"
            validate: nginx -t -c %s
        """,
    returns = {
      @Returned(name = "dest", value = "Where it stands on the target."),
      @Returned(name = "src", value = "The template's file on the control machine."),
      @Returned(name = "checksum", value = "SHA-1 of the content."),
      @Returned(name = "md5sum", value = "MD5 of the content, when it was written."),
      @Returned(name = "backup_file", value = "Where the earlier content was kept."),
      @Returned(name = "size", value = "Bytes.", type = "int"),
      @Returned(name = "state", value = "`file`."),
      @Returned(name = "mode", value = "Permissions, octal."),
      @Returned(name = "owner", value = "Owner's name."),
      @Returned(name = "group", value = "Group's name."),
      @Returned(name = "uid", value = "Owner's number.", type = "int"),
      @Returned(name = "gid", value = "Group's number.", type = "int")
    })
record Template(
    @Param(value = "The template, looked up in `templates/`.", required = true) String src,
    @Param(
            value = "Where to put it; a folder takes it under its own name, without `.j2`.",
            required = true)
        String dest,
    @Param(value = "Whether a file of other content is replaced.", defaultValue = "true")
        boolean force,
    @Param("Whether the earlier file is kept under a name with the time.") boolean backup,
    @Param("Command that must accept the new content; `%s` is its path.") @Nullable String validate,
    @ParamGroup FileParams common,
    @Param("Whether a symbolic link at `dest` is followed.") boolean follow,
    @Param(value = "Whether the line end right after a block is dropped.", defaultValue = "true")
        boolean trimBlocks,
    @Param("Whether blanks before a block at the beginning of its line are dropped.")
        boolean lstripBlocks,
    @Param(
            value = "What line ends become.",
            defaultValue = "\\n",
            choices = {"\\n", "\\r", "\\r\\n"})
        String newlineSequence,
    @Param(value = "What opens an expression.", defaultValue = "{{") String variableStartString,
    @Param(value = "What closes an expression.", defaultValue = "}}") String variableEndString,
    @Param(value = "What opens a block.", defaultValue = "{%") String blockStartString,
    @Param(value = "What closes a block.", defaultValue = "%}") String blockEndString,
    @Param(value = "What opens a comment.", defaultValue = "{#") String commentStartString,
    @Param(value = "What closes a comment.", defaultValue = "#}") String commentEndString,
    @Param(value = "Encoding of the file.", defaultValue = "utf-8") String outputEncoding)
    implements TaskModule {

  @Override
  public Plan plan(ModuleContext context)
      throws ModuleFailure, ConnectionException, InterruptedException {
    Path source = LocalFiles.find(context, "templates", src);
    byte[] content;
    try {
      Object rendered = render(context, source);
      if (rendered instanceof Unknown unknown) {
        return unknown(unknown);
      }
      content = rendered.toString().getBytes(Charset.forName(outputEncoding));
    } catch (TemplateException | DiagnosticException | VaultException e) {
      throw new ModuleFailure(String.valueOf(e.getMessage()), Map.of(), e);
    } catch (IllegalArgumentException e) {
      throw new ModuleFailure("output_encoding is not known: " + outputEncoding);
    }
    boolean isFolder = dest.endsWith("/") || context.connection().files().isDirectory(dest);
    String path =
        isFolder
            ? TargetPaths.join(dest, source.getFileName().toString().replaceFirst("\\.j2$", ""))
            : dest;
    FileParams wanted =
        common.preservesMode() ? common.withMode(SourceTree.local(source).mode("")) : common;
    FileContent file =
        new FileContent(path, content, wanted.ownership(context), backup, validate, force, follow);
    Change change = file.change(context);
    Map<String, @Nullable Object> extra = Fields.of("src", source.toString());
    return change == null
        ? Plan.settled(Result.ok(Fields.and(file.settledFields(context), extra)))
        : Plan.changes(List.of(change), results -> Results.last(results, extra));
  }

  private Object render(ModuleContext context, Path source) throws ModuleFailure {
    TemplateSettings settings =
        TemplateSettings.FILE
            .variables(variableStartString, variableEndString)
            .blocks(blockStartString, blockEndString)
            .comments(commentStartString, commentEndString)
            .whitespace(trimBlocks, lstripBlocks)
            .newline(newlineSequence.replace("\\n", "\n").replace("\\r", "\r"));
    Scope scope = new LayeredScope(ownVariables(context, source), context.scope());
    return context
        .templates()
        .renderFile(
            context.templates().vault().source(source).text(), source.toString(), scope, settings);
  }

  private Map<String, @Nullable Object> ownVariables(ModuleContext context, Path source)
      throws ModuleFailure {
    try {
      Object managed = context.variable("ansible_managed");
      return Fields.of(
          "ansible_managed", managed == null ? "Ansible managed" : managed,
          "template_path", src,
          "template_fullpath", source.toAbsolutePath().toString(),
          "template_destpath", dest,
          "template_host", System.getenv().getOrDefault("HOSTNAME", "localhost"),
          "template_mtime", ClockText.ofSecond(Files.getLastModifiedTime(source).toInstant()),
          "template_run_date", ClockText.ofSecond(context.time().now()));
    } catch (IOException e) {
      throw new ModuleFailure(
          "cannot read " + source + " on the control machine: " + LocalFiles.reason(e));
    }
  }

  private Plan unknown(Unknown unknown) {
    return Plan.change(
        Change.execution(
            "render " + src + " to " + dest + " with a value " + unknown,
            _ -> {
              throw new ModuleFailure("the template needs a value " + unknown);
            }));
  }
}
