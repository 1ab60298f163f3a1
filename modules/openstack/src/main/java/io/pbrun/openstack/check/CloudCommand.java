package io.pbrun.openstack.check;

import io.pbrun.engine.cli.InventoryOptions;
import io.pbrun.engine.cli.SiteView;
import io.pbrun.engine.cli.Subcommand;
import io.pbrun.engine.module.SystemTime;
import io.pbrun.openstack.api.Cloud;
import io.pbrun.openstack.config.CloudConfigs;
import io.pbrun.openstack.http.OpenStackException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pbrun cloud check}: may the site's playbooks do what they have to, and as whom. */
public final class CloudCommand implements Subcommand {

  /** How the check prints. */
  enum Form {
    text,
    json
  }

  @Override
  public String name() {
    return "cloud";
  }

  @Override
  public String summary() {
    return "check who a site acts as on its cloud, and what would be refused";
  }

  @Override
  public Callable<Integer> command(CommandIo io) {
    return new Root(io);
  }

  /** The command, whose only word is {@code check}. */
  @Command(
      sortOptions = false,
      headerHeading = "Says how a site stands with its cloud. Reads only.%n%n",
      synopsisHeading = "Usage: ",
      synopsisSubcommandLabel = "check -i SITE",
      optionListHeading = "%nOptions:%n",
      commandListHeading = "%nCommands:%n")
  static final class Root implements Callable<Integer> {
    private static final int NOT_READY = 2;
    private static final int MISTAKES = 4;
    private static final int BAD_OPTIONS = 5;
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final CommandIo io;

    @Option(
        names = {"-h", "--help"},
        usageHelp = true,
        description = "Show this text.")
    boolean help;

    Root(CommandIo io) {
      this.io = io;
    }

    @Override
    public Integer call() {
      io.errorLine("ERROR! say what to do: pbrun cloud check -i inventories/SITE");
      return BAD_OPTIONS;
    }

    @Command(
        name = "check",
        sortOptions = false,
        description =
            "Signs in as the playbooks do, asks every service what they will ask it, and says what is granted, refused or out of reach.",
        mixinStandardHelpOptions = false)
    int check(
        @Mixin InventoryOptions inventory,
        @Option(
                names = {"-H", "--host"},
                paramLabel = "HOST",
                description =
                    "Whose variables to use (default: the first of the group control, or of all).")
            @Nullable String host,
        @Option(
                names = "--playbook-dir",
                paramLabel = "DIR",
                description = "What relative paths are meant from (default: here).")
            @Nullable Path playbookDirectory,
        @Option(
                names = "--output",
                paramLabel = "FORM",
                defaultValue = "text",
                description = "text or json (default: ${DEFAULT-VALUE}).")
            Form form,
        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "Show this text.")
            boolean wantsHelp)
        throws InterruptedException {
      Path directory =
          (playbookDirectory == null ? Path.of("") : playbookDirectory).toAbsolutePath();
      try (SiteView view = io.site(inventory, directory)) {
        String chosen = host == null ? first(view) : host;
        if (chosen == null) {
          io.errorLine(
              "ERROR! the inventory has no host whose variables could name a cloud; give one with -i");
          return MISTAKES;
        }
        return check(view.variables(chosen), directory, form);
      } catch (OpenStackException e) {
        io.errorLine("ERROR! " + e.getMessage());
        return MISTAKES;
      }
    }

    private static @Nullable String first(SiteView view) {
      List<String> hosts = view.hosts("control");
      if (hosts.isEmpty()) {
        hosts = view.hosts("all");
      }
      return hosts.isEmpty() ? null : hosts.getFirst();
    }

    private int check(Function<String, @Nullable Object> variables, Path directory, Form form)
        throws InterruptedException {
      List<Path> bases = new ArrayList<>(List.of(directory));
      if (variables.apply("inventory_dir") instanceof String inventory) {
        bases.add(Path.of(inventory));
      }
      CloudConfigs configs = new CloudConfigs(variables, System.getenv(), bases);
      CloudCheck.Site site =
          new CloudCheck.Site(
              configs.text("site_name"),
              configs.text("mgmt_project"),
              configs.text("mgmt_server"),
              configs.text("octavia_project"),
              variables.apply(Cloud.CALL_TIMEOUT) == null
                  ? LIMIT
                  : Cloud.callLimit(variables.apply(Cloud.CALL_TIMEOUT)));
      try (CloudCheck check = new CloudCheck(configs, site, SystemTime.INSTANCE, io::hide)) {
        Report report = check.report();
        if (form == Form.json) {
          io.line(ReportJson.text(report));
        } else {
          ReportText.lines(report).forEach(io::line);
        }
        return report.problems().isEmpty() ? 0 : NOT_READY;
      }
    }
  }
}
