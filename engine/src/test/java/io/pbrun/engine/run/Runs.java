package io.pbrun.engine.run;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.pbrun.engine.inventory.HostSelector;
import io.pbrun.engine.inventory.Inventory;
import io.pbrun.engine.inventory.InventoryLoader;
import io.pbrun.engine.inventory.TextReader;
import io.pbrun.engine.inventory.Variables;
import io.pbrun.engine.inventory.VarsFiles;
import io.pbrun.engine.module.ModuleCatalog;
import io.pbrun.engine.module.Time;
import io.pbrun.engine.playbook.LoaderSettings;
import io.pbrun.engine.playbook.Modules;
import io.pbrun.engine.playbook.Playbook;
import io.pbrun.engine.playbook.PlaybookLoader;
import io.pbrun.engine.report.RunEvents;
import io.pbrun.engine.report.RunListener;
import io.pbrun.engine.report.Secrets;
import io.pbrun.engine.run.modules.TestFamily;
import io.pbrun.engine.template.JinjaTemplates;
import io.pbrun.engine.template.Surroundings;
import io.pbrun.engine.testkit.ManualTime;
import io.pbrun.engine.value.Omit;
import io.pbrun.engine.vars.ExtraVars;
import io.pbrun.engine.vars.VariableManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs playbooks in memory, one host at a time so that stories are the same every time.
 *
 * <pre>{@code
 * Story story = new Runs("web1,web2").run("- hosts: all …");
 * assertThat(story.text()).isEqualTo(…);
 * }</pre>
 */
final class Runs {
  private final FileSystem disk =
      Jimfs.newFileSystem(Configuration.unix().toBuilder().setWorkingDirectory("/site").build());
  private final List<RunListener> listeners = new ArrayList<>();
  private final List<String> extraVars = new ArrayList<>();
  private final String inventory;
  private final ManualTime time = new ManualTime();
  private Time clock = time;
  private RunOptions options = RunOptions.defaults();
  private Console console = Console.none();
  private Consent consent = Consent.GIVEN;

  /** Hosts as {@code -i} takes them: {@code "web1,web2,"}, or the name of a file. */
  Runs(String inventory) {
    this.inventory = inventory;
    options = with(false, List.of(), List.of(), null);
  }

  Runs file(String name, String text) {
    try {
      Path path = disk.getPath("/site").resolve(name);
      Files.createDirectories(path.getParent());
      Files.writeString(path, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Runs preview() {
    options = with(true, List.of(), List.of(), null);
    return this;
  }

  Runs tags(String... tags) {
    options = with(options.check(), List.of(tags), List.of(), null);
    return this;
  }

  Runs skipTags(String... tags) {
    options = with(options.check(), List.of(), List.of(tags), null);
    return this;
  }

  Runs startAt(String task) {
    options = with(options.check(), List.of(), List.of(), task);
    return this;
  }

  /** Asks before each task; these are the lines of the operator. */
  Runs steps(String... answers) {
    Iterator<String> lines = List.of(answers).iterator();
    console =
        new Console() {
          @Override
          public String ask(String prompt, boolean echo) {
            return "";
          }

          @Override
          public @Nullable String line(String prompt) {
            return lines.hasNext() ? lines.next() : null;
          }
        };
    options =
        new RunOptions(
            false,
            false,
            1,
            List.of(),
            List.of(),
            null,
            null,
            false,
            true,
            0,
            false,
            true,
            "/nowhere");
    return this;
  }

  /** Asks this before anything is changed. */
  Runs consent(Consent consent) {
    this.consent = consent;
    return this;
  }

  Runs extraVars(String written) {
    extraVars.add(written);
    return this;
  }

  Runs listener(RunListener listener) {
    listeners.add(listener);
    return this;
  }

  ManualTime time() {
    return time;
  }

  Runs clock(Time clock) {
    this.clock = clock;
    return this;
  }

  /** Where background tasks leave what they came to. */
  Runs jobs(Path directory) {
    options =
        new RunOptions(
            options.check(),
            false,
            1,
            List.of(),
            List.of(),
            null,
            null,
            false,
            false,
            0,
            false,
            true,
            directory.toString());
    return this;
  }

  private static RunOptions with(
      boolean check, List<String> tags, List<String> skipTags, @Nullable String startAt) {
    return new RunOptions(
        check, false, 1, tags, skipTags, startAt, null, false, false, 0, false, true, "/nowhere");
  }

  Story run(String playbook) {
    file("site.yml", playbook);
    Story story = new Story();
    listeners.add(story);
    RunListener events = new RunEvents(listeners);
    JinjaTemplates templates = new JinjaTemplates(Surroundings.of(disk.getPath("/site")));
    Variables extra =
        new ExtraVars(templates::compile, disk, TextReader.PLAIN, warning -> {}).parse(extraVars);
    VarsFiles varsFiles = new VarsFiles(templates::compile, TextReader.PLAIN, warning -> {});
    Inventory hosts =
        new InventoryLoader(templates::compile, disk, warning -> {}).load(List.of(inventory));
    Map<String, @Nullable Object> magic = new HashMap<>();
    magic.put("omit", Omit.OMIT);
    magic.put("ansible_check_mode", options.check());
    VariableManager variables =
        new VariableManager(
            hosts, varsFiles, extra, magic, templates::resolve, VariableManager.Settings.DEFAULT);
    ModuleCatalog modules = new ModuleCatalog(List.of(new TestFamily()));
    PlaybookLoader loader =
        new PlaybookLoader(
            templates, Modules.of(modules), new LoaderSettings(extra, List.of(), warning -> {}));
    Playbook loaded = loader.load(disk.getPath("/site/site.yml"));
    RunSetup setup =
        new RunSetup(
            templates,
            modules,
            loader.taskFiles(),
            new HostSelector(hosts, null, HostSelector.Mismatch.IGNORE, warning -> {}),
            variables,
            varsFiles,
            Map.of(),
            Map.of(),
            options,
            events,
            clock,
            new Secrets(),
            console,
            Gathering.EXPLICIT,
            true,
            consent);
    story.endedWith(new PlaybookRunner(setup).run(List.of(loaded)));
    return story;
  }
}
