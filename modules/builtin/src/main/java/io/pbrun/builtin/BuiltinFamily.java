package io.pbrun.builtin;

import io.pbrun.engine.module.ModuleFamily;
import java.util.List;

/** The modules that playbooks know as {@code ansible.builtin}, and pbrun's own of the same sort. */
public final class BuiltinFamily implements ModuleFamily {

  @Override
  public String name() {
    return "builtin";
  }

  @Override
  public List<String> modules() {
    return List.of(
        "add_host",
        "assemble",
        "assert",
        "async_status",
        "blockinfile",
        "command",
        "copy",
        "debug",
        "fail",
        "fetch",
        "file",
        "find",
        "gather_facts",
        "get_url",
        "group_by",
        "include_vars",
        "lineinfile",
        "pause",
        "ping",
        "raw",
        "replace",
        "script",
        "set_fact",
        "set_stats",
        "setup",
        "shell",
        "slurp",
        "stat",
        "tcp_wait",
        "tempfile",
        "template",
        "unarchive",
        "uri",
        "validate_argument_spec",
        "wait_for",
        "wait_for_connection");
  }
}
