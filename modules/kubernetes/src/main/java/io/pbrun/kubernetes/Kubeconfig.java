package io.pbrun.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.Context;
import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.api.model.NamedCluster;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.api.model.NamedExtension;
import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.connection.FileFacts;
import io.pbrun.engine.connection.FileOperationException;
import io.pbrun.engine.connection.TargetFiles;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.source.Spelling;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A kubeconfig and the context chosen in it, with all that it names in other files.
 *
 * @param context the chosen one's name
 * @param extensions those of the cluster, for exec plugins
 */
record Kubeconfig(
    String path,
    String context,
    ApiServer api,
    List<NamedExtension> extensions,
    Credentials credentials) {
  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory())
          .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

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
      throw failure(
          "no kubeconfig is named: give the parameter kubeconfig or set the variable kubeconfig of host "
              + task.host()
              + " (the environment's KUBECONFIG is not used)");
    }
    String file = resolve(task, given);
    TargetFiles files = task.controller().files();
    FileFacts facts = files.stat(file, true);
    if (facts == null) {
      throw failure(
          "the kubeconfig "
              + file
              + " does not exist; k8s_kubeconfig fetches it from the management VM");
    }
    try {
      Kubeconfig read =
          parse(file, new String(files.read(file), StandardCharsets.UTF_8), context, files);
      read.secrets().forEach(task::hide);
      return read;
    } catch (UnusableKubeconfig e) {
      throw failure("the kubeconfig " + file + " cannot be used: " + e.getMessage());
    } catch (FileOperationException e) {
      throw failure("the kubeconfig " + file + " cannot be read: " + e.getMessage());
    }
  }

  private static ModuleFailure failure(String message) {
    return new ModuleFailure(message, Map.of("error", "kubeconfig"));
  }

  /** Relative paths are meant from the playbook's folder. */
  static String resolve(ModuleContext task, String path) {
    if (path.equals("~") || path.startsWith("~/")) {
      return path;
    }
    return task.playbookDirectory().resolve(path).normalize().toString();
  }

  /**
   * Reads a kubeconfig's text.
   *
   * @param path where it stands or will stand: what the files that it names are relative to
   * @param wanted the context; null for its current one
   */
  static Kubeconfig parse(String path, String content, @Nullable String wanted, TargetFiles files)
      throws UnusableKubeconfig, InterruptedException {
    Config config = document(content);
    List<NamedContext> contexts = list(config.getContexts());
    List<String> names = contexts.stream().map(NamedContext::getName).toList();
    String chosen = chosen(config, wanted, names);
    Context context =
        contexts.stream()
            .filter(c -> chosen.equals(c.getName()))
            .map(NamedContext::getContext)
            .filter(Objects::nonNull)
            .findFirst()
            .orElseThrow(() ->
                new UnusableKubeconfig(
                    "it has no context '" + chosen + "'" + known(chosen, names)));
    List<NamedCluster> clusters = list(config.getClusters());
    Cluster cluster =
        clusters.stream()
            .filter(c -> Objects.equals(c.getName(), context.getCluster()))
            .map(NamedCluster::getCluster)
            .filter(Objects::nonNull)
            .findFirst()
            .orElseThrow(() ->
                new UnusableKubeconfig(
                    "its context '"
                        + chosen
                        + "' names the cluster '"
                        + context.getCluster()
                        + "'"
                        + known(
                            context.getCluster(),
                            clusters.stream().map(NamedCluster::getName).toList())));
    KubeconfigFiles references = new KubeconfigFiles(files, path);
    return new Kubeconfig(
        path,
        chosen,
        ApiServer.of(cluster, String.valueOf(context.getCluster()), references),
        list(cluster.getExtensions()),
        Credentials.of(user(config, context, chosen), references));
  }

  private static String chosen(Config config, @Nullable String wanted, List<String> names)
      throws UnusableKubeconfig {
    String name = wanted != null ? wanted : Objects.toString(config.getCurrentContext(), "");
    if (!name.isEmpty()) {
      return name;
    }
    if (names.size() != 1) {
      throw new UnusableKubeconfig(
          names.isEmpty()
              ? "it has no contexts"
              : "it has no current-context: name one with the parameter context ("
                  + String.join(", ", names)
                  + ")");
    }
    return names.getFirst();
  }

  private static AuthInfo user(Config config, Context context, String chosen)
      throws UnusableKubeconfig {
    String name = context.getUser();
    if (name == null || name.isEmpty()) {
      return new AuthInfo();
    }
    for (NamedAuthInfo each : list(config.getUsers())) {
      if (name.equals(each.getName())) {
        return each.getUser() == null ? new AuthInfo() : each.getUser();
      }
    }
    throw new UnusableKubeconfig(
        "its context '"
            + chosen
            + "' names the user '"
            + name
            + "'"
            + known(name, list(config.getUsers()).stream().map(NamedAuthInfo::getName).toList()));
  }

  private static String known(@Nullable String wanted, List<String> names) {
    String meant = Spelling.didYouMean(String.valueOf(wanted), names);
    return names.isEmpty()
        ? ", but it has none"
        : "; it has: " + String.join(", ", names) + (meant == null ? "" : "; " + meant);
  }

  private static Config document(String content) throws UnusableKubeconfig {
    JsonNode tree;
    try {
      tree = YAML.readTree(content);
    } catch (JsonProcessingException e) {
      // The library's message would show parts of the file.
      throw new UnusableKubeconfig(
          "it is no YAML"
              + (e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")"));
    }
    if (tree == null || tree.isMissingNode() || tree.isNull()) {
      throw new UnusableKubeconfig("it is empty");
    }
    String kind = tree.path("kind").asText("Config");
    if (!tree.isObject() || !kind.equals("Config")) {
      throw new UnusableKubeconfig(
          "it is no kubeconfig" + (tree.isObject() ? " but holds a " + kind : ""));
    }
    Config config;
    try {
      config = YAML.treeToValue(tree, Config.class);
    } catch (JsonMappingException e) {
      throw new UnusableKubeconfig(
          "what stands at "
              + String.join(
                  ".",
                  e.getPath().stream()
                      .map(r -> r.getFieldName() == null ? "" + r.getIndex() : r.getFieldName())
                      .toList())
              + " is not what a kubeconfig has there");
    } catch (JsonProcessingException e) {
      throw new UnusableKubeconfig("it is no kubeconfig");
    }
    if (list(config.getClusters()).isEmpty()) {
      throw new UnusableKubeconfig("it names no clusters");
    }
    return config;
  }

  private static <T> List<T> list(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  String server() {
    return api.url();
  }

  /** When the client certificate ends; null without one. */
  @Nullable Instant certificateExpiry() {
    ClientCertificate certificate = credentials.certificate();
    return certificate == null ? null : certificate.validUntil();
  }

  List<String> secrets() {
    return credentials.secrets();
  }

  /** Of which file and context an error speaks. */
  String where() {
    return "kubeconfig " + path + ", context '" + context + "'";
  }

  /** Without its content. */
  @Override
  public String toString() {
    return where();
  }
}
