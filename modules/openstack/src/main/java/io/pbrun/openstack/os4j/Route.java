package io.pbrun.openstack.os4j;

import io.pbrun.openstack.http.Answer;
import org.jspecify.annotations.Nullable;

/**
 * Where openstack4j's calls of the moment go: our transport, with the guard, deadline and token of
 * one task.
 */
@FunctionalInterface
public interface Route {
  Answer send(String method, String url, byte @Nullable [] body) throws InterruptedException;
}
