package io.pbrun.builtin;

import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleDoc.Returned;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.TaskModule;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks at a task that goes on in the background. */
@ModuleDoc(
    summary = "Looks at a background task",
    description =
        """
        Tells what a task that was started with `async` and `poll: 0` has come to. Such tasks live as long as the run
        that started them.\
        """,
    example =
        """
        - name: Wait for the backup
          async_status:
            jid: "{{ backup.ansible_job_id }}"
          register: job
          until: job is finished
          retries: 30
          delay: 10s
        """,
    returns = @Returned(name = "finished", value = "Whether the task has ended.", type = "bool"))
record AsyncStatus(
    @Param(value = "The job's id, `ansible_job_id` of the result.", required = true) String jid,
    @Param(
            value = "Tell what it came to, or forget it.",
            defaultValue = "status",
            choices = {"status", "cleanup"})
        String mode)
    implements TaskModule {

  @Override
  public Plan plan(ModuleContext context) throws ModuleFailure {
    Map<String, @Nullable Object> status = context.job(jid);
    if (status == null) {
      throw new ModuleFailure(
          "could not find job",
          Fields.of("ansible_job_id", jid, "started", true, "finished", true));
    }
    if (mode.equals("cleanup")) {
      context.forgetJob(jid);
      return Plan.settled(
          Result.ok(Fields.of("ansible_job_id", jid, "erased", status.get("results_file"))));
    }
    Map<String, @Nullable Object> fields = new LinkedHashMap<>(status);
    boolean changed = Boolean.TRUE.equals(fields.remove("changed"));
    boolean failed = Boolean.TRUE.equals(fields.remove("failed"));
    if (failed) {
      return Plan.settled(Result.failed(String.valueOf(fields.getOrDefault("msg", "")), fields));
    }
    return Plan.settled(Result.changedIf(changed, fields));
  }
}
