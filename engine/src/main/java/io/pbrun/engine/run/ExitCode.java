package io.pbrun.engine.run;

/** Exit statuses, as ansible-playbook gives them. */
public enum ExitCode {
  SUCCESS(0),
  /** The run itself could not go on. */
  ERROR(1),
  HOSTS_FAILED(2),
  /** Also what mistakes in playbooks and inventories give, before anything runs. */
  HOSTS_UNREACHABLE(4),
  /** The command line is wrong. */
  BAD_OPTIONS(5),
  /** A run with a plan has stopped before a change that the plan does not have. */
  PLAN_DIFFERS(6),
  /** The plan does not fit the run: nothing was run. */
  PLAN_REFUSED(7),
  INTERRUPTED(99),
  /** A bug of pbrun itself. */
  UNEXPECTED(250);

  private final int status;

  ExitCode(int status) {
    this.status = status;
  }

  public int status() {
    return status;
  }
}
