package io.pbrun.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.sandbox.Sandbox;
import io.pbrun.sandbox.SandboxOptions;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The sandbox invents nothing: each field of its answers is one that the real service has, of the
 * same type, and what the service refuses is refused in the same form.
 */
@Tag("lab")
@Timeout(60)
class ApiShapeStories {

  @ParameterizedTest
  @CsvSource({
    "compute, /",
    "compute, /servers/detail?all_tenants=1",
    "compute, /servers?all_tenants=1",
    "compute, /servers/detail?all_tenants=1&limit=1",
    "compute, /servers/{vm}",
    "compute, /servers/{vm}/os-instance-actions",
    "compute, /servers/{nobody}",
    "compute, /flavors/detail",
    "compute, /os-hypervisors/detail",
    "compute, /os-services",
    "load-balancer, /v2/lbaas/loadbalancers",
    "load-balancer, /v2/lbaas/loadbalancers?limit=1",
    "load-balancer, /v2/lbaas/loadbalancers/{lb}",
    "load-balancer, /v2/lbaas/loadbalancers/{nobody}",
    "load-balancer, /v2/octavia/amphorae",
    "load-balancer, /v2/octavia/amphorae/{nobody}",
    "load-balancer, /",
    "container-infra, /clusters",
    "container-infra, /clusters/{cluster}",
    "container-infra, /clusters/{nobody}",
    "placement, /",
    "placement, /resource_providers",
    "placement, /resource_providers/{nobody}/inventories",
    "placement, '/allocation_candidates?resources=VCPU:1,MEMORY_MB:1024'",
    "placement, '/allocation_candidates?resources=MEMORY_MB:99999999'",
    "network, /v2.0/ports",
    "network, /v2.0/ports/{nobody}",
    "identity, /",
    "identity, /auth/projects",
    "identity, /projects",
    "identity, /users/{nobody}",
    "image, /v2/images"
  })
  void the_sandbox_answers_in_the_services_own_form(String service, String path)
      throws IOException {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.of("parked"))) {
      Eyes real = Eyes.onTheLab();
      Eyes ours = Eyes.on(sandbox);
      Eyes.Answer expected = real.answer(service, path);
      Eyes.Answer actual = ours.answer(service, path);

      assertThat(actual.status()).as(actual.body().toString()).isEqualTo(expected.status());
      assertThat(Shape.of(actual.body()).inventionsBeside(Shape.of(expected.body())))
          .as("fields of the sandbox that the real service does not have")
          .isEmpty();
    }
  }
}
