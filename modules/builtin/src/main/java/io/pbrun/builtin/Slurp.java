package io.pbrun.builtin;

import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.connection.FileFacts;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleDoc.Returned;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.TaskModule;
import java.util.Base64;

/** Reads a file of the target. */
@ModuleDoc(
    summary = "Reads a file of the target into a variable",
    description = "The content is in base64; `| b64decode` gives the text.",
    example =
        """
        - name: Read the record that parking left
          slurp:
            src: /var/lib/pbrun/parked.json
          register: record
        """,
    returns = {
      @Returned(name = "content", value = "The content in base64."),
      @Returned(name = "encoding", value = "`base64`."),
      @Returned(name = "source", value = "The path.")
    })
record Slurp(@Param(value = "The file.", required = true, aliases = "path") String src)
    implements TaskModule {

  @Override
  public Plan plan(ModuleContext context)
      throws ModuleFailure, ConnectionException, InterruptedException {
    FileFacts facts = context.connection().files().stat(src, true);
    if (facts == null) {
      throw new ModuleFailure("file not found: " + src);
    }
    if (facts.type() == FileFacts.Type.DIRECTORY) {
      throw new ModuleFailure("source is a directory and must be a file: " + src);
    }
    byte[] content = context.connection().files().read(src);
    return Plan.settled(
        Result.ok(
            Fields.of(
                "content",
                Base64.getEncoder().encodeToString(content),
                "encoding",
                "base64",
                "source",
                src)));
  }
}
