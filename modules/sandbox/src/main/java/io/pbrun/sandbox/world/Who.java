package io.pbrun.sandbox.world;

import org.jspecify.annotations.Nullable;

/** On whose behalf something is done, as Nova's instance actions keep it. */
public record Who(@Nullable String userId, @Nullable String projectId, String requestId) {}
