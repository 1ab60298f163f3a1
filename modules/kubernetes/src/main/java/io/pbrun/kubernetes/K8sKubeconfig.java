package io.pbrun.kubernetes;

import io.pbrun.engine.connection.Command;
import io.pbrun.engine.connection.CommandResult;
import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.connection.FileAttributes;
import io.pbrun.engine.connection.FileFacts;
import io.pbrun.engine.connection.Quoting;
import io.pbrun.engine.connection.TargetFiles;
import io.pbrun.engine.module.Change;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleDoc.Returned;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Provision;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.TaskModule;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fetches a kubeconfig from the machine that runs Kubernetes. */
@ModuleDoc(
    summary = "Fetches a kubeconfig from the k8s snap when the one here is missing or of no use",
    description =
        """
        Runs on the machine that has the k8s snap, and keeps a kubeconfig on the control machine. A kubeconfig is fetched
        when there is none, when it cannot be read, names another server, has an expired certificate, or when the server
        refuses its credentials or is not the one that its CA signed. A server that cannot be reached proves nothing, so a
        whole kubeconfig stays then. The file has mode 0600 and is replaced in one step. Its content is a secret: it is in
        no result, difference or log.
        """,
    example =
        """
        - name: A kubeconfig for the management cluster
          k8s_kubeconfig:
            dest: ~/capi-mgmt.kubeconfig
            server: https://10.12.7.40:6443
        """,
    returns = {
      @Returned(name = "path", value = "Path of the kubeconfig on the control machine."),
      @Returned(name = "server", value = "Address of the API server in it."),
      @Returned(name = "reason", value = "Why it was fetched, or that it is good."),
      @Returned(
          name = "verified",
          type = "bool",
          value = "Whether the server has accepted the credentials that were there before.")
    },
    deadline = "10m")
public record K8sKubeconfig(
    @Param(
            value = "Path of the kubeconfig on the control machine.",
            required = true,
            aliases = {"path", "kubeconfig"})
        String dest,
    @Param(
            value =
                "Address of the API server to be written into it, such as https://10.12.7.40:6443.",
            required = true)
        String server,
    @Param(
            value = "What prints the kubeconfig, for /bin/sh; {server} stands for the address.",
            defaultValue = "sudo k8s config server={server}")
        String command,
    @Param(value = "Fetch it even when the one here is good.", defaultValue = "false")
        boolean force,
    @Param(
            value = "Try the credentials of an existing kubeconfig on the server.",
            defaultValue = "true")
        boolean verify,
    @Param(value = "Limit for one request.", defaultValue = "10s") Duration requestTimeout)
    implements TaskModule {

  /** What was found to be so with the existing file; {@code fault} null when it is good. */
  private record Existing(@Nullable String fault, boolean verified) {}

  @Override
  public Plan plan(ModuleContext task)
      throws ModuleFailure, ConnectionException, InterruptedException {
    String path = Kubeconfig.resolve(task, dest);
    TargetFiles files = task.controller().files();
    FileFacts facts = files.stat(path, true);
    Existing existing =
        facts == null ? new Existing("it does not exist", false) : judge(task, files, path);
    String fault = force && existing.fault() == null ? "a new one was asked for" : existing.fault();
    if (fault != null) {
      String why = fault;
      return Plan.change(
          Change.of(
                  facts == null ? Change.Kind.CREATE : Change.Kind.UPDATE,
                  "fetch the kubeconfig " + path + " from " + task.target() + ", because " + why,
                  acting -> fetch(acting, path, why))
              .predicting(fields(path, why, existing.verified()))
              .providing(Provision.file(path).onController()));
    }
    Map<String, Object> good = fields(path, "it is good", existing.verified());
    if (facts != null && facts.mode() != 0600) {
      String mode = "0" + Integer.toOctalString(facts.mode());
      return Plan.change(
          Change.of(
                  Change.Kind.UPDATE,
                  "set the mode of " + path + " from " + mode + " to 0600: others could read it",
                  acting -> {
                    acting
                        .controller()
                        .files()
                        .setAttributes(path, new FileAttributes(null, null, "0600"));
                    return Result.changed(good);
                  })
              .predicting(good));
    }
    return Plan.settled(Result.ok(good));
  }

  private Existing judge(ModuleContext task, TargetFiles files, String path)
      throws ConnectionException, InterruptedException {
    Kubeconfig config;
    try {
      config =
          Kubeconfig.parse(path, new String(files.read(path), StandardCharsets.UTF_8), null, files);
    } catch (UnusableKubeconfig e) {
      return new Existing(e.getMessage(), false);
    }
    config.secrets().forEach(task::hide);
    if (!sameServer(config.server(), server)) {
      return new Existing("it names the server " + config.server() + " and not " + server, false);
    }
    if (config.certificateExpiry() != null
        && config.certificateExpiry().isBefore(task.time().now())) {
      return new Existing("its client certificate expired at " + config.certificateExpiry(), false);
    }
    if (!verify) {
      return new Existing(null, false);
    }
    try (KubeApi api = KubeApi.tried(task, config, requestTimeout)) {
      api.get("/api/v1");
      return new Existing(null, true);
    } catch (KubeFailure e) {
      return switch (e.kind()) {
        case UNAUTHORIZED -> new Existing("the server does not accept its credentials", false);
        case TLS -> new Existing(String.valueOf(e.getMessage()), false);
        case CREDENTIALS -> new Existing(String.valueOf(e.getMessage()), false);
        case UNREACHABLE,
            CUT,
            TLS_TIMEOUT,
            TIMEOUT,
            FORBIDDEN,
            KIND_UNKNOWN,
            SERVER,
            GONE,
            OTHER -> {
          if (e.passing()) {
            task.warn(
                "could not try the kubeconfig " + path + ", it stays as it is: " + e.getMessage());
          }
          yield new Existing(null, e.kind() == KubeFailure.Kind.FORBIDDEN);
        }
      };
    }
  }

  private static boolean sameServer(String one, String other) {
    return one.replaceAll("/+$", "").equalsIgnoreCase(other.replaceAll("/+$", ""));
  }

  private Result fetch(ModuleContext task, String path, String why)
      throws ModuleFailure, ConnectionException, InterruptedException {
    String line = command.replace("{server}", Quoting.word(server));
    CommandResult printed =
        task.connection().run(Command.shell(line).declaredReadOnly().within(Duration.ofMinutes(2)));
    if (!printed.succeeded()) {
      String said = printed.stderr().strip();
      throw new ModuleFailure(
          task.target()
              + " gave no kubeconfig: '"
              + command
              + "' ended with exit code "
              + printed.exitCode()
              + (said.isEmpty() ? "" : " (" + said.lines().toList().getLast() + ")")
              + "; is Kubernetes there ready (k8s_status)?");
    }
    Kubeconfig fetched;
    try {
      fetched = Kubeconfig.parse(path, printed.stdout(), null, task.controller().files());
    } catch (UnusableKubeconfig e) {
      throw new ModuleFailure(
          task.target()
              + " printed no usable kubeconfig with '"
              + command
              + "': "
              + e.getMessage());
    }
    fetched.secrets().forEach(task::hide);
    if (!sameServer(fetched.server(), server)) {
      throw new ModuleFailure(
          "the kubeconfig that "
              + task.target()
              + " printed names the server "
              + fetched.server()
              + " and not "
              + server
              + "; check the parameter command");
    }
    TargetFiles files = task.controller().files();
    int slash = path.lastIndexOf('/');
    if (slash > 0 && files.stat(path.substring(0, slash), true) == null) {
      files.makeDirectories(path.substring(0, slash), new FileAttributes(null, null, "0700"));
    }
    files.write(
        path,
        printed.stdout().getBytes(StandardCharsets.UTF_8),
        new FileAttributes(null, null, "0600"));
    return Result.changed(fields(path, why, false));
  }

  private Map<String, Object> fields(String path, String reason, boolean verified) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("path", path);
    fields.put("server", server);
    fields.put("reason", reason);
    fields.put("verified", verified);
    return fields;
  }
}
