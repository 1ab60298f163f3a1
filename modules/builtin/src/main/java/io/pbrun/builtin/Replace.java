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
import io.pbrun.engine.template.filter.PythonRegex;
import java.nio.charset.Charset;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Replaces all matches of a regular expression in a text file. */
@ModuleDoc(
    summary = "Replaces all matches of a regular expression in a text file",
    description =
        """
        `^` and `$` stand for every line's beginning and end. It is up to the expression that a second run finds nothing to
        replace. A file that is not there is a failure.\
        """,
    example =
        """
        - name: Move the site to its new address
          replace:
            path: /etc/hosts
            regexp: '(\\s+)old\\.example(\\s+.*)?$'
            replace: '\\1new.example\\2'
            backup: true
        """,
    returns = {
      @Returned(name = "msg", value = "`N replacements made`, or empty."),
      @Returned(name = "rc", value = "0.", type = "int"),
      @Returned(name = "backup_file", value = "Where the earlier file was kept."),
      @Returned(name = "diff", value = "What changes.", type = "dict")
    })
record Replace(
    @Param(
            value = "The file.",
            required = true,
            aliases = {"dest", "destfile", "name"})
        String path,
    @Param(value = "What is replaced.", required = true) String regexp,
    @Param(
            "What takes its place; `\\1` and `\\g<name>` stand for groups of `regexp`. Without it the matches are removed.")
        @Nullable String replace,
    @Param("Regular expression; only what stands after its first match is changed.")
        @Nullable String after,
    @Param("Regular expression; only what stands before its match is changed.")
        @Nullable String before,
    @Param("Whether the earlier file is kept under a name with the time.") boolean backup,
    @Param("Command that must accept the new file; `%s` is its path.") @Nullable String validate,
    @Param(value = "Encoding of the file.", defaultValue = "utf-8") String encoding,
    @ParamGroup FileParams common)
    implements TaskModule {

  private record Replaced(String text, int count) {}

  @Override
  public Plan plan(ModuleContext context)
      throws ModuleFailure, ConnectionException, InterruptedException {
    TextFile file = read(context);
    String all = file.text();
    int from = 0;
    int to = all.length();
    String section = section(file);
    if (section != null) {
      Matcher match = Regex.python(section, false).matcher(all);
      if (!match.find()) {
        return Plan.settled(
            Result.ok(
                Fields.of(
                    "rc",
                    0L,
                    "msg",
                    "Pattern for before/after params did not match the given file: "
                        + pattern("(?P<subsection>.*?)", "(?P<subsection>.*)"))));
      }
      from = match.start("subsection");
      to = match.end("subsection");
    }
    Replaced replaced = replaced(file, all.substring(from, to));
    String changed = all.substring(0, from) + replaced.text + all.substring(to);
    boolean differs = replaced.count > 0 && !changed.equals(all);
    return file.become(
        context,
        differs ? changed : all,
        differs ? replaced.count + " replacements made" : "",
        new TextFile.Editing(common, backup, validate, fields(all, changed), "backup_file", path));
  }

  private java.util.Map<String, @Nullable Object> fields(String old, String changed) {
    return Fields.of(
        "rc",
        0L,
        "diff",
        Fields.of("before_header", path, "before", old, "after_header", path, "after", changed));
  }

  private TextFile read(ModuleContext context)
      throws ModuleFailure, ConnectionException, InterruptedException {
    TextFile file = TextFile.read(context, path, false, "Path");
    if (encoding.equalsIgnoreCase("utf-8")) {
      return file;
    }
    try {
      Charset charset = Charset.forName(encoding);
      TargetFiles files = context.connection().files();
      FileFacts is = file.is();
      return new TextFile(path, is, new String(files.read(path), charset), charset);
    } catch (IllegalArgumentException e) {
      throw new ModuleFailure("encoding is not known: " + encoding);
    }
  }

  /** The expression of the part to be changed; null for the whole file. */
  private @Nullable String section(TextFile file) {
    String pattern = pattern("(?P<subsection>.*?)", "(?P<subsection>.*)");
    return pattern == null ? null : "(?s)" + file.own(pattern);
  }

  private @Nullable String pattern(String between, String open) {
    boolean hasAfter = after != null && !after.isEmpty();
    boolean hasBefore = before != null && !before.isEmpty();
    if (hasAfter && hasBefore) {
      return after + between + before;
    }
    return hasAfter ? after + open : hasBefore ? open + before : null;
  }

  private Replaced replaced(TextFile file, String section) throws ModuleFailure {
    PythonRegex regex = Regex.python(file.own(regexp), true);
    String template = file.own(replace == null ? "" : replace);
    Matcher match = regex.matcher(section);
    StringBuilder text = new StringBuilder();
    int count = 0;
    int at = 0;
    while (match.find()) {
      text.append(section, at, match.start()).append(Regex.expand(regex, template, match));
      at = match.end();
      count++;
    }
    return new Replaced(text.append(section.substring(at)).toString(), count);
  }
}
