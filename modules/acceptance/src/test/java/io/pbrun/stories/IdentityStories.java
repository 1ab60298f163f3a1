package io.pbrun.stories;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** The real services keep the contract that the sandbox is held to. */
@Tag("lab")
@SuppressWarnings("NullAway.Init") // by @BeforeAll
class IdentityStories extends IdentityContract {
  private static Tenants tenants;
  private static Tenants.Project project;
  private static Tenants.User user;
  private static Tenants.Credential credential;

  @BeforeAll
  static void a_member() {
    tenants = new Tenants();
    project = tenants.project("contract");
    user = tenants.user("member");
    tenants.grant(user, project, "member");
    tenants.grant(user, project, "load-balancer_member");
    credential = tenants.credential(user, project, "acc-contract");
  }

  @AfterAll
  static void they_are_gone() {
    tenants.close();
  }

  @Override
  String keystone() {
    return "http://127.0.0.1:5000/v3";
  }

  @Override
  String user() {
    return user.name();
  }

  @Override
  String password() {
    return tenants.secret();
  }

  @Override
  String project() {
    return project.name();
  }

  @Override
  String credentialId() {
    return credential.id();
  }

  @Override
  String credentialSecret() {
    return tenants.secret();
  }
}
