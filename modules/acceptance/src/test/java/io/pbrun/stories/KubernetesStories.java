package io.pbrun.stories;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The real API server keeps the contract that the sandbox is held to. */
@Tag("lab")
@SuppressWarnings("NullAway.Init") // by @BeforeAll
class KubernetesStories extends KubernetesContract {
  @TempDir static Path folder;
  private static KubeAccess access;
  private static String token;

  @BeforeAll
  static void a_reader() {
    Lab.seedKubernetes("v1beta1");
    access = new KubeAccess(folder);
    token = access.token("reader", true);
  }

  @AfterAll
  static void is_gone() {
    access.tidyUp();
  }

  @Override
  String server() {
    return KubeAccess.SERVER;
  }

  @Override
  byte[] authority() {
    try {
      return Files.readAllBytes(Lab.KUBERNETES.resolve("pki/ca.crt"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  String token() {
    return token;
  }

  @Override
  String kubeconfig() {
    return Lab.KUBERNETES.resolve("kubeconfig").toString();
  }
}
