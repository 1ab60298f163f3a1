package io.pbrun.openstack.os4j;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pbrun.openstack.auth.Catalogue;
import io.pbrun.openstack.auth.SignIn;
import io.pbrun.openstack.auth.Token;
import io.pbrun.openstack.config.CloudConfig;
import io.pbrun.openstack.config.CloudConfig.ApplicationCredential;
import io.pbrun.openstack.config.CloudConfig.Domain;
import io.pbrun.openstack.config.CloudConfig.GivenToken;
import io.pbrun.openstack.config.CloudConfig.Password;
import io.pbrun.openstack.config.CloudConfig.ProjectName;
import io.pbrun.openstack.http.Answer;
import io.pbrun.openstack.http.Call;
import io.pbrun.openstack.http.CallContext;
import io.pbrun.openstack.http.HttpTransport;
import io.pbrun.openstack.http.Json;
import io.pbrun.openstack.http.OpenStackException;
import io.pbrun.openstack.http.Refusals;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openstack4j.api.OSClient.OSClientV3;
import org.openstack4j.api.client.IOSClientBuilder;
import org.openstack4j.model.common.Identifier;
import org.openstack4j.model.identity.v3.Endpoint;
import org.openstack4j.model.identity.v3.Role;
import org.openstack4j.model.identity.v3.Service;
import org.openstack4j.openstack.OSFactory;
import org.openstack4j.openstack.identity.v3.domain.KeystoneToken;

/**
 * Signs in. The password way is openstack4j's; it knows no application credentials and stumbles
 * over a token without a scope, so these two requests are ours. Answers are read by its token and
 * catalogue in all cases.
 */
public final class Keystone implements SignIn {

  @Override
  public Token signIn(CloudConfig config, HttpTransport transport, CallContext context)
      throws InterruptedException {
    config.identity().secrets().forEach(context.hide());
    Route route =
        (method, url, body) -> {
          Call call = Call.of("Keystone", method, URI.create(url)).withBody(body).signingIn();
          Answer answer = transport.send(call, context);
          if (answer.refused()) {
            throw Refusals.of(answer, "");
          }
          return answer;
        };
    Token token =
        switch (config.identity()) {
          case Password password ->
              Fence.call(route, () -> token(byPassword(config, password).getToken()));
          case GivenToken given ->
              Fence.call(route, () -> byOwnRequest(config, route, tokenMethod(given)));
          case ApplicationCredential credential ->
              Fence.call(route, () -> byOwnRequest(config, route, credentialMethod(credential)));
        };
    context.hide().accept(token.id());
    return token;
  }

  private static OSClientV3 byPassword(CloudConfig config, Password password) {
    IOSClientBuilder.V3 builder =
        OSFactory.builderV3()
            .endpoint(versioned(config.authUrl()))
            .credentials(
                Objects.requireNonNullElse(password.userId(), password.userName()),
                password.password(),
                password.userId() != null ? null : identifier(password.userDomain()));
    ProjectName project = config.project();
    if (project != null) {
      builder =
          project.id() != null
              ? builder.scopeToProject(Identifier.byId(project.id()))
              : builder.scopeToProject(
                  Identifier.byName(project.name()), identifier(project.domain()));
    }
    return builder.authenticate();
  }

  private static Token byOwnRequest(CloudConfig config, Route route, ObjectNode identity) {
    ObjectNode auth = Json.object();
    auth.set("identity", identity);
    // An application credential carries its scope; Keystone refuses to be told another.
    if (config.project() != null && !(config.identity() instanceof ApplicationCredential)) {
      auth.set("scope", Json.object().set("project", projectNode(config.project())));
    }
    try {
      Answer answer =
          route.send(
              "POST",
              versioned(config.authUrl()) + "/auth/tokens",
              Json.bytes(Json.object().set("auth", auth)));
      KeystoneToken token = new Response(answer).readEntity(KeystoneToken.class);
      token.setId(answer.header("X-Subject-Token"));
      return token(token);
    } catch (InterruptedException interrupted) {
      throw new Fence.Interrupted(interrupted);
    }
  }

  private static ObjectNode tokenMethod(GivenToken given) {
    ObjectNode identity = Json.object();
    identity.putArray("methods").add("token");
    identity.set("token", Json.object().put("id", given.token()));
    return identity;
  }

  private static ObjectNode credentialMethod(ApplicationCredential credential) {
    ObjectNode own = Json.object().put("secret", credential.secret());
    if (credential.id() != null) {
      own.put("id", credential.id());
    } else {
      own.put("name", credential.name());
      ObjectNode user =
          credential.userId() != null
              ? Json.object().put("id", credential.userId())
              : Json.object()
                  .put("name", credential.userName())
                  .set("domain", domainNode(credential.userDomain()));
      own.set("user", user);
    }
    ObjectNode identity = Json.object();
    identity.putArray("methods").add("application_credential");
    identity.set("application_credential", own);
    return identity;
  }

  private static ObjectNode projectNode(ProjectName project) {
    return project.id() != null
        ? Json.object().put("id", project.id())
        : Json.object().put("name", project.name()).set("domain", domainNode(project.domain()));
  }

  private static JsonNode domainNode(Domain domain) {
    return domain.id() != null
        ? Json.object().put("id", domain.id())
        : Json.object().put("name", domain.name());
  }

  private static Identifier identifier(Domain domain) {
    return domain.id() != null ? Identifier.byId(domain.id()) : Identifier.byName(domain.name());
  }

  /** Keystone's address with its version. */
  public static String versioned(String authUrl) {
    return authUrl.matches(".*/v3$") ? authUrl : authUrl.replaceAll("/v2\\.0$", "") + "/v3";
  }

  private static Token token(org.openstack4j.model.identity.v3.@Nullable Token read) {
    if (read == null || read.getId() == null || read.getUser() == null) {
      throw OpenStackException.unexpected(
          "Keystone's answer holds no token; is openstack's auth_url that of a Keystone v3?");
    }
    List<Catalogue.Endpoint> endpoints = new ArrayList<>();
    for (Service service : orEmpty(read.getCatalog())) {
      for (Endpoint endpoint : orEmpty(service.getEndpoints())) {
        if (endpoint.getIface() != null && endpoint.getUrl() != null) {
          endpoints.add(
              new Catalogue.Endpoint(
                  service.getType(),
                  endpoint.getRegion() != null ? endpoint.getRegion() : regionId(endpoint),
                  endpoint.getIface().name().toLowerCase(Locale.ROOT),
                  endpoint.getUrl().toString()));
        }
      }
    }
    boolean scoped = read.getProject() != null;
    return new Token(
        read.getId(),
        scoped ? read.getProject().getId() : null,
        scoped ? read.getProject().getName() : null,
        read.getUser().getId(),
        read.getUser().getName(),
        orEmpty(read.getRoles()).stream().map(Role::getName).toList(),
        new Catalogue(endpoints));
  }

  private static @Nullable String regionId(Endpoint endpoint) {
    return endpoint instanceof org.openstack4j.openstack.identity.v3.domain.KeystoneEndpoint own
        ? own.getRegionId()
        : null;
  }

  private static <T> List<? extends T> orEmpty(@Nullable List<? extends T> list) {
    return list == null ? List.of() : list;
  }
}
