package io.pbrun.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.connection.CommandResult;
import io.pbrun.engine.module.Effect;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.testkit.ModuleTester;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetupTest {
  private static final String TOLD =
      """
      nodename=capi-mgmt-v2
      system=Linux
      kernel=6.8.0-40-generic
      machine=x86_64
      fqdn=capi-mgmt-v2.example.org
      os_NAME=Ubuntu
      os_ID=ubuntu
      os_ID_LIKE=debian
      os_VERSION_ID=24.04
      os_VERSION_CODENAME=noble
      user_id=ubuntu
      user_uid=1000
      user_dir=/home/ubuntu
      passwd=ubuntu:x:1000:1000:Ubuntu:/home/ubuntu:/bin/bash
      date=2026-01-15T10:30:05 1768469405 +0100 CET
      route=1.1.1.1 via 10.20.0.1 dev ens3 src 10.20.0.45 uid 1000
      processors=2
      mem_MemTotal=8388608
      uptime=3600
      service_mgr=systemd
      pkg=apt-get
      --- environment ---
      HOME=/home/ubuntu
      LANG=C.UTF-8
      """;

  private final ModuleTester tester = ModuleTester.of(Setup.class);

  @Test
  void facts_carry_ansibles_names() throws Exception {
    tester.connection().when("uname", TOLD);
    Result result = tester.run("");
    Map<?, ?> facts = (Map<?, ?>) result.fields().get("ansible_facts");
    assertThat(facts.get("ansible_hostname")).isEqualTo("capi-mgmt-v2");
    assertThat(facts.get("ansible_domain")).isEqualTo("example.org");
    assertThat(facts.get("ansible_distribution")).isEqualTo("Ubuntu");
    assertThat(facts.get("ansible_distribution_major_version")).isEqualTo("24");
    assertThat(facts.get("ansible_os_family")).isEqualTo("Debian");
    assertThat(facts.get("ansible_architecture")).isEqualTo("x86_64");
    assertThat(facts.get("ansible_pkg_mgr")).isEqualTo("apt");
    assertThat(facts.get("ansible_user_shell")).isEqualTo("/bin/bash");
    assertThat(facts.get("ansible_memtotal_mb")).isEqualTo(8192L);
    assertThat(facts.get("ansible_default_ipv4"))
        .isEqualTo(Map.of("gateway", "10.20.0.1", "interface", "ens3", "address", "10.20.0.45"));
    assertThat(facts.get("ansible_env"))
        .isEqualTo(Map.of("HOME", "/home/ubuntu", "LANG", "C.UTF-8"));
    Map<?, ?> date = (Map<?, ?>) facts.get("ansible_date_time");
    assertThat(date.get("iso8601")).isEqualTo("2026-01-15T09:30:05Z");
    assertThat(date.get("weekday")).isEqualTo("Thursday");
    assertThat(date.get("weekday_number")).isEqualTo("4");
    Effect.GatheredFacts effect = (Effect.GatheredFacts) result.effects().getFirst();
    assertThat(effect.facts()).containsEntry("ansible_hostname", "capi-mgmt-v2");
  }

  @Test
  void only_what_is_asked_for_is_kept() throws Exception {
    tester.connection().when("uname", TOLD);
    assertThat(facts("{gather_subset: ['!all', '!min', network]}"))
        .containsOnlyKeys("ansible_default_ipv4", "gather_subset", "module_setup");
    assertThat(facts("{filter: ['ansible_dist*']}"))
        .containsOnlyKeys(
            "ansible_distribution",
            "ansible_distribution_version",
            "ansible_distribution_major_version",
            "ansible_distribution_release");
    assertThat(facts("{gather_subset: ['!env']}"))
        .doesNotContainKey("ansible_env")
        .containsKey("ansible_hostname");
  }

  @Test
  void facts_are_gathered_in_a_preview_too_and_change_nothing() throws Exception {
    tester.connection().when("uname", TOLD);
    assertThat(tester.preview("").changed()).isFalse();
    assertThat(tester.connection().writes()).isEmpty();
    tester.connection().when("uname", new CommandResult(126, "", "no shell"));
    assertThat(tester.run("").fields())
        .containsEntry("msg", "the target told no facts: rc 126, no shell");
  }

  @Test
  void the_script_runs_on_this_machine() throws Exception {
    Process process =
        new ProcessBuilder("/bin/sh", "-c", FactScript.text("/nonexistent"))
            .redirectErrorStream(true)
            .start();
    String told =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    Map<String, Object> facts =
        FactScript.facts(told, FactSubsets.wanted(java.util.List.of("all")));
    assertThat(facts)
        .containsEntry("system", "Linux")
        .containsKeys("date_time", "user_id", "distribution", "processor_nproc");
  }

  @Test
  void a_subset_of_an_unknown_name_is_refused_and_one_to_leave_out_is_not() throws Exception {
    tester.connection().when("uname", TOLD);
    assertThat((String) tester.run("gather_subset: nonsense").fields().get("msg"))
        .startsWith("Bad subset 'nonsense' given to Ansible. gather_subset options allowed: all, ");
    assertThat(facts("{gather_subset: ['!nonsense']}")).containsKey("ansible_memtotal_mb");
  }

  @Test
  void single_facts_have_names_of_their_own_and_texts_hold_several() throws Exception {
    tester.connection().when("uname", TOLD);
    assertThat(facts("{gather_subset: ['!all', '!min', user_id]}"))
        .containsKey("ansible_user_shell")
        .doesNotContainKeys("ansible_hostname", "ansible_env");
    assertThat(facts("{gather_subset: '!all,!min,network'}"))
        .containsOnlyKeys("ansible_default_ipv4", "gather_subset", "module_setup");
  }

  @Test
  void a_target_tells_facts_of_its_own_files(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("site.fact"), "{\"rack\": 7}");
    Files.writeString(folder.resolve("prefs.fact"), "[general]\nBar = loaded\n");
    Files.writeString(folder.resolve("odd.fact"), "neither of these");
    Path script =
        Files.writeString(folder.resolve("ran.fact"), "#!/bin/sh\necho '{\"ran\": true}'");
    Path broken = Files.writeString(folder.resolve("broken.fact"), "#!/bin/sh\nexit 3\n");
    for (Path program : java.util.List.of(script, broken)) {
      Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Files.createSymbolicLink(folder.resolve("gone.fact"), folder.resolve("nowhere"));
    Process process =
        new ProcessBuilder("/bin/sh", "-c", FactScript.text(folder.toString())).start();
    String told =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    Map<?, ?> local =
        (Map<?, ?>)
            FactScript.facts(told, FactSubsets.wanted(java.util.List.of("!all", "!min", "local")))
                .get("local");
    assertThat(local.get("site")).isEqualTo(Map.of("rack", 7L));
    assertThat(local.get("prefs")).isEqualTo(Map.of("general", Map.of("bar", "loaded")));
    assertThat(local.get("ran")).isEqualTo(Map.of("ran", true));
    assertThat((String) local.get("broken")).startsWith("Failure executing fact script");
    assertThat((String) local.get("odd")).startsWith("error loading facts as JSON or ini");
    assertThat((String) local.get("gone")).startsWith("Could not stat fact");
  }

  private Map<String, Object> facts(String arguments) throws Exception {
    @SuppressWarnings("unchecked")
    Map<String, Object> facts =
        (Map<String, Object>) tester.run(arguments).fields().get("ansible_facts");
    return facts;
  }
}
