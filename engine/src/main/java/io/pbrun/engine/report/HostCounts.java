package io.pbrun.engine.report;

/** The numbers of one host in the recap. */
public record HostCounts(
    String host,
    int ok,
    int changed,
    int unreachable,
    int failed,
    int skipped,
    int rescued,
    int ignored) {}
