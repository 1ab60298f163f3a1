package io.pbrun.engine.playbook;

import io.pbrun.engine.source.Place;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A task or a handler.
 *
 * @param name String or Template; null when the task has none
 * @param keywords effective keywords: the task's own with all it inherits from blocks, role and
 *     play
 * @param loop what {@code loop:} or {@code with_…:} gives; null when the task does not loop
 * @param role the role that the task belongs to; null outside roles
 * @param file the file that the task stands in: relative paths are looked up near it
 */
public record Task(
    @Nullable Object name,
    Action action,
    Keywords keywords,
    @Nullable Loop loop,
    @Nullable RoleUse role,
    Path file,
    Place place)
    implements TaskNode {}
