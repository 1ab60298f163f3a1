package io.pbrun.openstack.os4j;

import io.pbrun.openstack.http.OpenStackException;
import org.openstack4j.api.exceptions.OS4JException;
import org.openstack4j.core.transport.Config;
import org.openstack4j.openstack.identity.v3.domain.KeystoneToken;
import org.openstack4j.openstack.internal.OSClientSession.OSClientSessionV3;

/**
 * Lets a piece of code use openstack4j: binds the route of its calls, and leaves no session behind
 * on the thread, where openstack4j keeps it and a later task of the same thread would find somebody
 * else's.
 */
final class Fence {
  static final ScopedValue<Route> ROUTE = ScopedValue.newInstance();

  private Fence() {}

  /** Interruption has to pass through openstack4j, whose interfaces know no checked exception. */
  static final class Interrupted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Interrupted(InterruptedException cause) {
      super(cause);
    }
  }

  static <T> T call(Route route, ScopedValue.CallableOp<T, RuntimeException> use)
      throws InterruptedException {
    try {
      return ScopedValue.where(ROUTE, route).call(use);
    } catch (Interrupted interrupted) {
      throw (InterruptedException) new InterruptedException().initCause(interrupted);
    } catch (OS4JException misread) {
      throw OpenStackException.unexpected(
          "openstack4j could not make sense of an answer: " + misread.getMessage());
    } finally {
      // There is no call that detaches a session; an empty one makes any stray use fail instead of
      // act.
      OSClientSessionV3.createSession(new KeystoneToken(), null, null, Config.DEFAULT);
    }
  }
}
