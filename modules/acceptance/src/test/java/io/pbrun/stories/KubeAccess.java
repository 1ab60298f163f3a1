package io.pbrun.stories;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Users of the Kubernetes lab, made in a namespace of their own: certificates signed by its CA,
 * tokens, and kubeconfigs with them.
 */
final class KubeAccess {
  static final String SERVER = "https://127.0.0.1:16443";
  private static final Path PKI = Lab.KUBERNETES.resolve("pki");

  private final Path folder;

  /** One a story: the last one's may take a while to go. */
  private final String namespace = "pbrun-story-" + Long.toString(System.nanoTime(), 36);

  /**
   * @param folder for keys and kubeconfigs
   */
  KubeAccess(Path folder) {
    this.folder = folder;
    sh(
        "kubectl create namespace "
            + namespace
            + " --dry-run=client -o yaml | kubectl apply -f - >/dev/null");
  }

  String namespace() {
    return namespace;
  }

  /** Runs a line of shell in the folder, as the lab's administrator; what it prints. */
  String sh(String line) {
    try {
      Path output = Files.createTempFile("pbrun-sh-", ".txt");
      ProcessBuilder builder =
          new ProcessBuilder("bash", "-o", "pipefail", "-c", line).redirectErrorStream(true);
      builder.environment().put("KUBECONFIG", Lab.KUBERNETES.resolve("kubeconfig").toString());
      builder.environment().put("PKI", PKI.toString());
      Process process = builder.directory(folder.toFile()).redirectOutput(output.toFile()).start();
      boolean ended = process.waitFor(60, TimeUnit.SECONDS);
      String text = Files.readString(output, StandardCharsets.UTF_8);
      Files.delete(output);
      if (!ended || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new AssertionError(line + "\n" + text);
      }
      return text.strip();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** A service account with all rights or with none; its token. */
  String token(String account, boolean mayAll) {
    sh(
        "kubectl -n %1$s create serviceaccount %2$s --dry-run=client -o yaml | kubectl apply -f - >/dev/null"
            .formatted(namespace, account));
    if (mayAll) {
      sh(
          ("kubectl create clusterrolebinding %1$s-%2$s --clusterrole=cluster-admin"
                  + " --serviceaccount=%1$s:%2$s --dry-run=client -o yaml | kubectl apply -f - >/dev/null")
              .formatted(namespace, account));
    }
    return sh("kubectl -n %s create token %s".formatted(namespace, account));
  }

  /** Removes the namespace, the accounts and their rights. */
  void tidyUp() {
    // No kubelet here ends pods in good order.
    sh(
        "kubectl -n %1$s delete pods --all --force --grace-period=0 2>/dev/null; kubectl delete namespace %1$s --wait=false"
            .formatted(namespace));
    sh(
        "kubectl get clusterrolebinding -o name | { grep %s- || true; } | xargs -r kubectl delete"
            .formatted(namespace));
  }

  /** A key, by openssl: {@code key("a.key", "genpkey -algorithm ed25519")}. */
  void key(String file, String how) {
    sh("openssl %s -out %s 2>/dev/null".formatted(how, file));
  }

  /**
   * A certificate of the lab's CA.
   *
   * @param from such as {@code 20200101000000Z}
   * @param extension a line of openssl's, such as {@code extendedKeyUsage=clientAuth}
   */
  void certificate(
      String file, String keyFile, String subject, String from, String until, String extension) {
    sh(
        """
        rm -rf ca && mkdir ca && touch ca/index && openssl rand -hex 8 >ca/serial
        printf '%%s\\n' '[ca]' default_ca=d '[d]' database=ca/index new_certs_dir=ca serial=ca/serial \
          "certificate=$PKI/ca.crt" "private_key=$PKI/ca.key" default_md=sha256 policy=p unique_subject=no \
          '[p]' commonName=supplied organizationName=optional '[e]' '%6$s' >ca.cnf
        openssl req -new -key %2$s -subj '%3$s' -out ca/request
        openssl ca -batch -config ca.cnf -in ca/request -startdate %4$s -enddate %5$s -extensions e -notext -out %1$s
        """
            .formatted(file, keyFile, subject, from, until, extension));
  }

  /** A client's certificate that is valid for years. */
  void client(String file, String keyFile, String subject) {
    certificate(
        file,
        keyFile,
        subject,
        "20200101000000Z",
        "20450101000000Z",
        "extendedKeyUsage=clientAuth");
  }

  String base64(String file) {
    try {
      return Base64.getEncoder().encodeToString(Files.readAllBytes(folder.resolve(file)));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The lab's CA, as a kubeconfig has it. */
  String authority() {
    return "certificate-authority-data: " + sh("base64 -w0 $PKI/ca.crt");
  }

  /**
   * Writes a kubeconfig.
   *
   * @param cluster what its cluster has besides the server, as flow YAML
   * @param user what its user has
   */
  Path kubeconfig(String name, String server, String cluster, String user) {
    return write(
        name,
        """
        apiVersion: v1
        kind: Config
        current-context: lab
        clusters: [{name: lab, cluster: {server: "%s"%s}}]
        users: [{name: me, user: {%s}}]
        contexts: [{name: lab, context: {cluster: lab, user: me}}, {name: nobody, context: {cluster: lab, user: me}}]
        """
            .formatted(server, cluster.isEmpty() ? "" : ", " + cluster, user));
  }

  Path write(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** An executable shell script. */
  Path script(String name, String... lines) {
    List<String> all = new ArrayList<>(List.of("#!/bin/sh"));
    all.addAll(Arrays.asList(lines));
    Path file = write(name, String.join("\n", all) + "\n");
    if (!file.toFile().setExecutable(true)) {
      throw new AssertionError("cannot make " + file + " executable");
    }
    return file;
  }
}
