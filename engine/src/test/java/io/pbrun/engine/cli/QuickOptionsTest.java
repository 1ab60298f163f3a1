package io.pbrun.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.report.Secrets;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What reads plain arguments must read them as picocli does, or leave them to it. */
class QuickOptionsTest {

  /** For these picocli is asked: they end in its own texts, or are refused together. */
  private static final Set<String> LEFT =
      Set.of(
          "-h", "--help", "--version", "-J", "--ask-vault-password", "--ask-vault-pass", "--toml");

  private static final Terminal NOBODY =
      new Terminal(
          new PrintStream(OutputStream.nullOutputStream()),
          new PrintStream(OutputStream.nullOutputStream()),
          new Secrets());

  record Kind(String name, Supplier<QuickCommand> command) {
    @Override
    public String toString() {
      return name;
    }

    QuickOptions options() {
      return command.get() instanceof PlaybookCommand playbook
          ? playbook.quickOptions()
          : ((InventoryCommand) command.get()).quickOptions();
    }
  }

  static List<Kind> commands() {
    return List.of(
        new Kind("playbook", () -> new PlaybookCommand(NOBODY)),
        new Kind("inventory", () -> new InventoryCommand(NOBODY)));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void every_option_is_known_with_or_without_a_value(Kind kind) {
    var known = kind.options().names();
    for (var option : new CommandLine(kind.command().get()).getCommandSpec().options()) {
      for (String name : option.names()) {
        if (!LEFT.contains(name)
            && !(kind.name().equals("inventory") && name.matches("-v|--verbose"))) {
          assertThat(known).containsEntry(name, option.arity().min() > 0);
        }
        known.remove(name);
      }
    }
    assertThat(known).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void every_option_sets_what_picocli_sets(Kind kind) {
    kind.options()
        .names()
        .forEach((name, takesValue) -> {
          List<String> line = new ArrayList<>();
          if (kind.name().equals("playbook")) {
            line.add("site.yml");
          }
          line.add(name);
          if (takesValue) {
            line.add("7");
          }
          sameAsPicocli(kind, line);
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-vvv site.yml",
        "-CDv site.yml other.yml",
        "site.yml -i a -i b,c -ihosts",
        "--inventory=a --extra-vars=x=1 site.yml -e y=2 -e @file",
        "-f10 -l web:!db --limit=db site.yml",
        "site.yml --tags a,b --tags c"
      })
  void forms_of_writing_it_are_picoclis(String line) {
    sameAsPicocli(commands().getFirst(), List.of(line.split(" ")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "site.yml -i",
        "site.yml -e -x",
        "site.yml --forks many",
        "site.yml --forks 0",
        "site.yml --inv a",
        "site.yml --check=true",
        "site.yml -f=3",
        "site.yml -- other.yml",
        "site.yml --help",
        "site.yml -Z",
        "--list-tags"
      })
  void anything_else_is_left_to_picocli(String line) {
    assertThat(
            new PlaybookCommand(NOBODY)
                .read(List.of(line.split(" ")).stream().filter(each -> !each.isEmpty()).toList()))
        .isFalse();
  }

  private static void sameAsPicocli(Kind kind, List<String> line) {
    QuickCommand quick = kind.command().get();
    assertThat(quick.read(line)).as("%s", line).isTrue();
    QuickCommand slow = kind.command().get();
    new CommandLine(slow)
        .setOverwrittenOptionsAllowed(true)
        .setExpandAtFiles(false)
        .parseArgs(line.toArray(String[]::new));
    assertThat(quick)
        .as("%s", line)
        .usingRecursiveComparison()
        .ignoringFields("spec", "inventory.vault.spec", "terminal")
        .isEqualTo(slow);
  }
}
