package io.pbrun.openstack.auth;

import io.pbrun.openstack.auth.Catalogue.Endpoint;
import io.pbrun.openstack.config.CloudConfig;
import io.pbrun.openstack.config.CloudConfig.ApplicationCredential;
import io.pbrun.openstack.config.CloudConfig.GivenToken;
import io.pbrun.openstack.http.Addresses;
import io.pbrun.openstack.http.CallContext;
import io.pbrun.openstack.http.HttpTransport;
import io.pbrun.openstack.http.OpenStackException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One signed-in scope on one cloud, shared by all tasks of a run that state it. The token is
 * obtained when first needed and proven to be for the project that was asked (runbook rule 10).
 */
public final class Session {
  private final CloudConfig config;
  private final Scope scope;
  private final HttpTransport transport;
  private final SignIn signIn;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<ServiceType, String> microversions = new EnumMap<>(ServiceType.class);
  private @Nullable Token token;

  public Session(CloudConfig config, Scope scope, HttpTransport transport, SignIn signIn) {
    this.scope = scope;
    this.transport = transport;
    this.signIn = signIn;
    this.config = scoped(config, scope);
  }

  private static CloudConfig scoped(CloudConfig config, Scope scope) {
    return switch (scope) {
      case Scope.Admin() -> config;
      case Scope.Project project -> {
        CloudConfig.ProjectName wanted = project.in(config);
        CloudConfig.ProjectName own = config.project();
        boolean same =
            own != null
                && (project.nameOrId().equals(own.name()) || project.nameOrId().equals(own.id()));
        yield same ? config : config.scopedTo(wanted);
      }
    };
  }

  public CloudConfig config() {
    return config;
  }

  public HttpTransport transport() {
    return transport;
  }

  /** The token, obtained now if there is none yet. */
  public Token token(CallContext context) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (token == null) {
        token = obtained(context);
      }
      return token;
    } finally {
      lock.unlock();
    }
  }

  /**
   * A new token in place of one that a service refused; the same one is replaced once only, whoever
   * asks.
   */
  public Token renewed(Token refused, CallContext context) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (token == null || token.equals(refused)) {
        if (config.identity() instanceof GivenToken) {
          throw OpenStackException.configuration(
              "the token of cloud '%s' (%s) has expired or was revoked; obtain a new one, or configure a password or an application credential, which pbrun can renew"
                  .formatted(config.name(), config.source()));
        }
        token = obtained(context);
      }
      return token;
    } finally {
      lock.unlock();
    }
  }

  /** The microversion to ask a service for; null when it has none. */
  public @Nullable String microversion(ServiceType service) {
    synchronized (microversions) {
      return microversions.getOrDefault(service, service.microversion());
    }
  }

  /** Remembers that a service knows no newer microversion. */
  public void limitMicroversion(ServiceType service, String newest) {
    synchronized (microversions) {
      microversions.put(service, newest);
    }
  }

  /** Whether the cloud has a service, wherever it is. */
  public boolean knows(ServiceType service, Token signedIn) {
    return config.endpointOverrides().containsKey(service.overrideName())
        || signedIn.catalogue().has(service);
  }

  /** Where a service is; empty when the cloud does not have it. */
  public Optional<String> address(ServiceType service, Token signedIn) {
    String override = config.endpointOverrides().get(service.overrideName());
    if (override != null) {
      return Optional.of(override);
    }
    Optional<Endpoint> endpoint;
    try {
      endpoint = signedIn.catalogue().find(service, config.region(), config.interfaceName());
    } catch (OpenStackException missing) {
      throw missing.askedBy(config.asker());
    }
    endpoint.ifPresent(found -> {
      String wrong = Addresses.wrong(found.url());
      if (wrong != null) {
        throw OpenStackException.configuration(
                "the catalogue's %s endpoint of %s in region %s is no address: '%s' (%s). Have it corrected (openstack endpoint set --url), or name the right one with %s_endpoint_override in clouds.yaml"
                    .formatted(
                        found.interfaceName(),
                        service.title(),
                        found.region(),
                        found.url(),
                        wrong,
                        service.overrideName().replace('-', '_')))
            .askedBy(config.asker());
      }
    });
    return endpoint.map(Endpoint::url);
  }

  private Token obtained(CallContext context) throws InterruptedException {
    Token fresh;
    try {
      fresh = signIn.signIn(config, transport, context);
    } catch (OpenStackException refused) {
      throw new SignInStory(config, transport, signIn).explained(refused, context);
    }
    verify(fresh);
    return fresh;
  }

  private void verify(Token fresh) {
    if (fresh.projectId() == null) {
      throw OpenStackException.configuration(
          "cloud '%s' (%s) names no project, so its token is for none; add project_name to it"
              .formatted(config.name(), config.source()));
    }
    if (scope instanceof Scope.Project(String wanted)
        && !wanted.equals(fresh.projectId())
        && !wanted.equals(fresh.projectName())) {
      String why =
          config.identity() instanceof ApplicationCredential
              ? " An application credential is bound to its project and cannot be used for another: make one in project "
                  + wanted
                  + ", or sign in by password."
              : "";
      throw OpenStackException.configuration(
          "asked for project %s, but the token of cloud '%s' is for project %s (%s); nothing was done.%s"
              .formatted(wanted, config.name(), fresh.projectName(), fresh.projectId(), why));
    }
  }
}
