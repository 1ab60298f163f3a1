package io.pbrun.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ExecConfig;
import io.fabric8.kubernetes.api.model.ExecEnvVar;
import io.fabric8.kubernetes.api.model.NamedExtension;
import io.pbrun.engine.connection.Command;
import io.pbrun.engine.connection.CommandResult;
import io.pbrun.engine.connection.Connection;
import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.module.DurationText;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A program that a kubeconfig names to make credentials (client.authentication.k8s.io).
 *
 * @param extensions those of the cluster; one of them may be meant for the program
 */
record ExecPlugin(
    ExecConfig exec, ApiServer api, List<NamedExtension> extensions, KubeconfigFiles files) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String GROUP = "client.authentication.k8s.io/";
  private static final Set<String> VERSIONS = Set.of(GROUP + "v1", GROUP + "v1beta1");
  private static final String EXTENSION = "client.authentication.k8s.io/exec";

  /**
   * What a program answered.
   *
   * @param until when it ends; the end of time when that was not said
   */
  record Credential(
      @Nullable String token, @Nullable ClientCertificate certificate, Instant until) {

    /** Without the token. */
    @Override
    public String toString() {
      return "credential of an exec plugin";
    }
  }

  /** Refuses what could not be run in any case. */
  static void check(ExecConfig exec) throws UnusableKubeconfig {
    String version = String.valueOf(exec.getApiVersion());
    if (!VERSIONS.contains(version)) {
      throw new UnusableKubeconfig(
          "its exec plugin '"
              + exec.getCommand()
              + "' is of API version "
              + version
              + "; understood are "
              + GROUP
              + "v1 and "
              + GROUP
              + "v1beta1: make the kubeconfig anew with a newer version of the plugin");
    }
    if (exec.getCommand() == null || exec.getCommand().isBlank()) {
      throw new UnusableKubeconfig("its exec plugin has no command");
    }
    if ("Always".equals(exec.getInteractiveMode())) {
      throw new UnusableKubeconfig(
          "its exec plugin '"
              + exec.getCommand()
              + "' wants a terminal to ask questions (interactiveMode: Always), which a run does"
              + " not give it");
    }
  }

  /**
   * Runs the program on this machine.
   *
   * @param limit for its run, on the wall
   */
  Credential run(Connection controller, Duration limit)
      throws UnusableKubeconfig, InterruptedException {
    String program = exec.getCommand();
    List<String> argv = new ArrayList<>();
    argv.add(program.contains("/") ? files.resolve(program) : program);
    argv.addAll(Objects.requireNonNullElse(exec.getArgs(), List.of()));
    CommandResult result;
    try {
      result =
          controller.run(
              Command.of(argv).declaredReadOnly().withEnvironment(environment()).within(limit));
    } catch (ConnectionException e) {
      throw failure("could not be run: " + e.getMessage());
    }
    if (result.timedOut()) {
      throw failure(
          "did not end within "
              + DurationText.format(limit)
              + "; it may wait for a login in a browser or for its server: run it by hand once");
    }
    if (result.exitCode() == 127 || result.exitCode() == 126) {
      String hint = Objects.requireNonNullElse(exec.getInstallHint(), "").strip();
      throw failure(
          "cannot be run: "
              + lastLine(result.stderr(), "no such program").replaceFirst("^pbrun: ", "")
              + (hint.isEmpty() ? "" : ". " + hint));
    }
    if (!result.succeeded()) {
      throw failure(
          "failed with exit code "
              + result.exitCode()
              + ": "
              + lastLine(result.stderr(), "silent"));
    }
    return answer(result.stdout());
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    for (ExecEnvVar each : Objects.requireNonNullElse(exec.getEnv(), List.<ExecEnvVar>of())) {
      environment.put(each.getName(), Objects.requireNonNullElse(each.getValue(), ""));
    }
    Map<String, Object> spec = new LinkedHashMap<>();
    if (Boolean.TRUE.equals(exec.getProvideClusterInfo())) {
      spec.put("cluster", cluster());
    }
    spec.put("interactive", false);
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("apiVersion", exec.getApiVersion());
    info.put("kind", "ExecCredential");
    info.put("spec", spec);
    environment.put("KUBERNETES_EXEC_INFO", io.pbrun.engine.value.Json.write(info));
    return environment;
  }

  private Map<String, Object> cluster() {
    Map<String, Object> cluster = new LinkedHashMap<>();
    cluster.put("server", api.url());
    if (api.tlsServerName() != null) {
      cluster.put("tls-server-name", api.tlsServerName());
    }
    if (api.insecure()) {
      cluster.put("insecure-skip-tls-verify", true);
    }
    if (api.authority() != null) {
      cluster.put("certificate-authority-data", Pem.base64(api.authority()));
    }
    if (api.proxy() != null) {
      cluster.put("proxy-url", api.proxy().toString());
    }
    for (NamedExtension each : extensions) {
      if (EXTENSION.equals(each.getName()) && each.getExtension() != null) {
        cluster.put("config", JSON.convertValue(each.getExtension(), Object.class));
      }
    }
    return cluster;
  }

  private Credential answer(String text) throws UnusableKubeconfig {
    Map<String, Object> answer;
    try {
      answer = Tree.map(JSON.readValue(text, Object.class));
    } catch (JsonProcessingException e) {
      // Its message would quote what may be a token.
      throw failure("did not print JSON of an ExecCredential");
    }
    if (!Tree.text(answer, "kind").equals("ExecCredential")) {
      throw failure("did not print an ExecCredential");
    }
    if (!Tree.text(answer, "apiVersion").equals(exec.getApiVersion())) {
      throw failure(
          "answered in version "
              + Tree.text(answer, "apiVersion")
              + " where "
              + exec.getApiVersion()
              + " was asked for");
    }
    String token = Tree.text(answer, "status", "token").strip();
    ClientCertificate certificate =
        ClientCertificate.of(
            textOrNull(answer, "clientCertificateData"), textOrNull(answer, "clientKeyData"));
    if (token.isEmpty() && certificate == null) {
      throw failure("gave neither a token nor a client certificate");
    }
    return new Credential(
        token.isEmpty() ? null : token,
        certificate,
        moment(Tree.text(answer, "status", "expirationTimestamp")));
  }

  private static @Nullable String textOrNull(Map<String, Object> answer, String key) {
    String text = Tree.text(answer, "status", key);
    return text.isBlank() ? null : text;
  }

  private Instant moment(String text) throws UnusableKubeconfig {
    if (text.isEmpty()) {
      return Instant.MAX;
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw failure("gave an expirationTimestamp that is no time: " + text);
    }
  }

  private UnusableKubeconfig failure(String what) {
    return new UnusableKubeconfig("its exec plugin '" + exec.getCommand() + "' " + what);
  }

  private static String lastLine(String text, String otherwise) {
    List<String> lines = text.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    return lines.isEmpty() ? otherwise : lines.getLast();
  }
}
