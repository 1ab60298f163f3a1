package io.pbrun.engine.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.pbrun.engine.source.SourceText;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The encrypted texts here were made by ansible-vault 2.14. */
class VaultTest {
  private static final String WITHOUT_ID =
      """
      $ANSIBLE_VAULT;1.1;AES256
      31356364356231326637326534623566393562653739666536653933343139333531356534353865
      6638303939373766326566386132313735373538346539340a643238326339376238613639363433
      35383635386536333932313164643462653663653961643834313631393930373762353430623066
      6633333739316331370a353163366530346166663133373337303734653733643335386336353933
      62666330366564626637303562643239616664356433666534373166646164323538
      """;
  private static final String WITH_ID =
      """
      $ANSIBLE_VAULT;1.2;AES256;site
      34393533646362323363636533303431346561656262356132393233303230323963643438643635
      3632323364613133396661393430376531306139636265310a663437636138313234623962666633
      32313166653330386539666331626464626333626136636165363337636231333362663064633766
      3765323763346634320a383865613931376539316538646431623537663263646539643366653763
      6532
      """;
  private static final String WITH_FIXED_SALT =
      """
      $ANSIBLE_VAULT;1.1;AES256
      3631323036363639373836353634323037333631366337340a373433323639343763636338646233
      34306461623630656465393662363533343963303131366339333437323030623662653831396566
      6539343434646439640a396334356436633631333833356630633632323965323431626436383838
      34386535636537313434316265666365386461663865323435323362613061326232
      """;
  private static final String WITH_BINARY_PASSWORD =
      """
      $ANSIBLE_VAULT;1.1;AES256
      62643565373666333131363231343765626662653832626165666465646361633562666364363263
      3462326561646562373138303136386363376164613763660a343738353164373138323435643830
      34333565323832393439373931323462316361386238636364623263303233326330613738363636
      6463313833366163630a333832616639363934366434623663626232616238666663353435333533
      3530
      """;

  private final VaultSecret horse = new VaultSecret("default", "correct horse".getBytes(UTF_8));
  private final VaultSecret other = new VaultSecret("site", "other horse".getBytes(UTF_8));
  private final Vault vault = new Vault(List.of(horse, other), false);

  private static String open(Vault vault, String text) {
    return new String(vault.decrypt(text.getBytes(UTF_8), null), UTF_8);
  }

  @Test
  void opens_what_ansible_vault_encrypted() {
    assertThat(open(vault, WITHOUT_ID)).isEqualTo("db_password: s3cret\n");
    assertThat(open(vault, WITH_ID)).isEqualTo("blåbær");
  }

  @Test
  void opens_with_a_password_that_is_no_text() {
    byte[] key = {(byte) 0xff, (byte) 0xfe, 1, 2};
    Vault binary = new Vault(List.of(new VaultSecret("default", key)), false);
    assertThat(open(binary, WITH_BINARY_PASSWORD)).isEqualTo("key file");
  }

  @Test
  void encrypts_to_the_very_same_text_under_the_same_salt() {
    byte[] encrypted =
        Vault.encrypt(
            "exactly 16 bytes".getBytes(UTF_8), horse, "default", "a fixed salt".getBytes(UTF_8));
    assertThat(new String(encrypted, UTF_8)).isEqualTo(WITH_FIXED_SALT);
  }

  @Test
  void an_id_is_written_into_the_header_and_the_default_one_is_not() {
    byte[] plain = {1, 2, 3};
    assertThat(new String(Vault.encrypt(plain, other, "site", null), UTF_8))
        .startsWith("$ANSIBLE_VAULT;1.2;AES256;site\n");
    byte[] encrypted = Vault.encrypt(plain, horse, "default", null);
    assertThat(new String(encrypted, UTF_8)).startsWith("$ANSIBLE_VAULT;1.1;AES256\n");
    assertThat(new String(encrypted, UTF_8).lines()).allMatch(line -> line.length() <= 80);
    assertThat(vault.decrypt(encrypted, null)).isEqualTo(plain);
  }

  @Test
  void what_is_encrypted_is_not_encrypted_again() {
    assertThatThrownBy(() -> Vault.encrypt(WITH_ID.getBytes(UTF_8), horse, "default", null))
        .isInstanceOf(VaultException.class)
        .hasMessage("input is already encrypted");
  }

  @Test
  void line_ends_of_other_systems_do_not_matter() {
    assertThat(open(vault, WITH_ID.replace("\n", "\r\n"))).isEqualTo("blåbær");
  }

  @Test
  void without_the_right_password_the_file_is_named_and_nothing_else() {
    Vault wrong = new Vault(List.of(new VaultSecret("default", "hunter2".getBytes(UTF_8))), false);
    assertThatThrownBy(() -> wrong.decrypt(WITHOUT_ID.getBytes(UTF_8), "/site/db.yml"))
        .hasMessage(
            "Decryption failed (no vault secrets were found that could decrypt) on /site/db.yml");
    assertThatThrownBy(() -> open(Vault.NONE, WITHOUT_ID))
        .hasMessage("Attempting to decrypt but no vault secrets found");
    assertThat(horse.toString()).doesNotContain("horse");
  }

  @Test
  void ids_must_match_where_that_is_asked_for() {
    Vault strict = new Vault(List.of(horse, other), true);
    assertThat(open(strict, WITH_ID)).isEqualTo("blåbær");
    Vault misnamed =
        new Vault(List.of(new VaultSecret("lab", "other horse".getBytes(UTF_8))), true);
    assertThatThrownBy(() -> open(misnamed, WITH_ID)).hasMessageStartingWith("Decryption failed");
  }

  @Test
  void broken_texts_are_explained() {
    String odd = WITHOUT_ID.stripTrailing() + "3\n";
    assertThatThrownBy(() -> open(vault, odd))
        .hasMessage("Vault format unhexlify error: Odd-length string");
    assertThatThrownBy(() -> open(vault, WITHOUT_ID.replace("31356364", "3135xyz4")))
        .hasMessage("Vault format unhexlify error: Non-hexadecimal digit found");
    assertThatThrownBy(() -> open(vault, "$ANSIBLE_VAULT;1.1\n3131\n"))
        .hasMessageContaining("envelope format error");
    assertThatThrownBy(() -> open(vault, "$ANSIBLE_VAULT;1.1;AES\n3131\n"))
        .hasMessageStartingWith("AES cipher could not be found");
    assertThatThrownBy(() -> open(vault, "$ANSIBLE_VAULT;1.1;AES256\n3131\n"))
        .hasMessageContaining("vaulttext format error");
    assertThatThrownBy(() -> open(vault, "plain"))
        .hasMessageStartingWith("input is not vault encrypted data");
  }

  @Test
  void a_text_that_was_tampered_with_does_not_open() {
    String tampered = WITHOUT_ID.replace("164323538", "164323539");
    assertThatThrownBy(() -> open(vault, tampered)).hasMessageStartingWith("Decryption failed");
  }

  @Test
  void a_decrypted_file_is_a_source_whose_lines_are_not_shown() throws IOException {
    try (FileSystem disk = Jimfs.newFileSystem(Configuration.unix())) {
      Path file = Files.writeString(disk.getPath("/vars.yml"), WITHOUT_ID);
      SourceText source = vault.source(file);
      assertThat(source.text()).isEqualTo("db_password: s3cret\n");
      assertThat(source.secret()).isTrue();
      Path plain = Files.writeString(disk.getPath("/plain.yml"), "a: 1\n");
      assertThat(vault.source(plain).secret()).isFalse();
    }
  }
}
