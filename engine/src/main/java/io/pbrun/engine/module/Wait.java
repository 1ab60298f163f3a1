package io.pbrun.engine.module;

import java.time.Duration;

/**
 * Something to wait for.
 *
 * @param awaited what the operator is told is awaited
 * @param timeout the longest the wait may take
 * @param interval the longest pause between two looks; the first looks come quicker
 */
public record Wait(String awaited, Duration timeout, Duration interval, Probe probe) {}
