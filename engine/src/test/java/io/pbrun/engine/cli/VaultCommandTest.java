package io.pbrun.engine.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.pbrun.engine.report.Secrets;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultCommandTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private String password = "";
  private String file = "";

  @BeforeEach
  void files() throws IOException {
    password = Files.writeString(folder.resolve("pw"), "correct horse\n").toString();
    file = Files.writeString(folder.resolve("secret.yml"), "key: value\n").toString();
  }

  private int vault(String... args) {
    return vaultReading("", args);
  }

  private int vaultReading(String standardInput, String... args) {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(standardInput.getBytes(UTF_8)));
    out.reset();
    err.reset();
    try {
      List<String> all = new ArrayList<>(List.of("vault"));
      all.addAll(List.of(args));
      return new Commands(
              new Terminal(
                  new PrintStream(out, true, UTF_8),
                  new PrintStream(err, true, UTF_8),
                  new Secrets()))
          .run(all);
    } finally {
      System.setIn(before);
    }
  }

  private String text() throws IOException {
    return Files.readString(Path.of(file));
  }

  private String mode() throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(file)));
  }

  @Test
  void encrypts_and_decrypts_in_place() throws IOException {
    assertThat(vault("encrypt", "--vault-password-file", password, file)).isZero();
    assertThat(text()).startsWith("$ANSIBLE_VAULT;1.1;AES256\n").doesNotContain("value");
    assertThat(mode()).isEqualTo("rw-------");
    assertThat(vault("view", "--vault-password-file", password, file)).isZero();
    assertThat(out.toString(UTF_8)).isEqualTo("key: value\n");
    assertThat(vault("decrypt", "--vault-id", password, file)).isZero();
    assertThat(text()).isEqualTo("key: value\n");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).hasSize(2);
    }
  }

  @Test
  void standard_input_and_output_take_the_place_of_files() {
    assertThat(vaultReading("hush", "encrypt", "--vault-password-file", password)).isZero();
    String encrypted = out.toString(UTF_8);
    assertThat(encrypted).startsWith("$ANSIBLE_VAULT");
    assertThat(vaultReading(encrypted, "decrypt", "--vault-password-file=" + password, "-"))
        .isZero();
    assertThat(out.toString(UTF_8)).isEqualTo("hush");
    assertThat(vault("encrypt", "--vault-password-file", password, "--output", "-", file)).isZero();
    assertThat(out.toString(UTF_8)).startsWith("$ANSIBLE_VAULT");
  }

  @Test
  void a_symbolic_link_stays_one() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of(file));
    assertThat(vault("encrypt", "--vault-password-file", password, link.toString())).isZero();
    assertThat(link).isSymbolicLink();
    assertThat(text()).startsWith("$ANSIBLE_VAULT");
  }

  @Test
  void rekey_keeps_permissions_and_writes_the_new_id() throws IOException {
    vault("encrypt", "--vault-password-file", password, file);
    Files.setPosixFilePermissions(Path.of(file), PosixFilePermissions.fromString("rw-r-----"));
    Path fresh = Files.writeString(folder.resolve("fresh"), "new horse");
    assertThat(
            vault(
                "rekey", "--vault-password-file", password, "--new-vault-id", "lab@" + fresh, file))
        .isZero();
    assertThat(err.toString(UTF_8)).contains("Rekey successful");
    assertThat(text()).startsWith("$ANSIBLE_VAULT;1.2;AES256;lab\n");
    assertThat(mode()).isEqualTo("rw-r-----");
    assertThat(vault("view", "--vault-id", fresh.toString(), file)).isZero();
    assertThat(
            vault(
                "rekey",
                "--vault-password-file",
                password,
                "--new-vault-id",
                "a",
                "--new-vault-password-file",
                "b",
                file))
        .isEqualTo(2);
  }

  @Test
  void encrypt_string_writes_a_value_for_yaml() {
    assertThat(vault("encrypt_string", "--vault-password-file", password, "--name", "db", "s3cret"))
        .isZero();
    assertThat(out.toString(UTF_8))
        .startsWith("db: !vault |\n          $ANSIBLE_VAULT;1.1;AES256\n          ")
        .doesNotContain("s3cret");
    assertThat(
            vaultReading(
                "s3cret", "encrypt-string", "--vault-id", "a@" + password, "--stdin-name", "x"))
        .isZero();
    assertThat(out.toString(UTF_8)).startsWith("x: !vault |\n").contains(";1.2;AES256;a\n");
  }

  @Test
  void mistakes_end_with_the_peers_status_and_leave_the_file() throws IOException {
    Path wrong = Files.writeString(folder.resolve("wrong"), "hunter2");
    Path empty = Files.writeString(folder.resolve("empty"), "\n");
    assertThat(vault("view", "--vault-password-file", password, file)).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("input is not vault encrypted data", file);
    assertThat(vault("encrypt", "--vault-password-file", empty.toString(), file)).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("Invalid vault password was provided");
    assertThat(vault("encrypt", "--vault-id", password, "--vault-id", "b@" + wrong, file))
        .isEqualTo(5);
    assertThat(err.toString(UTF_8)).contains("--encrypt-vault-id");
    assertThat(vault("encrypt", "--vault-id", password, "--encrypt-vault-id", "none_such", file))
        .isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("known vault-ids ['default']");
    assertThat(text()).isEqualTo("key: value\n");

    vault("encrypt", "--vault-password-file", password, file);
    String encrypted = text();
    assertThat(vault("encrypt", "--vault-password-file", password, file)).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("input is already encrypted");
    assertThat(vault("decrypt", "--vault-password-file", wrong.toString(), file)).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("Decryption failed", file).doesNotContain("hunter2");
    assertThat(text()).isEqualTo(encrypted);
    assertThat(vault()).isEqualTo(2);
    assertThat(vault("view", "--ask-vault-pass", "--vault-password-file", password, file))
        .isEqualTo(2);
  }

  @Test
  void passwords_come_from_programs_and_clients_are_told_the_id() throws IOException {
    Path script = script("lab-client.sh", "echo \"horse for $2\"");
    assertThat(vault("encrypt", "--vault-id", "lab@" + script, file)).isZero();
    Path plain = Files.writeString(folder.resolve("plain"), "horse for lab");
    assertThat(vault("view", "--vault-password-file", plain.toString(), file)).isZero();
    Path unknown = script("none-client", "exit 2");
    assertThat(vault("view", "--vault-id", "x@" + unknown, file)).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("did not find a secret for vault-id=x");
  }

  @Test
  void a_password_file_may_be_encrypted_with_an_earlier_password() throws IOException {
    Path inner = Files.writeString(folder.resolve("inner"), "inner horse");
    vault("encrypt", "--vault-id", inner.toString(), file);
    vault("encrypt", "--vault-id", password, inner.toString());
    assertThat(vault("view", "--vault-id", password, "--vault-id", inner.toString(), file))
        .isZero();
    assertThat(vault("view", "--vault-id", inner.toString(), file)).isEqualTo(1);
  }

  @Test
  void a_write_that_fails_leaves_the_old_file() throws IOException {
    assumeThat(System.getProperty("user.name")).as("root may write anywhere").isNotEqualTo("root");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
    try {
      assertThat(vault("encrypt", "--vault-password-file", password, file)).isEqualTo(1);
      assertThat(err.toString(UTF_8)).contains("not writable");
      assertThat(text()).isEqualTo("key: value\n");
    } finally {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void files_go_both_ways_with_ansible_vault() throws Exception {
    assumeThat(Files.isExecutable(Path.of("/usr/bin/ansible-vault")))
        .as("ansible-vault is not installed (Debian package ansible-core)")
        .isTrue();
    vault("encrypt", "--vault-id", "lab@" + password, file);
    assertThat(peer("view", "--vault-id", "lab@" + password, file)).isEqualTo("key: value\n");
    peer("rekey", "--vault-id", "lab@" + password, "--new-vault-password-file", password, file);
    assertThat(vault("view", "--vault-password-file", password, file)).isZero();
    assertThat(out.toString(UTF_8)).isEqualTo("key: value\n");
  }

  private String peer(String... args) throws Exception {
    List<String> command = new ArrayList<>(List.of("/usr/bin/ansible-vault"));
    command.addAll(List.of(args));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("HOME", folder.toString());
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).isZero();
    return output;
  }

  private Path script(String name, String line) throws IOException {
    Path script = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + line + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return script;
  }
}
