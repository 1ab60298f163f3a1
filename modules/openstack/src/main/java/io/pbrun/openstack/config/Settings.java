package io.pbrun.openstack.config;

import io.pbrun.engine.source.Spelling;
import io.pbrun.openstack.config.CloudConfig.Domain;
import io.pbrun.openstack.config.CloudConfig.Identity;
import io.pbrun.openstack.config.CloudConfig.ProjectName;
import io.pbrun.openstack.http.Addresses;
import io.pbrun.openstack.http.OpenStackException;
import io.pbrun.openstack.http.TlsSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a cloud under the names of clouds.yaml, wherever they came from, and what they
 * amount to.
 *
 * @param paths turns a path as written into a file
 */
record Settings(
    String name, String source, Map<String, String> values, Function<String, Path> paths) {

  private static final List<String> INTERFACES = List.of("public", "internal", "admin");

  CloudConfig toConfig() {
    String authUrl = need("auth_url");
    Map<String, String> overrides = new LinkedHashMap<>();
    values.forEach((key, value) -> {
      if (key.endsWith("_endpoint_override")) {
        overrides.put(
            key.substring(0, key.length() - "_endpoint_override".length()).replace('_', '-'),
            value);
      }
    });
    String interfaceName = first("interface", "endpoint_type");
    CloudConfig config =
        new CloudConfig(
            name,
            source,
            authUrl.replaceAll("/+$", ""),
            identity(),
            project(),
            get("region_name"),
            interfaceName == null ? "public" : interfaceName(interfaceName),
            tls(),
            overrides);
    needAddress("auth_url", authUrl);
    overrides.forEach((service, address) ->
        needAddress(service.replace('-', '_') + "_endpoint_override", address));
    return config;
  }

  private void needAddress(String key, String address) {
    String wrong = Addresses.wrong(address);
    if (wrong != null) {
      throw problem("%s '%s' is no address of a service: %s".formatted(key, address, wrong));
    }
  }

  private TlsSettings tls() {
    if (get("key") != null && get("cert") == null) {
      throw problem("'key' names a client key, but 'cert' is missing");
    }
    return new TlsSettings(
        !"false".equals(flag("verify")) && !"true".equals(flag("insecure")),
        file("cacert"),
        file("cert"),
        file("key"));
  }

  private @Nullable Path file(String key) {
    String written = get(key);
    return written == null ? null : paths.apply(written);
  }

  private Identity identity() {
    String type = get("auth_type");
    String kind = type == null ? guessedType() : type.toLowerCase(Locale.ROOT).replace("_", "");
    return switch (kind) {
      case "password", "v3password" ->
          new CloudConfig.Password(
              get("user_id"),
              get("user_id") != null ? get("username") : need("username"),
              domain("user_domain_id", "user_domain_name"),
              need("password"));
      case "token", "v3token" -> new CloudConfig.GivenToken(need("token"));
      case "v3applicationcredential" -> {
        boolean byName = get("application_credential_id") == null;
        yield new CloudConfig.ApplicationCredential(
            get("application_credential_id"),
            byName ? need("application_credential_name") : get("application_credential_name"),
            get("user_id"),
            byName && get("user_id") == null ? need("username") : get("username"),
            domain("user_domain_id", "user_domain_name"),
            need("application_credential_secret"));
      }
      default ->
          throw problem(
              "auth_type '%s' is not supported; pbrun signs in by password, token or v3applicationcredential"
                  .formatted(type));
    };
  }

  private String guessedType() {
    if (get("application_credential_secret") != null) {
      return "v3applicationcredential";
    }
    return get("token") != null && get("password") == null ? "token" : "password";
  }

  private @Nullable ProjectName project() {
    String id = first("project_id", "tenant_id");
    String named = first("project_name", "tenant_name");
    return id == null && named == null
        ? null
        : new ProjectName(id, named, domain("project_domain_id", "project_domain_name"));
  }

  private Domain domain(String idKey, String nameKey) {
    String id = first(idKey, "default_domain_id");
    String named = first(nameKey, "domain_name");
    if (get(idKey) == null && named != null) {
      return new Domain(null, named);
    }
    return id != null ? new Domain(id, null) : Domain.DEFAULT;
  }

  static String interfaceName(String written) {
    String plain = written.replaceAll("URL$", "").toLowerCase(Locale.ROOT);
    if (!INTERFACES.contains(plain)) {
      String hint = Spelling.didYouMean(plain, INTERFACES);
      throw OpenStackException.configuration(
          "interface '%s' is none of public, internal, admin%s"
              .formatted(written, hint == null ? "" : "; " + hint));
    }
    return plain;
  }

  private @Nullable String flag(String key) {
    String value = get(key);
    if (value == null) {
      return null;
    }
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "1", "on" -> "true";
      case "false", "no", "0", "off" -> "false";
      default -> throw problem(key + " must be true or false, not '" + value + "'");
    };
  }

  private @Nullable String first(String key, String otherKey) {
    String value = get(key);
    return value != null ? value : get(otherKey);
  }

  private @Nullable String get(String key) {
    String value = values.get(key);
    return value == null || value.isEmpty() ? null : value;
  }

  private String need(String key) {
    String value = get(key);
    if (value == null) {
      throw problem("'" + key + "' is missing");
    }
    return value;
  }

  private OpenStackException problem(String what) {
    return OpenStackException.configuration("cloud '%s' of %s: %s".formatted(name, source, what));
  }
}
