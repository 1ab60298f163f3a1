package io.pbrun.openstack;

import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.module.Change;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Probe;
import io.pbrun.engine.module.TaskModule;
import io.pbrun.openstack.http.OpenStackException;

/** A module that talks to the cloud: at its edges the cloud's errors become failed tasks. */
interface CloudModule extends TaskModule {

  /** Looks, as {@link #plan} does, and may throw the cloud's errors. */
  Plan look(ModuleContext context) throws ModuleFailure, ConnectionException, InterruptedException;

  @Override
  default Plan plan(ModuleContext context)
      throws ModuleFailure, ConnectionException, InterruptedException {
    try {
      return look(context);
    } catch (OpenStackException e) {
      throw e.toFailure();
    }
  }

  static Change.Action acting(Change.Action action) {
    return context -> {
      try {
        return action.perform(context);
      } catch (OpenStackException e) {
        throw e.toFailure();
      }
    };
  }

  static Probe probing(Probe probe) {
    return () -> {
      try {
        return probe.look();
      } catch (OpenStackException e) {
        throw e.toFailure();
      }
    };
  }
}
