package io.pbrun.distribution.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.inventory.InventoryLoader;
import io.pbrun.engine.module.ModuleCatalog;
import io.pbrun.engine.playbook.LoaderSettings;
import io.pbrun.engine.playbook.Modules;
import io.pbrun.engine.playbook.PlaybookLoader;
import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.source.SourceText;
import io.pbrun.engine.template.JinjaTemplates;
import io.pbrun.engine.template.Surroundings;
import io.pbrun.engine.yaml.YamlLoader;
import io.pbrun.engine.yaml.YamlNode;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever an operator can copy from this repository loads, and every path that is named exists.
 */
class ExamplesTest {
  private static final ModuleCatalog MODULES = ModuleCatalog.load();
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)#\\s]+)(#[^)]*)?\\)");
  private static final Pattern OWN_PATH =
      Pattern.compile("(?<![\\w/.-])(playbooks|inventories|docs|engine|modules)/[\\w./-]*\\w/?");

  @TempDir Path folder;

  private final List<Diagnostic> warnings = new ArrayList<>();

  static Stream<Path> playbooks() throws IOException {
    try (Stream<Path> files = Files.list(Documents.CHECKOUT.resolve("playbooks"))) {
      return files
          .filter(file -> file.toString().endsWith(".yml") && !file.endsWith("site-variables.yml"))
          .toList()
          .stream();
    }
  }

  static Stream<Path> inventories() throws IOException {
    try (Stream<Path> folders = Files.list(Documents.CHECKOUT.resolve("inventories"))) {
      return folders.toList().stream();
    }
  }

  static Stream<Documents.Block> yaml() {
    return Documents.blocks("yaml").stream();
  }

  @ParameterizedTest
  @MethodSource("playbooks")
  void a_playbook_loads_without_a_warning(Path playbook) {
    assertThat(loader(playbook.resolveSibling("")).load(playbook).plays()).isNotEmpty();
    assertThat(warnings).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("inventories")
  void an_inventory_loads_and_has_the_two_hosts_of_every_site(Path inventory) {
    assertThat(
            inventories(inventory.getParent()).load(List.of(inventory.toString())).groups().stream()
                .map(group -> group.name()))
        .contains("control", "management");
  }

  @ParameterizedTest
  @MethodSource("yaml")
  void an_example_in_the_documents_loads(Documents.Block block) throws IOException {
    YamlNode node = YamlLoader.load(new SourceText(block.place(), block.text())).getFirst();
    if (node instanceof YamlNode.Sequence list) {
      playbook(list, block.text());
    } else if (names((YamlNode.Mapping) node).contains("all")) {
      Path file = Files.writeString(folder.resolve("hosts.yml"), block.text());
      assertThat(inventories(folder).load(List.of(file.toString())).hosts()).isNotEmpty();
    } else {
      Path file = Files.createDirectory(folder.resolve("group_vars")).resolve("all.yml");
      Files.writeString(file, block.text());
      Path hosts = Files.writeString(folder.resolve("hosts"), "site\n");
      assertThat(inventories(folder).load(List.of(hosts.toString())).hosts()).isNotEmpty();
    }
  }

  private void playbook(YamlNode.Sequence list, String text) throws IOException {
    boolean plays =
        list.items().stream()
            .flatMap(item -> names((YamlNode.Mapping) item).stream())
            .anyMatch(List.of("hosts", "import_playbook")::contains);
    Path file = folder.resolve("example.yml");
    Files.writeString(file, plays ? text : "- hosts: all\n  tasks:\n" + text.indent(4));
    try {
      assertThat(loader(folder).load(file).plays()).isNotEmpty();
    } catch (DiagnosticException e) {
      // Files that an example copies or includes are the reader's.
      assertThat(e.diagnostics())
          .map(Diagnostic::message)
          .allMatch(message -> message.startsWith("there is no file '"));
    }
  }

  private static List<String> names(YamlNode.Mapping mapping) {
    return mapping.entries().stream().map(YamlNode.Entry::name).toList();
  }

  @Test
  void every_link_in_the_documents_leads_somewhere() {
    List<String> broken = new ArrayList<>();
    for (Path document : Documents.all()) {
      Matcher links = LINK.matcher(Documents.read(document));
      while (links.find()) {
        String target = links.group(1);
        if (!target.contains("://") && !Files.exists(document.resolveSibling(target))) {
          broken.add(Documents.name(document) + ": " + target);
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void every_path_of_this_repository_that_a_document_names_exists() {
    List<String> missing = new ArrayList<>();
    for (Path document : Documents.all()) {
      Matcher paths = OWN_PATH.matcher(Documents.read(document));
      while (paths.find()) {
        String path = paths.group();
        boolean invented = path.contains("/mysite") || path.contains("/target");
        if (!invented
            && !Files.exists(Documents.CHECKOUT.resolve(path))
            && !Files.exists(document.resolveSibling(path))) {
          missing.add(Documents.name(document) + ": " + path);
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void the_readme_sets_up_with_two_commands() {
    List<String> commands =
        Documents.blocks(Documents.CHECKOUT.resolve("README.md")).stream()
            .filter(block -> block.language().equals("sh"))
            .map(block -> block.text().strip())
            .limit(2)
            .toList();
    assertThat(commands)
        .containsExactly(
            "./pbrun playbooks/capi-restart.yml -i inventories/sandbox", "mvn -B verify");
  }

  private PlaybookLoader loader(Path directory) {
    return new PlaybookLoader(
        new JinjaTemplates(Surroundings.of(directory)),
        Modules.of(MODULES),
        new LoaderSettings(Map.of(), List.of(), warnings::add));
  }

  private InventoryLoader inventories(Path directory) {
    return new InventoryLoader(
            new JinjaTemplates(Surroundings.of(directory))::compile,
            FileSystems.getDefault(),
            warnings::add)
        .listingOnly(true);
  }
}
