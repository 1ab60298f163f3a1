package io.pbrun.engine.run;

import io.pbrun.engine.playbook.Task;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file or role that a host's include asks for. Hosts that ask for the same with the same
 * variables share it.
 *
 * @param written the file or role as resolved from the task
 * @param vars variables for the included tasks: the loop's item, and what the include passes
 * @param itemLabel what is shown for the item; null outside loops
 */
record IncludeRequest(
    Task task, String written, Map<String, @Nullable Object> vars, @Nullable Object itemLabel) {}
