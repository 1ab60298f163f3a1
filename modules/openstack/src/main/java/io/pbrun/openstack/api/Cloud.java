package io.pbrun.openstack.api;

import io.pbrun.engine.module.ModuleContext;
import io.pbrun.openstack.auth.CloudIdentity;
import io.pbrun.openstack.auth.Scope;
import io.pbrun.openstack.auth.ServiceType;
import io.pbrun.openstack.auth.Session;
import io.pbrun.openstack.auth.Token;
import io.pbrun.openstack.config.CloudConfig;
import io.pbrun.openstack.config.CloudConfigs;
import io.pbrun.openstack.http.CallContext;
import io.pbrun.openstack.http.HttpTransport;
import io.pbrun.openstack.http.OpenStackException;
import io.pbrun.openstack.http.Tls;
import io.pbrun.openstack.os4j.Keystone;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The site's cloud as one task sees it, in one scope. Sessions and connections are shared by the
 * run; what may be written and how long it may take is the task's own.
 */
public final class Cloud {
  /** How long one call may take on the wall, in seconds; a site with slow services raises it. */
  public static final String CALL_TIMEOUT = "openstack_call_timeout";

  private final ModuleContext task;
  private final Session session;
  private final CallContext context;

  private Cloud(ModuleContext task, Session session) {
    this.task = task;
    this.session = session;
    this.context = CallContext.of(task);
  }

  /** The cloud that the site's variables name, in the stated scope. */
  public static Cloud open(ModuleContext task, Scope scope) {
    List<Path> bases = new ArrayList<>(List.of(task.playbookDirectory()));
    if (task.variable("inventory_dir") instanceof String inventory) {
      bases.add(task.playbookDirectory().getFileSystem().getPath(inventory));
    }
    CloudConfigs configs = new CloudConfigs(task::variable, System.getenv(), bases);
    CloudConfig config = scope instanceof Scope.Admin ? configs.admin() : configs.site();
    Duration limit = callLimit(task.variable(CALL_TIMEOUT));
    HttpTransport transport =
        task.shared(
            "openstack.transport:" + config.tls() + ":" + limit,
            HttpTransport.class,
            () -> new HttpTransport(Tls.context(config.tls()), limit));
    Session session =
        task.shared(
            "openstack.session:" + config.key() + ":" + scope,
            Session.class,
            () -> new Session(config, scope, transport, new Keystone()));
    return new Cloud(task, session);
  }

  /** The limit that {@link #CALL_TIMEOUT} sets. */
  public static Duration callLimit(@Nullable Object variable) {
    return switch (variable) {
      case null -> Duration.ofSeconds(60);
      case Number seconds when seconds.doubleValue() > 0 ->
          Duration.ofMillis((long) (seconds.doubleValue() * 1000));
      default ->
          throw OpenStackException.configuration(
              CALL_TIMEOUT + " must be a number of seconds, not " + variable);
    };
  }

  public ModuleContext task() {
    return task;
  }

  public Token token() throws InterruptedException {
    return session.token(context);
  }

  public CloudConfig config() {
    return session.config();
  }

  /** Who we are here. */
  public CloudIdentity identity() throws InterruptedException {
    Token token = token();
    Object site = task.variable("site_name");
    return new CloudIdentity(
        site instanceof String named ? named : null,
        config().name(),
        config().region(),
        token.projectName(),
        token.projectId(),
        token.userName(),
        token.roles());
  }

  public boolean has(ServiceType service) throws InterruptedException {
    return rest(service).exists();
  }

  public Nova nova() {
    return new Nova(rest(ServiceType.COMPUTE));
  }

  public Octavia octavia() {
    return new Octavia(rest(ServiceType.LOAD_BALANCER));
  }

  public Placement placement() {
    return new Placement(rest(ServiceType.PLACEMENT));
  }

  public Magnum magnum() {
    return new Magnum(rest(ServiceType.CONTAINER_INFRA));
  }

  public Neutron neutron() {
    return new Neutron(rest(ServiceType.NETWORK));
  }

  public Identity identityService() {
    return new Identity(rest(ServiceType.IDENTITY));
  }

  private Rest rest(ServiceType service) {
    return new Rest(session, context, service);
  }
}
