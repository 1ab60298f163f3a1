package io.pbrun.openstack.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.pbrun.openstack.auth.ServiceType;
import io.pbrun.openstack.auth.Session;
import io.pbrun.openstack.auth.Token;
import io.pbrun.openstack.http.Answer;
import io.pbrun.openstack.http.Call;
import io.pbrun.openstack.http.CallContext;
import io.pbrun.openstack.http.Json;
import io.pbrun.openstack.http.OpenStackException;
import io.pbrun.openstack.http.Refusals;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Calls to one service: its address, the token (renewed once when it is refused), the microversion
 * (lowered to what the service knows), typed errors and whole lists.
 */
public final class Rest {
  private static final Pattern NEWEST =
      Pattern.compile("(?:maximum is|max_version\"?:?)\\s*\"?(\\d+\\.\\d+)");
  private static final int MOST_PAGES = 1000;

  private final Session session;
  private final CallContext context;
  private final ServiceType service;

  public Rest(Session session, CallContext context, ServiceType service) {
    this.session = session;
    this.context = context;
    this.service = service;
  }

  /** Whether the catalogue has the service. */
  public boolean exists() throws InterruptedException {
    return session.knows(service, session.token(context));
  }

  /** The service's address with its version. */
  public String base() throws InterruptedException {
    Token token = session.token(context);
    return session
        .address(service, token)
        .map(service::versioned)
        .orElseThrow(() ->
            OpenStackException.configuration(
                "cloud '%s' has no %s: its catalogue names %s only"
                    .formatted(
                        session.config().name(),
                        service.title(),
                        token
                            .catalogue()
                            .shown(session.config().region(), session.config().interfaceName())
                            .keySet())));
  }

  /** What is at a path; a refusal is an exception. */
  public JsonNode get(String path) throws InterruptedException {
    return send("GET", base() + path, null).json();
  }

  /** The object at a path; null when the service says 404. */
  @Nullable JsonNode find(String path) throws InterruptedException {
    try {
      return get(path);
    } catch (OpenStackException e) {
      if (e.status() == 404) {
        return null;
      }
      throw e;
    }
  }

  Answer write(String method, String path, @Nullable JsonNode body) throws InterruptedException {
    return send(method, base() + path, body == null ? null : Json.bytes(body));
  }

  /** Sends to a whole address; a refusal is an exception. */
  Answer send(String method, String url, byte @Nullable [] body) throws InterruptedException {
    try {
      return answered(method, url, body);
    } catch (OpenStackException e) {
      throw e.code() != null && e.code().equals("sign_in") ? e : e.askedBy(asker());
    }
  }

  /** As whom on which cloud, for messages. */
  private String asker() throws InterruptedException {
    return session.config().asker();
  }

  private Answer answered(String method, String url, byte @Nullable [] body)
      throws InterruptedException {
    Token token = session.token(context);
    Call call = Call.of(service.title(), method, URI.create(url)).withBody(body);
    Answer answer = session.transport().send(signed(call, token), context);
    if (answer.status() == 401) {
      token = session.renewed(token, context);
      answer = session.transport().send(signed(call, token), context);
    }
    if (answer.status() == 406 && session.microversion(service) != null) {
      String newest = newest(answer);
      if (newest != null && !newest.equals(session.microversion(service))) {
        session.limitMicroversion(service, newest);
        answer = session.transport().send(signed(call, token), context);
      }
    }
    if (answer.refused()) {
      throw Refusals.of(
          answer,
          "User %s in project %s with roles %s"
              .formatted(token.userName(), token.projectName(), token.roles()));
    }
    return answer;
  }

  private Call signed(Call call, Token token) {
    Call signed = call.withHeader("X-Auth-Token", token.id());
    String microversion = session.microversion(service);
    if (microversion == null) {
      return signed;
    }
    Call versioned =
        signed.withHeader("OpenStack-API-Version", service.microversionName() + " " + microversion);
    return service == ServiceType.COMPUTE
        ? versioned.withHeader("X-OpenStack-Nova-API-Version", microversion)
        : versioned;
  }

  private static @Nullable String newest(Answer answer) {
    Matcher said =
        NEWEST.matcher(new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8));
    if (said.find()) {
      return said.group(1);
    }
    String header = answer.header("OpenStack-API-Maximum-Version");
    return header == null ? null : header.replaceAll(".*\\s", "");
  }

  /**
   * The whole list, page after page. A list that ends early would make things look absent that are
   * not, so anything odd is an error: a page without the list, a link that leads back, an object
   * seen twice.
   */
  List<JsonNode> list(String path, String key) throws InterruptedException {
    List<JsonNode> all = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    Set<String> visited = new HashSet<>();
    String url = base() + path;
    for (int page = 0; page < MOST_PAGES; page++) {
      if (!visited.add(url)) {
        throw broken(path, "a page links back to itself");
      }
      JsonNode answer = send("GET", url, null).json();
      JsonNode items = answer.get(key);
      if (items == null || !items.isArray()) {
        throw broken(path, "a page has no '" + key + "'");
      }
      if (answer.path("truncated").asBoolean()) { // Keystone's list_limit
        throw broken(path, "the service cut it short at " + items.size());
      }
      for (JsonNode item : items) {
        String id = Json.text(item, item.has("uuid") ? "uuid" : "id");
        if (id != null && !seen.add(id)) {
          throw broken(
              path,
              "the object " + id + " came twice, so the marker of the next page is not honoured");
        }
        all.add(item);
      }
      String next = next(answer, key);
      if (next == null) {
        return all;
      }
      if (items.isEmpty()) {
        throw broken(path, "an empty page links to a next one");
      }
      url = sameAddress(path, next);
    }
    throw broken(path, "it does not end after " + MOST_PAGES + " pages");
  }

  private static @Nullable String next(JsonNode answer, String key) {
    String plain = Json.text(answer, "next"); // Magnum
    if (plain != null) {
      return plain;
    }
    for (String links : List.of(key + "_links", "links")) {
      JsonNode node = answer.path(links);
      if (node.isArray()) {
        for (JsonNode link : node) {
          if ("next".equals(Json.text(link, "rel"))) {
            return Json.text(link, "href");
          }
        }
      } else if (Json.text(node, "next") != null) { // Keystone
        return Json.text(node, "next");
      }
    }
    return null;
  }

  /** Services behind a proxy link to addresses of their own; only the link's query is taken. */
  private String sameAddress(String path, String link) throws InterruptedException {
    int query = link.indexOf('?');
    if (query < 0) {
      throw broken(path, "the link to the next page has no marker: " + link);
    }
    int own = path.indexOf('?');
    return base() + (own < 0 ? path : path.substring(0, own)) + link.substring(query);
  }

  private OpenStackException broken(String path, String what) {
    return OpenStackException.unexpected(
        "the list GET %s of %s cannot be read to its end: %s. Nothing is decided on a part of it."
            .formatted(path, service.title(), what));
  }
}
