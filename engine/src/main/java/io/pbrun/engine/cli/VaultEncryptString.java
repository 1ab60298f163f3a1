package io.pbrun.engine.cli;

import io.pbrun.engine.vault.VaultException;
import io.pbrun.engine.vault.VaultSecret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pbrun vault encrypt-string}: lines for a YAML file. */
@Command(headerHeading = "Encrypts texts as values for YAML.%n%n")
final class VaultEncryptString extends VaultAction {
  private static final String INDENT = " ".repeat(10);

  @Parameters(
      paramLabel = "TEXT",
      arity = "0..*",
      description = "'-', or none at all, reads standard input, which other users cannot see.")
  List<String> texts = new ArrayList<>();

  @Option(
      names = {"-n", "--name"},
      paramLabel = "NAME",
      description = "The variable of the first text; of the next when given again.")
  List<String> names = new ArrayList<>();

  @Option(
      names = "--stdin-name",
      paramLabel = "NAME",
      description = "The variable of what standard input gives.")
  @Nullable String stdinName;

  @Option(
      names = {"-p", "--prompt"},
      description = "Ask for the text.")
  boolean prompt;

  @Option(names = "--show-input", description = "Show what is typed there.")
  boolean showInput;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where to write it; '-' is standard output.")
  @Nullable String output;

  @Option(
      names = "--encrypt-vault-id",
      paramLabel = "ID",
      description = "Which of several passwords encrypts.")
  @Nullable String encryptId;

  VaultEncryptString(Terminal terminal) {
    super(terminal);
  }

  /** A text, its variable, and where it came from. */
  private record Plain(byte[] text, @Nullable String name, String source) {}

  @Override
  void run() {
    boolean reads = texts.isEmpty() || texts.contains(VaultFiles.STANDARD) || stdinName != null;
    if (prompt && texts.isEmpty() && stdinName == null) {
      reads = false;
    }
    if (prompt && reads) {
      throw wrong("The --prompt option is not supported if also reading input from stdin");
    }
    VaultDecrypt.checkOutput(output, texts);
    VaultSecret secret = encrypting(encryptId);
    List<Plain> plains = new ArrayList<>();
    if (prompt) {
      plains.add(asked());
    }
    if (reads) {
      plains.add(read());
    }
    plains.addAll(given());
    List<String> blocks = new ArrayList<>();
    for (int i = 0; i < plains.size(); i++) {
      Plain plain = plains.get(i);
      if (plains.size() > 1) {
        terminal.err().println(heading(plain, i + 1));
      }
      blocks.add(block(encrypt(plain.text, secret), plain.name));
    }
    byte[] all = String.join("", blocks).getBytes(StandardCharsets.UTF_8);
    files().write(output == null ? VaultFiles.STANDARD : output, all, true);
    done("Encryption");
  }

  private Plain read() {
    if (terminal.isTerminal()) {
      terminal
          .output()
          .errorLine(
              "Reading plaintext input from stdin. (ctrl-d to end input, twice if your content does not already have a newline)");
    }
    byte[] text = files().read(VaultFiles.STANDARD);
    if (text.length == 0) {
      throw wrong("stdin was empty, not encrypting");
    }
    return new Plain(text, stdinName, "stdin");
  }

  private Plain asked() {
    try {
      String name = terminal.console().ask("Variable name (enter for no name): ", true);
      char[] hidden =
          showInput
              ? terminal.console().ask("String to encrypt:", true).toCharArray()
              : new PasswordPrompt(terminal).ask("String to encrypt (hidden): ");
      if (hidden == null || hidden.length == 0) {
        throw wrong("The plaintext provided from the prompt was empty, not encrypting");
      }
      byte[] text = new String(hidden).getBytes(StandardCharsets.UTF_8);
      return new Plain(text, name.isEmpty() ? null : name, "the interactive prompt");
    } catch (IOException e) {
      throw new VaultException("the text cannot be asked for: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new VaultException("interrupted");
    }
  }

  private List<Plain> given() {
    List<String> rest = texts.stream().filter(text -> !text.equals(VaultFiles.STANDARD)).toList();
    if (!names.isEmpty() && rest.size() > names.size()) {
      terminal
          .output()
          .errorLine(
              "The number of --name options do not match the number of args.\n"
                  + "The last named variable will be \""
                  + names.getLast()
                  + "\". The rest will not have names.");
    }
    List<Plain> plains = new ArrayList<>();
    for (int i = 0; i < rest.size(); i++) {
      if (rest.get(i).isEmpty()) {
        throw wrong("The plaintext provided from the command line args was empty, not encrypting");
      }
      plains.add(
          new Plain(
              rest.get(i).getBytes(StandardCharsets.UTF_8),
              i < names.size() ? names.get(i) : null,
              "the command line args"));
    }
    return plains;
  }

  private static String heading(Plain plain, int number) {
    String what =
        plain.name == null ? "the string" : "variable (\"" + plain.name + "\", the string";
    return "# The encrypted version of " + what + " #" + number + " from " + plain.source + ").";
  }

  private static String block(byte[] encrypted, @Nullable String name) {
    StringBuilder block = new StringBuilder(name == null ? "" : name + ": ").append("!vault |\n");
    new String(encrypted, StandardCharsets.US_ASCII)
        .lines()
        .forEach(line -> block.append(INDENT).append(line).append('\n'));
    return block.toString();
  }
}
