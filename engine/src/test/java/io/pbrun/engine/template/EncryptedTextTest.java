package io.pbrun.engine.template;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.source.SourceText;
import io.pbrun.engine.vault.Vault;
import io.pbrun.engine.vault.VaultSecret;
import io.pbrun.engine.yaml.YamlLoader;
import io.pbrun.engine.yaml.YamlNode;
import io.pbrun.engine.yaml.YamlValues;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class EncryptedTextTest {
  private static final VaultSecret SECRET = new VaultSecret("default", "pw".getBytes(UTF_8));

  private final Playground play = playground(new Vault(List.of(SECRET), false));

  private static Playground playground(Vault vault) {
    return new Playground(
        new Surroundings() {
          @Override
          public Path directory() {
            return Path.of("").toAbsolutePath();
          }

          @Override
          public Vault vault() {
            return vault;
          }
        });
  }

  private static String encrypted(String text) {
    return new String(Vault.encrypt(text.getBytes(UTF_8), SECRET, "default", null), UTF_8);
  }

  /** Sets the variables of a YAML text. */
  private static Playground variables(Playground play, String yaml) {
    YamlNode.Mapping mapping =
        (YamlNode.Mapping) YamlLoader.load(new SourceText("vars.yml", yaml)).getFirst();
    YamlValues values =
        YamlValues.compiling(
            play.templates::compile,
            finding -> {
              throw new AssertionError(finding.message());
            });
    play.variables.putAll(values.byName(mapping));
    return play;
  }

  private static String inline(String text) {
    return "!vault |\n" + encrypted(text).indent(8);
  }

  @Test
  void an_encrypted_value_behaves_as_its_text() {
    variables(play, "secret: " + inline("foo bar"));
    assertThat(play.render("{{ secret }}")).isEqualTo("foo bar");
    assertThat(play.render("<{{ secret | upper }}>")).isEqualTo("<FOO BAR>");
    assertThat(play.render("{{ secret is string and secret == 'foo bar' }}")).isEqualTo(true);
    assertThat(play.render("{{ secret[0] ~ (secret | length) }}")).isEqualTo("f7");
  }

  @Test
  void it_may_stand_in_lists_and_deep_in_mappings() {
    variables(play, "site:\n  users:\n    - name: a\n      key: " + inline("k1"));
    assertThat(play.render("{{ site.users[0].key }}")).isEqualTo("k1");
    assertThat(play.render("{{ site | to_json }}"))
        .isEqualTo("{\"users\": [{\"name\": \"a\", \"key\": \"k1\"}]}");
  }

  @Test
  void json_writes_it_as_a_mapping() {
    String text = encrypted("from json").replace("\n", "\\n");
    variables(play, "{\"secret\": {\"__ansible_vault\": \"" + text + "\"}}");
    assertThat(play.render("{{ secret }}")).isEqualTo("from json");
  }

  @Test
  void what_stands_in_it_is_data() {
    variables(play, "secret: " + inline("{{ 1 + 1 }}"));
    assertThat(play.render("{{ secret }}")).isEqualTo("{{ 1 + 1 }}");
  }

  @Test
  void vault_encrypted_knows_it_also_through_other_variables() {
    variables(play, "secret: " + inline("x") + "copy: '{{ secret }}'\nplain: x\n");
    assertThat(play.render("{{ secret is vault_encrypted }}")).isEqualTo(true);
    assertThat(play.render("{{ copy is vault_encrypted }}")).isEqualTo(true);
    assertThat(play.render("{{ plain is vault_encrypted }}")).isEqualTo(false);
    assertThat(play.render("{{ 'x' is vault_encrypted }}")).isEqualTo(false);
  }

  @Test
  void without_a_password_it_is_defined_but_cannot_be_read() {
    Playground locked = variables(playground(Vault.NONE), "a: 1\nsecret: " + inline("x"));
    assertThat(locked.render("{{ secret is defined }}")).isEqualTo(true);
    assertThat(locked.render("{{ secret is vault_encrypted }}")).isEqualTo(true);
    assertThat(locked.render("{{ a }}")).isEqualTo(1L);
    assertThat(locked.complaint("{{ secret }}"))
        .startsWith("vars.yml:2:9: Attempting to decrypt but no vault secrets found")
        .contains("play.yml:1:4");
  }

  @Test
  void filters_encrypt_and_decrypt_with_a_password_of_their_own() {
    Playground locked = variables(playground(Vault.NONE), "secret: " + inline("x"));
    assertThat(locked.render("{{ secret | unvault('pw') }}")).isEqualTo("x");
    assertThat(locked.render("{{ 'y' | vault('p') | unvault('p') }}")).isEqualTo("y");
    assertThat((String) locked.render("{{ 'y' | vault('p') }}"))
        .startsWith("$ANSIBLE_VAULT;1.2;AES256;filter_default\n");
    assertThat(locked.render("{{ 'y' | vault('p', salt=7) == 'y' | vault('p', salt=7) }}"))
        .isEqualTo(true);
    assertThat(locked.render("{{ 'plain' | unvault('p') }}")).isEqualTo("plain");
    assertThat(locked.complaint("{{ secret | unvault('wrong') }}")).contains("Unable to decrypt");
    assertThat(locked.complaint("{{ 'y' | vault(5) }}"))
        .contains("Secret passed is required to be a string");
  }
}
