package io.pbrun.stories;

import io.pbrun.sandbox.Sandbox;
import io.pbrun.sandbox.SandboxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The sandbox keeps the contract. */
@SuppressWarnings("NullAway.Init") // by @BeforeAll
class KubernetesInTheSandboxTest extends KubernetesContract {
  private static Sandbox sandbox;

  @BeforeAll
  static void a_sandbox() throws Exception {
    sandbox = Sandbox.start(SandboxOptions.of("healthy"));
  }

  @AfterAll
  static void it_is_gone() {
    sandbox.close();
  }

  private static String site(String name) {
    return String.valueOf(sandbox.variables().get(name));
  }

  @Override
  String server() {
    return site("mgmt_api_url");
  }

  @Override
  byte[] authority() {
    return bytes(site("kubernetes_ca_file"));
  }

  @Override
  String token() {
    Matcher token =
        Pattern.compile("token: (\\S+)")
            .matcher(new String(bytes(kubeconfig()), java.nio.charset.StandardCharsets.UTF_8));
    if (!token.find()) {
      throw new AssertionError("no token in " + kubeconfig());
    }
    return token.group(1);
  }

  @Override
  String kubeconfig() {
    return site("kubeconfig");
  }

  private static byte[] bytes(String file) {
    try {
      return Files.readAllBytes(Path.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
