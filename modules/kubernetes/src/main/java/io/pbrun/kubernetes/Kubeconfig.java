package io.pbrun.kubernetes;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.Context;
import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.api.model.NamedCluster;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.connection.TargetFiles;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A kubeconfig and the context chosen in it.
 *
 * @param content its text: a secret
 * @param credentials what sort of credentials the context has, without them: "client certificate",
 *     "token"
 * @param certificateExpiry when the client certificate ends; null without one in the file
 */
record Kubeconfig(
    String path,
    String content,
    String context,
    String server,
    @Nullable String namespace,
    String credentials,
    @Nullable Instant certificateExpiry,
    List<String> secrets) {

  /** A kubeconfig's text that cannot be used, and why. */
  static final class Unusable extends Exception {
    Unusable(String message) {
      super(message);
    }
  }

  /**
   * Reads the file that a module's parameters name.
   *
   * @param path the parameter; null for the host's variable {@code kubeconfig}
   * @param context the parameter; null for the file's current context
   */
  static Kubeconfig load(ModuleContext task, @Nullable String path, @Nullable String context)
      throws ModuleFailure, ConnectionException, InterruptedException {
    String given = path;
    if (given == null && task.variable("kubeconfig") instanceof String s) {
      given = s;
    }
    if (given == null || given.isBlank()) {
      throw new ModuleFailure(
          "no kubeconfig is named: give the parameter kubeconfig or set the variable kubeconfig of host "
              + task.host()
              + " (the environment's KUBECONFIG is not used)");
    }
    String file = resolve(task, given);
    TargetFiles files = task.controller().files();
    if (files.stat(file, true) == null) {
      throw new ModuleFailure(
          "the kubeconfig "
              + file
              + " does not exist; k8s_kubeconfig fetches it from the management VM");
    }
    try {
      Kubeconfig read = parse(file, new String(files.read(file), StandardCharsets.UTF_8), context);
      read.secrets.forEach(task::hide);
      return read;
    } catch (Unusable e) {
      throw new ModuleFailure("the kubeconfig " + file + " cannot be used: " + e.getMessage());
    }
  }

  /** Relative paths are meant from the playbook's folder. */
  static String resolve(ModuleContext task, String path) {
    if (path.equals("~") || path.startsWith("~/")) {
      return path;
    }
    return task.playbookDirectory().resolve(path).normalize().toString();
  }

  static Kubeconfig parse(String path, String content, @Nullable String wanted) throws Unusable {
    Config config = document(content);
    String name = wanted != null ? wanted : Objects.toString(config.getCurrentContext(), "");
    List<NamedContext> contexts = list(config.getContexts());
    if (name.isEmpty() && contexts.size() == 1) {
      name = contexts.getFirst().getName();
    }
    String chosen = name;
    List<String> names = contexts.stream().map(NamedContext::getName).toList();
    Context context =
        contexts.stream()
            .filter(c -> c.getName().equals(chosen))
            .map(NamedContext::getContext)
            .findFirst()
            .orElseThrow(() ->
                new Unusable(
                    "it has no context '" + chosen + "'; it has: " + String.join(", ", names)));
    Cluster cluster =
        list(config.getClusters()).stream()
            .filter(c -> c.getName().equals(context.getCluster()))
            .map(NamedCluster::getCluster)
            .filter(Objects::nonNull)
            .findFirst()
            .orElseThrow(
                () -> new Unusable("its context '" + chosen + "' names no cluster of the file"));
    if (cluster.getServer() == null || cluster.getServer().isBlank()) {
      throw new Unusable("its cluster '" + context.getCluster() + "' has no server");
    }
    AuthInfo user =
        list(config.getUsers()).stream()
            .filter(u -> u.getName().equals(context.getUser()))
            .map(NamedAuthInfo::getUser)
            .filter(Objects::nonNull)
            .findFirst()
            .orElseGet(AuthInfo::new);
    return new Kubeconfig(
        path,
        content,
        chosen,
        cluster.getServer(),
        context.getNamespace(),
        credentials(user),
        expiry(user),
        secrets(user));
  }

  private static Config document(String content) throws Unusable {
    try {
      Config config = Serialization.unmarshal(content, Config.class);
      if (config != null && config.getClusters() != null && !config.getClusters().isEmpty()) {
        return config;
      }
    } catch (RuntimeException e) {
      // The library's message would show parts of the file.
      throw new Unusable("it is no YAML of a kubeconfig");
    }
    throw new Unusable("it names no clusters");
  }

  private static <T> List<T> list(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  private static String credentials(AuthInfo user) {
    List<String> all = new ArrayList<>();
    if (user.getClientCertificateData() != null || user.getClientCertificate() != null) {
      Instant expiry = expiry(user);
      all.add("client certificate" + (expiry == null ? "" : " valid until " + expiry));
    }
    if (user.getToken() != null || user.getTokenFile() != null) {
      all.add("token");
    }
    if (user.getExec() != null) {
      all.add("exec plugin " + user.getExec().getCommand());
    }
    if (user.getUsername() != null) {
      all.add("user name and password");
    }
    return all.isEmpty() ? "no credentials" : String.join(", ", all);
  }

  private static @Nullable Instant expiry(AuthInfo user) {
    String data = user.getClientCertificateData();
    if (data == null) {
      return null;
    }
    try {
      byte[] pem = Base64.getMimeDecoder().decode(data);
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(pem));
      return certificate.getNotAfter().toInstant();
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return null;
    }
  }

  private static List<String> secrets(AuthInfo user) {
    List<String> all = new ArrayList<>();
    for (String secret :
        new String[] {user.getToken(), user.getPassword(), user.getClientKeyData()}) {
      if (secret != null && !secret.isBlank()) {
        all.add(secret);
      }
    }
    return all;
  }

  /**
   * The file against which the library resolves relative names of certificates; null when it is not
   * on disk.
   */
  @Nullable String fileForReferences() {
    String expanded =
        path.startsWith("~/") ? System.getProperty("user.home", "") + path.substring(1) : path;
    return Files.isRegularFile(Path.of(expanded)) ? expanded : null;
  }

  /** Whether the server's port takes a TCP connection. */
  boolean portAccepts(Duration timeout) {
    URI uri = URI.create(server);
    int port = uri.getPort() > 0 ? uri.getPort() : uri.getScheme().equals("http") ? 80 : 443;
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(uri.getHost(), port), (int) Math.min(timeout.toMillis(), 3000));
      return true;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  /** Without its content. */
  @Override
  public String toString() {
    return "kubeconfig " + path + ", context " + context;
  }
}
