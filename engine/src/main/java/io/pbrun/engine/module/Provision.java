package io.pbrun.engine.module;

import org.jspecify.annotations.Nullable;

/**
 * What a change leaves behind for the tasks after it. A preview keeps it in mind: whoever needs it
 * later in the run cannot know yet, and says so instead of failing.
 *
 * @param place where it is
 * @param name a path, or a machine's name
 * @param content the file's whole content, where it is known already
 */
public record Provision(Place place, Sort sort, String name, byte @Nullable [] content) {

  /** Whose it is. */
  public enum Place {
    /** The task's target: the play's host, or the one that the task is delegated to. */
    TARGET,
    /** The control machine. */
    CONTROLLER
  }

  /** What it is. */
  public enum Sort {
    /** A file or link stands at the path. */
    FILE,
    /** A folder stands at the path. */
    DIRECTORY,
    /** Nothing stands at the path any more. */
    ABSENCE,
    /** A machine begins to run; what it serves answers only then. */
    MACHINE
  }

  public static Provision file(String path) {
    return new Provision(Place.TARGET, Sort.FILE, path, null);
  }

  public static Provision file(String path, byte[] content) {
    return new Provision(Place.TARGET, Sort.FILE, path, content.clone());
  }

  public static Provision directory(String path) {
    return new Provision(Place.TARGET, Sort.DIRECTORY, path, null);
  }

  public static Provision absence(String path) {
    return new Provision(Place.TARGET, Sort.ABSENCE, path, null);
  }

  public static Provision machine(String name) {
    return new Provision(Place.CONTROLLER, Sort.MACHINE, name, null);
  }

  /** The same on the control machine. */
  public Provision onController() {
    return new Provision(Place.CONTROLLER, sort, name, content);
  }
}
