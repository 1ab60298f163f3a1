package io.pbrun.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.acceptance.Ending;
import io.pbrun.acceptance.FaultProxy;
import io.pbrun.engine.testkit.TestAuthority;
import io.pbrun.engine.testkit.TestAuthority.Issued;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cloud whose services speak TLS with certificates of a private authority. */
@Tag("lab")
@Timeout(120)
@SuppressWarnings("NullAway.Init") // by @TempDir
class TlsStories {
  private static final TestAuthority AUTHORITY = new TestAuthority("Site CA");
  private static final String LOOK = "- lb_info: {scope: admin}\n";

  private final Operator operator = Operator.inStory("tls");
  @TempDir Path folder;

  private Site site(FaultProxy proxy, String more) {
    Site site =
        new Site(folder)
            .cloud(
                """
                auth: {auth_url: '%s/v3', username: admin, password: lab-admin, project_name: admin}
                region_name: RegionOne
                """
                        .formatted(proxy.url(5000))
                    + more);
    site.file("site-ca.pem", AUTHORITY.pem());
    site.file("other-ca.pem", new TestAuthority("Other CA").pem());
    return site;
  }

  private String fails(Site site) {
    Ending ending = site.play(operator, LOOK);
    assertThat(ending.status()).as(ending.text()).isEqualTo(2);
    assertThat(ending.text()).doesNotContain("\tat ");
    return ending.text();
  }

  private void succeeds(Site site) {
    Ending ending = site.play(operator, LOOK);
    assertThat(ending.status()).as(ending.text()).isZero();
  }

  @Test
  void a_private_authority_is_trusted_when_cacert_names_it_and_named_when_not() {
    Issued server = AUTHORITY.issue("127.0.0.1", "keystone.site");
    try (FaultProxy proxy = FaultProxy.tls(server.context(), "127.0.0.1", false)) {
      succeeds(site(proxy, "cacert: site-ca.pem\n"));
      succeeds(site(proxy, "verify: false\n"));
      assertThat(fails(site(proxy, "")))
          .contains("signed by an authority that is not trusted: CN=Site CA")
          .contains("none of the JDK's")
          .contains("Name that authority's PEM file as cacert in clouds.yaml (or OS_CACERT)")
          .contains("cloud own, project admin, user admin");
      assertThat(fails(site(proxy, "cacert: other-ca.pem\n")))
          .contains("CN=Site CA, which is not in the cacert file")
          .contains("other-ca.pem");
      assertThat(fails(site(proxy, "cacert: nowhere.pem\n")))
          .contains("nowhere.pem cannot be read");
    }
  }

  @Test
  void a_certificate_for_another_name_is_told_with_both_names() {
    Issued server = AUTHORITY.issue("keystone.site", "10.9.8.7");
    try (FaultProxy proxy = FaultProxy.tls(server.context(), "localhost", false)) {
      assertThat(fails(site(proxy, "cacert: site-ca.pem\n")))
          .contains("is for keystone.site, 10.9.8.7, not for 'localhost'")
          .contains("Use the endpoint by a name in its certificate");
      succeeds(site(proxy, "verify: false\n"));
    }
  }

  @Test
  void an_expired_certificate_is_told_with_its_dates() {
    Issued server = AUTHORITY.expired("127.0.0.1");
    try (FaultProxy proxy = FaultProxy.tls(server.context(), "127.0.0.1", false)) {
      assertThat(fails(site(proxy, "cacert: site-ca.pem\n")))
          .contains("is valid from")
          .contains("Renew it");
    }
  }

  @Test
  void a_client_certificate_is_shown_where_the_cloud_asks_for_one() {
    Issued client = AUTHORITY.issue("operator");
    try (FaultProxy proxy =
        FaultProxy.tls(AUTHORITY.issue("127.0.0.1").context(), "127.0.0.1", true)) {
      Site site = site(proxy, "cacert: site-ca.pem\n");
      assertThat(fails(site)).contains("asks for a client certificate").contains("cert and key");
      site = site(proxy, "cacert: site-ca.pem\ncert: client.pem\nkey: client.key\n");
      site.file("client.pem", client.certificatePem());
      site.file("client.key", client.keyPem());
      succeeds(site);
      site = site(proxy, "cacert: site-ca.pem\ncert: both.pem\n");
      site.file("both.pem", client.certificatePem() + client.keyPem());
      succeeds(site);
    }
  }
}
