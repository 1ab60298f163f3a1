package io.pbrun.openstack.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.pbrun.engine.testkit.TestAuthority;
import io.pbrun.engine.testkit.TestAuthority.Issued;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClientKeyTest {
  /** A key of nobody, as "openssl ecparam -genkey" writes it. */
  private static final String EC =
      "MHcCAQEEIOe7Ckg5nRXr+hLTyXJMPdxpcPmDhf0MGQhB+MNu2QP9oAoGCCqGSM49AwEHoUQDQgAEnGTD"
          + "8696Gy0v8CQ7SV5fXqn9MZitN2bnB5gIwX8U6pHcuH0hBbOcsDW1G54CstoGMQMno0jYsXWd09AFHt+qSQ==";

  private final Issued issued = new TestAuthority("CA").issue("operator");
  private final Path folder = Jimfs.newFileSystem(Configuration.unix()).getPath("/work");
  private final Path cert = folder.resolve("client.pem");
  private final Path key = folder.resolve("client.key");

  @BeforeEach
  void a_certificate() throws IOException {
    Files.writeString(cert, issued.certificatePem());
  }

  private static String pem(String kind, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(kind, Base64.getMimeEncoder().encodeToString(der), kind);
  }

  @Test
  void keys_in_the_forms_that_openssl_writes() throws Exception {
    Files.writeString(key, issued.keyPem());
    assertThat(ClientKey.managers(cert, key)).isNotEmpty();

    Files.writeString(key, pem("EC PRIVATE KEY", Base64.getDecoder().decode(EC)));
    assertThat(ClientKey.managers(cert, key)).isNotEmpty();

    KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
    rsa.initialize(2048);
    Files.writeString(key, pem("PRIVATE KEY", rsa.generateKeyPair().getPrivate().getEncoded()));
    assertThat(ClientKey.managers(cert, key)).isNotEmpty();
  }

  @Test
  void certificate_and_key_may_lie_in_one_file() throws Exception {
    Files.writeString(cert, issued.certificatePem() + issued.keyPem());
    assertThat(ClientKey.managers(cert, null)).isNotEmpty();
  }

  @Test
  void what_is_wrong_is_told_without_showing_the_key() throws Exception {
    assertThatThrownBy(() -> ClientKey.managers(cert, null))
        .hasMessageContaining("/work/client.pem holds no private key")
        .hasMessageContaining("name the key's file as key");
    Files.writeString(key, "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n");
    assertThatThrownBy(() -> ClientKey.managers(cert, key))
        .hasMessageContaining("/work/client.key")
        .message()
        .doesNotContain("c2VjcmV0");
    Files.writeString(
        key,
        "-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00112233445566778899AABBCCDDEEFF\n\nc2VjcmV0\n-----END EC PRIVATE KEY-----\n");
    assertThatThrownBy(() -> ClientKey.managers(cert, key)).hasMessageContaining("is encrypted");
    assertThatThrownBy(() -> ClientKey.managers(folder.resolve("none.pem"), key))
        .hasMessageContaining("none.pem (cert) cannot be read");
  }
}
