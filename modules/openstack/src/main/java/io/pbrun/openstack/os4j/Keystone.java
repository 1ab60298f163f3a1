package io.pbrun.openstack.os4j;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.openstack4j.api.client.IOSClientBuilder;
import org.openstack4j.model.common.Identifier;
import org.openstack4j.openstack.OSFactory;

/**
 * Signs in. The password way is openstack4j's; it knows no application credentials and stumbles
 * over a token without a scope, so these two requests are ours. Answers are read by us: openstack4j
 * fails on the whole of a catalogue when one of its addresses is malformed.
 */
public final class Keystone implements SignIn {

  @Override
  public Token signIn(CloudConfig config, HttpTransport transport, CallContext context)
      throws InterruptedException {
    config.identity().secrets().forEach(context.hide());
    Door door = new Door(versioned(config.authUrl()), transport, context);
    Token token =
        TokenAnswer.read(
            switch (config.identity()) {
              case Password password -> byPassword(config, password, door);
              case GivenToken given -> byToken(config, given, door);
              case ApplicationCredential credential ->
                  door.ask(auth(credentialMethod(credential), null));
            });
    context.hide().accept(token.id());
    return token;
  }

  /** Keystone's {@code /auth/tokens}. */
  private record Door(String keystone, HttpTransport transport, CallContext context) {

    Answer ask(ObjectNode auth) throws InterruptedException {
      return send("POST", keystone + "/auth/tokens", Json.bytes(auth));
    }

    Answer send(String method, String url, byte @Nullable [] body) throws InterruptedException {
      Call call = Call.of("Keystone", method, URI.create(url)).withBody(body).signingIn();
      return allowed(transport.send(call, context));
    }

    /** What a token is good for, told by itself. */
    Answer describe(String token) throws InterruptedException {
      Call call =
          Call.of("Keystone", "GET", URI.create(keystone + "/auth/tokens"))
              .withHeader("X-Auth-Token", token)
              .withHeader("X-Subject-Token", token)
              .signingIn();
      return allowed(transport.send(call, context));
    }

    private static Answer allowed(Answer answer) {
      if (answer.refused()) {
        throw Refusals.of(answer, "");
      }
      return answer;
    }
  }

  private static Answer byPassword(CloudConfig config, Password password, Door door)
      throws InterruptedException {
    AtomicReference<Answer> last = new AtomicReference<>();
    Route route =
        (method, url, body) -> {
          Answer answer = door.send(method, url, body);
          last.set(answer);
          return TokenAnswer.withoutCatalogue(answer);
        };
    Fence.call(route, () -> builder(config, password, door.keystone()).authenticate());
    return Objects.requireNonNull(last.get(), "openstack4j made no call");
  }

  private static IOSClientBuilder.V3 builder(
      CloudConfig config, Password password, String keystone) {
    IOSClientBuilder.V3 builder =
        OSFactory.builderV3()
            .endpoint(keystone)
            .credentials(
                Objects.requireNonNullElse(password.userId(), password.userName()),
                password.password(),
                password.userId() != null ? null : identifier(password.userDomain()));
    ProjectName project = config.project();
    if (project == null) {
      return builder;
    }
    return project.id() != null
        ? builder.scopeToProject(Identifier.byId(project.id()))
        : builder.scopeToProject(Identifier.byName(project.name()), identifier(project.domain()));
  }

  /**
   * Exchanges the given token for one of the wanted project; where none is named, its own is meant.
   * One that stems from an application credential or a trust cannot be exchanged (403); it is used
   * as it is.
   */
  private static Answer byToken(CloudConfig config, GivenToken given, Door door)
      throws InterruptedException {
    if (config.project() == null) {
      return door.describe(given.token());
    }
    try {
      return door.ask(auth(tokenMethod(given), config.project()));
    } catch (OpenStackException refused) {
      if (refused.status() == 403) {
        return door.describe(given.token());
      }
      throw refused;
    }
  }

  /** An application credential carries its scope; Keystone refuses to be told another. */
  private static ObjectNode auth(ObjectNode identity, @Nullable ProjectName project) {
    ObjectNode auth = Json.object();
    auth.set("identity", identity);
    if (project != null) {
      auth.set("scope", Json.object().set("project", projectNode(project)));
    }
    return Json.object().set("auth", auth);
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
}
