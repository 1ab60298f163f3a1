package io.pbrun.builtin;

import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleDoc.Returned;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.ParamGroup;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.TaskModule;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps one line of a text file as it should be. */
@ModuleDoc(
    summary = "Ensures that a line stands in a text file, or that none does",
    description =
        """
        With `regexp` (or `search_string`) the last line that matches is replaced by `line`; where none matches, `line` is
        added at the end, or where `insertafter` or `insertbefore` says. With `state: absent` every matching line goes.\
        """,
    example =
        """
        - name: Resume guests after a reboot of the hypervisor
          lineinfile:
            path: /etc/nova/nova.conf
            regexp: ^resume_guests_state_on_host_boot
            line: resume_guests_state_on_host_boot = true
            insertafter: ^\\[DEFAULT\\]
            backup: true
        """,
    mutuallyExclusive = {
      "insertbefore|insertafter",
      "regexp|search_string",
      "backrefs|search_string"
    },
    returns = {
      @Returned(
          name = "msg",
          value = "`line added`, `line replaced`, `N line(s) removed`, or empty."),
      @Returned(name = "backup", value = "Where the earlier file was kept; else empty."),
      @Returned(
          name = "found",
          value = "How many lines were removed (`state: absent`).",
          type = "int")
    })
record Lineinfile(
    @Param(
            value = "The file.",
            required = true,
            aliases = {"dest", "destfile", "name"})
        String path,
    @Param(
            value = "Regular expression that the line to replace or remove matches.",
            aliases = "regex")
        @Nullable String regexp,
    @Param("Text that the line to replace or remove contains.") @Nullable String searchString,
    @Param(value = "The line; needed for `state: present`.", aliases = "value")
        @Nullable String line,
    @Param(value = "Whether the line is to stand there.", defaultValue = "present") State state,
    @Param(
            "Whether `\\1` and `\\g<name>` in `line` stand for groups of `regexp`; without a match nothing is changed then.")
        boolean backrefs,
    @Param("Regular expression of the line after which to add; `EOF` for the end.")
        @Nullable String insertafter,
    @Param("Regular expression of the line before which to add; `BOF` for the beginning.")
        @Nullable String insertbefore,
    @Param("Whether the first line that matches counts, instead of the last.") boolean firstmatch,
    @Param("Whether a file that is not there is made.") boolean create,
    @Param("Whether the earlier file is kept under a name with the time.") boolean backup,
    @Param("Command that must accept the new file; `%s` is its path.") @Nullable String validate,
    @ParamGroup FileParams common)
    implements TaskModule {
  enum State {
    PRESENT,
    ABSENT
  }

  @Override
  public Plan plan(ModuleContext context)
      throws ModuleFailure, ConnectionException, InterruptedException {
    if (state == State.PRESENT && backrefs && regexp == null) {
      throw new ModuleFailure("regexp is required with backrefs=true");
    }
    if (state == State.PRESENT && line == null) {
      throw new ModuleFailure("line is required with state=present");
    }
    if (state == State.ABSENT && line == null && regexp == null && searchString == null) {
      throw new ModuleFailure(
          "one of line, search_string, or regexp is required with state=absent");
    }
    warnOfEmpty(context);
    if (state == State.ABSENT && context.connection().files().stat(path, true) == null) {
      return Plan.settled(Result.ok(Fields.of("msg", "file not present")));
    }
    TextFile file = TextFile.read(context, path, create, "Destination");
    LineEdit edit = LineEdit.of(this, file);
    Map<String, @Nullable Object> fields = Fields.of("backup", "");
    if (state == State.ABSENT) {
      fields.put("found", (long) edit.count());
    }
    return file.become(
        context,
        edit.text(),
        edit.message(),
        new TextFile.Editing(common, backup, validate, fields, "backup", path + " (content)"));
  }

  private void warnOfEmpty(ModuleContext context) {
    String empty =
        "".equals(regexp) ? "regular expression" : "".equals(searchString) ? "search string" : null;
    if (empty != null) {
      context.warn(
          "The "
              + empty
              + " is an empty string, which will match every line in the file. This may have unintended "
              + "consequences, such as replacing the last line in the file rather than appending."
              + ("".equals(regexp)
                  ? " If this is desired, use '^' to match every line in the file and avoid this warning."
                  : ""));
    }
  }
}
