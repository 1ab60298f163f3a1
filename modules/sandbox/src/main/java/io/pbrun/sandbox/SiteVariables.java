package io.pbrun.sandbox;

import io.pbrun.sandbox.openstack.OpenStackServices;
import io.pbrun.sandbox.ssh.SshFace;
import io.pbrun.sandbox.world.Scenario;
import io.pbrun.sandbox.world.World;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes the client files and names everything an inventory needs to reach the sandbox. */
final class SiteVariables {
  private final World world;
  private final SandboxOptions options;
  private final SandboxFiles files;

  SiteVariables(World world, SandboxOptions options, SandboxFiles files) {
    this.world = world;
    this.options = options;
    this.files = files;
  }

  Map<String, Object> of(OpenStackServices openStack, ManagementAccess access) throws IOException {
    Credentials credentials = new Credentials(world, openStack.catalog().url("identity"));
    Scenario scenario = world.scenario();
    Map<String, Object> vars = new LinkedHashMap<>();
    vars.put("sandbox_scenario", options.scenarioName());
    vars.put("sandbox_state_dir", files.directory().toString());
    vars.put("sandbox_clock_speed", options.clock().speed());
    vars.put("sandbox_clock_origin", options.clock().origin().toString());
    vars.put("clouds_file", file("clouds.yaml", credentials.cloudsYaml()));
    vars.put("cloud", "admin");
    vars.put("admin_openrc", file("admin-openrc", credentials.openrc("admin", "admin")));
    vars.put(
        "capi_mgmt_openrc", file("capi-mgmt-openrc", credentials.openrc("capi-mgmt", "capi-mgmt")));
    vars.put("auth_url", openStack.catalog().url("identity"));
    vars.put("horizon_url", openStack.horizonUrl() + "/");
    vars.put("mgmt_project", scenario.managementVm().project());
    vars.put("mgmt_project_id", world.project(scenario.managementVm().project()).id());
    vars.put("mgmt_server", scenario.managementVm().name());
    vars.put("mgmt_floating_ip", access.host());
    vars.put("mgmt_ssh_host", access.host());
    vars.put("mgmt_ssh_port", access.sshPort());
    vars.put("mgmt_ssh_user", SshFace.USER);
    vars.put("mgmt_ssh_key", file("id_ecdsa", access.privateKey()));
    vars.put("mgmt_ssh_known_hosts", file("known_hosts", access.knownHosts()));
    vars.put("mgmt_api_url", access.apiUrl());
    vars.put("mgmt_api_port", access.apiPort());
    vars.put("kubeconfig", file("kubeconfig", access.kubeconfig("")));
    vars.put("kubernetes_ca_file", file("kubernetes-ca.pem", access.caCertificate()));
    vars.put("magnum_cluster", scenario.magnum().cluster());
    vars.put("octavia_project", "services");
    return vars;
  }

  private String file(String name, String text) throws IOException {
    return files.write(name, text).toString();
  }
}
