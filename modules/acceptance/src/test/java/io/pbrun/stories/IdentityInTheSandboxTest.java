package io.pbrun.stories;

import io.pbrun.sandbox.Sandbox;
import io.pbrun.sandbox.SandboxOptions;
import io.pbrun.sandbox.world.Site.ApplicationCredential;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The sandbox keeps the contract. */
@SuppressWarnings("NullAway.Init") // by @BeforeAll
class IdentityInTheSandboxTest extends IdentityContract {
  private static Sandbox sandbox;

  @BeforeAll
  static void a_sandbox() throws Exception {
    sandbox = Sandbox.start(SandboxOptions.of("healthy"));
  }

  @AfterAll
  static void it_is_gone() {
    sandbox.close();
  }

  private static ApplicationCredential credential() {
    return sandbox.world().applicationCredentials().getFirst();
  }

  @Override
  String keystone() {
    return String.valueOf(sandbox.variables().get("auth_url"));
  }

  @Override
  String user() {
    return "capi-mgmt";
  }

  @Override
  String password() {
    return sandbox.world().users().stream()
        .filter(each -> each.name().equals("capi-mgmt"))
        .findFirst()
        .orElseThrow()
        .password();
  }

  @Override
  String project() {
    return "capi-mgmt";
  }

  @Override
  String credentialId() {
    return credential().id();
  }

  @Override
  String credentialSecret() {
    return credential().secret();
  }
}
