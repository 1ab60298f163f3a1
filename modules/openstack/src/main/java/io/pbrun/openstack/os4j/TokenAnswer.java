package io.pbrun.openstack.os4j;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pbrun.openstack.auth.Catalogue;
import io.pbrun.openstack.auth.Token;
import io.pbrun.openstack.http.Answer;
import io.pbrun.openstack.http.Json;
import io.pbrun.openstack.http.OpenStackException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keystone's answer to somebody who signs in. */
final class TokenAnswer {
  private TokenAnswer() {}

  static Token read(Answer answer) {
    JsonNode token = answer.json().path("token");
    JsonNode user = token.path("user");
    String id = answer.header("X-Subject-Token");
    String userId = Json.text(user, "id");
    if (id == null || userId == null) {
      throw OpenStackException.unexpected(
          "Keystone's answer to %s holds no token; is openstack's auth_url that of a Keystone v3?"
              .formatted(answer.call().uri()));
    }
    JsonNode project = token.path("project");
    return new Token(
        id,
        Json.text(project, "id"),
        Json.text(project, "name"),
        userId,
        named(user, userId),
        Json.items(token.get("roles")).stream().map(role -> named(role, "?")).toList(),
        new Catalogue(endpoints(token)),
        Json.instant(token, "expires_at"));
  }

  private static String named(JsonNode node, String otherwise) {
    String name = Json.text(node, "name");
    return name == null ? otherwise : name;
  }

  /** Addresses are taken as they are: what is wrong with one matters when its service is used. */
  private static List<Catalogue.Endpoint> endpoints(JsonNode token) {
    List<Catalogue.Endpoint> endpoints = new ArrayList<>();
    for (JsonNode service : Json.items(token.get("catalog"))) {
      for (JsonNode endpoint : Json.items(service.get("endpoints"))) {
        String type = Json.text(service, "type");
        String face = Json.text(endpoint, "interface");
        if (type != null && face != null) {
          String region = Json.text(endpoint, "region");
          String url = Json.text(endpoint, "url");
          endpoints.add(
              new Catalogue.Endpoint(
                  type,
                  region != null ? region : Json.text(endpoint, "region_id"),
                  face,
                  url == null ? "" : url));
        }
      }
    }
    return endpoints;
  }

  /** For openstack4j, which needs no catalogue to sign in. */
  static Answer withoutCatalogue(Answer answer) {
    read(answer); // openstack4j does not say what is wrong with one
    JsonNode body = answer.json();
    if (body.get("token") instanceof @Nullable ObjectNode token) {
      token.remove("catalog");
    }
    return new Answer(answer.call(), answer.status(), answer.headers(), Json.bytes(body));
  }
}
