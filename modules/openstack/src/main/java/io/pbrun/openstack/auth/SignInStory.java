package io.pbrun.openstack.auth;

import com.fasterxml.jackson.databind.JsonNode;
import io.pbrun.engine.source.Spelling;
import io.pbrun.openstack.config.CloudConfig;
import io.pbrun.openstack.config.CloudConfig.ApplicationCredential;
import io.pbrun.openstack.config.CloudConfig.GivenToken;
import io.pbrun.openstack.config.CloudConfig.Password;
import io.pbrun.openstack.http.Answer;
import io.pbrun.openstack.http.Call;
import io.pbrun.openstack.http.CallContext;
import io.pbrun.openstack.http.HttpTransport;
import io.pbrun.openstack.http.Json;
import io.pbrun.openstack.http.OpenStackException;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why somebody cannot sign in. Keystone answers 401 to a wrong password, an unknown project and a
 * project without a role alike, and 404 to a token or an application credential that it does not
 * know.
 */
record SignInStory(CloudConfig config, HttpTransport transport, SignIn signIn) {

  OpenStackException explained(OpenStackException refused, CallContext context)
      throws InterruptedException {
    if (refused.status() != 401 && refused.status() != 404) {
      return refused.askedBy(config.asker());
    }
    return switch (config.identity()) {
      case ApplicationCredential credential -> ofCredential(credential, refused);
      case GivenToken _ when refused.status() == 404 -> ofToken(refused);
      case Password _ when refused.status() == 404 ->
          said(
              "%s, the auth_url of cloud '%s' (%s), does not answer as Keystone v3 does: %s"
                  .formatted(
                      config.authUrl(), config.name(), config.source(), refused.getMessage()),
              refused);
      case Password _, GivenToken _ -> ofUser(refused, context);
    };
  }

  private OpenStackException ofCredential(
      ApplicationCredential credential, OpenStackException refused) {
    String why;
    if (refused.status() == 404) {
      why = "there is none of that id: it was deleted, or the id is mistyped";
    } else {
      why =
          (credential.id() == null
                  ? "its name, its user's name or its secret is wrong"
                  : "its secret is wrong")
              + ", or it has expired, or its user was disabled or lost the role that it carries";
    }
    return said(
        "Keystone does not accept %s: %s. 'openstack application credential list' shows its user's"
            .formatted(who(), why),
        refused);
  }

  private OpenStackException ofToken(OpenStackException refused) {
    return said(
        "Keystone does not accept %s: it has expired, was revoked, or is no token of this Keystone. Obtain a new one, or configure a password or an application credential, which pbrun can renew"
            .formatted(who()),
        refused);
  }

  private OpenStackException ofUser(OpenStackException refused, CallContext context)
      throws InterruptedException {
    boolean byToken = config.identity() instanceof GivenToken;
    if (config.project() == null) {
      return byToken ? ofToken(refused) : wrongPassword(refused);
    }
    List<String> usable;
    try {
      usable = projects(signIn.signIn(config.scopedTo(null), transport, context), context);
    } catch (OpenStackException worse) {
      if (worse.status() != 401 && worse.status() != 404) {
        return worse.askedBy(config.asker());
      }
      return byToken ? ofToken(refused) : wrongPassword(refused);
    }
    String asked = config.project().toString();
    String hint = Spelling.didYouMean(asked, usable);
    return said(
        "%s signs in, but has no role in project %s (or there is no such project); usable projects: %s%s"
            .formatted(
                who(),
                asked,
                usable.isEmpty() ? "none" : String.join(", ", usable),
                hint == null ? "" : "; " + hint),
        refused);
  }

  private OpenStackException wrongPassword(OpenStackException refused) {
    return said(
        "Keystone does not accept %s: the name or the password is wrong, or the user is disabled, or lives in another domain (user_domain_name)"
            .formatted(who()),
        refused);
  }

  private OpenStackException said(String message, OpenStackException refused) {
    String request = refused.requestId();
    return OpenStackException.signIn(
        "%s [%s%s]"
            .formatted(message, config.authUrl(), request == null ? "" : ", request " + request),
        refused);
  }

  private String who() {
    return "%s of cloud '%s' (%s)"
        .formatted(config.identity().described(), config.name(), config.source());
  }

  private List<String> projects(Token unscoped, CallContext context) throws InterruptedException {
    String url = ServiceType.IDENTITY.versioned(config.authUrl()) + "/auth/projects";
    Answer answer =
        transport.send(
            Call.of("Keystone", "GET", URI.create(url)).withHeader("X-Auth-Token", unscoped.id()),
            context);
    if (answer.refused()) {
      return List.of();
    }
    List<JsonNode> projects = Json.items(answer.json().get("projects"));
    return projects.stream().map(SignInStory::name).sorted().toList();
  }

  private static String name(JsonNode project) {
    @Nullable String name = Json.text(project, "name");
    return String.valueOf(name);
  }
}
