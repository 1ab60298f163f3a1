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

/** Keeps a block of lines of a text file as it should be. */
@ModuleDoc(
    summary = "Ensures that a block of lines stands in a text file, or that none does",
    description =
        """
        The block stands between two marker lines, by which it is found again. Several blocks in one file need markers of
        their own. A file of another language needs a `marker` that is a comment there.\
        """,
    example =
        """
        - name: Name the hosts of the site
          blockinfile:
            path: /etc/hosts
            marker: "# {mark} site hosts"
            block: |
              10.12.7.40 capi-mgmt
              10.12.7.41 registry
        """,
    mutuallyExclusive = "insertbefore|insertafter",
    returns = {
      @Returned(
          name = "msg",
          value = "`Block inserted`, `Block removed`, `File created`, or empty."),
      @Returned(name = "backup_file", value = "Where the earlier file was kept."),
      @Returned(name = "diff", value = "What changes, content and attributes.", type = "list")
    })
record Blockinfile(
    @Param(
            value = "The file.",
            required = true,
            aliases = {"dest", "destfile", "name"})
        String path,
    @Param(value = "Whether the block is to stand there.", defaultValue = "present") State state,
    @Param(
            value = "The lines between the markers; without any the block is removed.",
            aliases = "content")
        @Nullable String block,
    @Param(
            value = "The marker lines; `{mark}` stands for `marker_begin` and `marker_end`.",
            defaultValue = "# {mark} ANSIBLE MANAGED BLOCK")
        String marker,
    @Param(value = "What `{mark}` is in the first marker.", defaultValue = "BEGIN")
        String markerBegin,
    @Param(value = "What `{mark}` is in the last marker.", defaultValue = "END") String markerEnd,
    @Param("Regular expression of the last line after which a new block is put; `EOF` for the end.")
        @Nullable String insertafter,
    @Param(
            "Regular expression of the last line before which a new block is put; `BOF` for the beginning.")
        @Nullable String insertbefore,
    @Param("Whether a file that is not there is made.") boolean create,
    @Param("Whether the earlier file is kept under a name with the time.") boolean backup,
    @Param("Command that must accept the new file; `%s` is its path.") @Nullable String validate,
    @Param("Whether an empty line is put after the block where none follows.")
        boolean appendNewline,
    @Param("Whether an empty line is put before the block where none stands.")
        boolean prependNewline,
    @ParamGroup FileParams common)
    implements TaskModule {
  enum State {
    PRESENT,
    ABSENT
  }

  @Override
  public Plan plan(ModuleContext context)
      throws ModuleFailure, ConnectionException, InterruptedException {
    TextFile file = TextFile.read(context, path, create, "Path");
    if (state == State.ABSENT && file.is() == null) {
      return Plan.settled(Result.ok(Fields.of("msg", "File " + path + " not present")));
    }
    BlockEdit edit = BlockEdit.of(this, file);
    return file.become(
        context,
        edit.text(),
        edit.message(),
        new TextFile.Editing(
            common, backup, validate, Map.of(), "backup_file", path + " (content)"));
  }
}
