package io.pbrun.engine.run.modules;

import io.pbrun.engine.module.ModuleFamily;
import java.util.List;

/** Modules with which the engine's tests tell their stories. */
public final class TestFamily implements ModuleFamily {
  @Override
  public String name() {
    return "test";
  }

  @Override
  public List<String> modules() {
    return List.of(
        "say",
        "change",
        "fail",
        "set_fact",
        "count",
        "lose",
        "open",
        "setup",
        "once",
        "stay",
        "job");
  }
}
