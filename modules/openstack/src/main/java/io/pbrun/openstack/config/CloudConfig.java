package io.pbrun.openstack.config;

import io.pbrun.openstack.http.TlsSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One cloud as the site configured it.
 *
 * @param name the cloud's name in clouds.yaml, or that of the openrc file
 * @param source where it was read from, for messages
 * @param identity who signs in
 * @param project the project that the credentials are meant for; null when none is named
 * @param region the region to use; null when the site leaves it to a catalogue with one region only
 * @param interfaceName {@code public}, {@code internal} or {@code admin}
 * @param tls how TLS certificates are checked
 * @param endpointOverrides endpoints that replace the catalogue's, by service type
 */
public record CloudConfig(
    String name,
    String source,
    String authUrl,
    Identity identity,
    @Nullable ProjectName project,
    @Nullable String region,
    String interfaceName,
    TlsSettings tls,
    Map<String, String> endpointOverrides) {

  /** A project by id, or by name within a domain. */
  public record ProjectName(@Nullable String id, @Nullable String name, Domain domain) {
    @Override
    public String toString() {
      return name != null ? name : String.valueOf(id);
    }
  }

  /** A domain by id or by name; neither means the default domain. */
  public record Domain(@Nullable String id, @Nullable String name) {
    public static final Domain DEFAULT = new Domain("default", null);
  }

  /** Who signs in. */
  public sealed interface Identity {
    /** What must never be shown. */
    List<String> secrets();

    /** Such as {@code user admin} or {@code application credential pbrun}. */
    String described();
  }

  /** A user with a password. */
  public record Password(
      @Nullable String userId, @Nullable String userName, Domain userDomain, String password)
      implements Identity {
    @Override
    public List<String> secrets() {
      return List.of(password);
    }

    @Override
    public String described() {
      return "user " + (userName != null ? userName : userId);
    }

    @Override
    public String toString() {
      return described();
    }
  }

  /** A token that somebody else obtained. */
  public record GivenToken(String token) implements Identity {
    @Override
    public List<String> secrets() {
      return List.of(token);
    }

    @Override
    public String described() {
      return "the given token";
    }

    @Override
    public String toString() {
      return described();
    }
  }

  /** An application credential; it is bound to its project for ever. */
  public record ApplicationCredential(
      @Nullable String id,
      @Nullable String name,
      @Nullable String userId,
      @Nullable String userName,
      Domain userDomain,
      String secret)
      implements Identity {
    @Override
    public List<String> secrets() {
      return List.of(secret);
    }

    @Override
    public String described() {
      return "application credential " + (name != null ? name : id);
    }

    @Override
    public String toString() {
      return described();
    }
  }

  public CloudConfig {
    endpointOverrides = Map.copyOf(endpointOverrides);
  }

  /** The same cloud, asked for another project; null for none. */
  public CloudConfig scopedTo(@Nullable ProjectName other) {
    return new CloudConfig(
        name, source, authUrl, identity, other, region, interfaceName, tls, endpointOverrides);
  }

  /** The same cloud with the site's choice of region and interface where it makes one. */
  public CloudConfig with(@Nullable String siteRegion, @Nullable String siteInterface) {
    return new CloudConfig(
        name,
        source,
        authUrl,
        identity,
        project,
        siteRegion != null ? siteRegion : region,
        siteInterface != null ? Settings.interfaceName(siteInterface) : interfaceName,
        tls,
        endpointOverrides);
  }

  /** The domain in which a project given by name is looked up. */
  public Domain projectDomain() {
    return project != null ? project.domain() : Domain.DEFAULT;
  }

  /** Who asks which cloud, for messages: {@code cloud testcloud, project admin, user admin}. */
  public String asker() {
    return "cloud %s, %s%s"
        .formatted(name, project == null ? "" : "project " + project + ", ", identity.described());
  }

  /** Tells two ways of reaching a cloud apart; holds no secret. */
  public String key() {
    List<Object> parts =
        new ArrayList<>(
            List.of(
                source,
                name,
                authUrl,
                identity.described(),
                String.valueOf(
                    project == null
                        ? null
                        : project.id() + "/" + project.name() + "/" + project.domain())));
    parts.add(region + "/" + interfaceName);
    return parts.toString();
  }
}
