package io.pbrun.openstack.os4j;

import io.pbrun.openstack.http.Answer;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.openstack4j.api.OSClient.OSClientV3;
import org.openstack4j.api.compute.ServerService;
import org.openstack4j.api.identity.EndpointURLResolver;
import org.openstack4j.core.transport.Config;
import org.openstack4j.model.compute.Action;
import org.openstack4j.model.compute.RebootType;
import org.openstack4j.model.identity.URLResolverParams;
import org.openstack4j.openstack.identity.v3.domain.KeystoneToken;
import org.openstack4j.openstack.internal.OSClientSession.OSClientSessionV3;

/**
 * Nova's server actions, by openstack4j. Reads are not here: its models turn unknown states into
 * known ones and missing figures into zero; neither is its way to set metadata, which replaces all
 * of it.
 *
 * @param endpoint Nova's address with its version
 */
public record NovaActions(String endpoint, Route route) {

  public Answer start(String serverId) throws InterruptedException {
    return call(servers -> servers.action(serverId, Action.START));
  }

  public Answer stop(String serverId) throws InterruptedException {
    return call(servers -> servers.action(serverId, Action.STOP));
  }

  public Answer reboot(String serverId, boolean hard) throws InterruptedException {
    return call(servers -> servers.reboot(serverId, hard ? RebootType.HARD : RebootType.SOFT));
  }

  public Answer delete(String serverId) throws InterruptedException {
    return call(servers -> servers.delete(serverId));
  }

  public Answer deleteMetadata(String serverId, String key) throws InterruptedException {
    return call(servers -> servers.deleteMetadataItem(serverId, key));
  }

  private Answer call(Consumer<ServerService> use) throws InterruptedException {
    AtomicReference<Answer> last = new AtomicReference<>();
    Route watched =
        (method, url, body) -> {
          Answer answer = route.send(method, url, body);
          last.set(answer);
          return answer;
        };
    Fence.call(
        watched,
        () -> {
          use.accept(session().compute().servers());
          return last;
        });
    return java.util.Objects.requireNonNull(last.get(), "openstack4j made no call");
  }

  /** A session for this call only; the token is put on by the route. */
  private OSClientV3 session() {
    return OSClientSessionV3.createSession(
        new KeystoneToken(),
        null,
        null,
        Config.newConfig().withEndpointURLResolver(new Fixed(endpoint)));
  }

  private record Fixed(String endpoint) implements EndpointURLResolver {
    @Override
    public String findURLV2(URLResolverParams params) {
      return endpoint;
    }

    @Override
    public String findURLV3(URLResolverParams params) {
      return endpoint;
    }
  }
}
