package io.pbrun.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.module.ModuleCatalog;
import io.pbrun.engine.testkit.ModuleContract;
import org.junit.jupiter.api.Test;

class BuiltinFamilyTest {
  @Test
  void every_module_documents_itself_and_shows_a_valid_example() {
    ModuleContract.verify(new BuiltinFamily());
  }

  @Test
  void the_family_is_found_and_its_modules_answer_to_ansibles_names() {
    ModuleCatalog catalog = ModuleCatalog.load();
    assertThat(catalog.find("command").orElseThrow().type()).isEqualTo(Command.class);
    assertThat(catalog.find("ansible.builtin.command"))
        .isEqualTo(catalog.find("pbrun.builtin.command"));
    assertThat(catalog.find("ansible.legacy.tcp_wait").orElseThrow().type())
        .isEqualTo(TcpWait.class);
    assertThat(catalog.find("pbrun.openstack.command")).isEmpty();
    assertThat(catalog.find("community.general.command")).isEmpty();
    assertThat(catalog.didYouMean("ansible.builtin.comand")).isEqualTo("did you mean 'command'?");
  }
}
