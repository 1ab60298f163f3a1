package io.pbrun.engine.cli;

import io.pbrun.engine.report.Secrets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A mistake and what is printed about it, as one text:
 *
 * <pre>
 * What the mistake is, in a line or more
 * $ pbrun site.yml -i hosts
 * &gt;&gt;&gt; site.yml
 * - hosts: all
 * &lt;&lt;&lt; 2
 * what both streams print, in order
 * </pre>
 *
 * The command line above is assumed where none is given, and an inventory {@code hosts} with one
 * local host {@code box} where there is none. In the text of a file, {@code \t} at the start of a
 * line is a tab and {@code @HERE@} the directory.
 *
 * @param status the exit status
 */
record PrintedMistake(String title, String command, List<File> files, int status, String printed) {
  private static final String COMMAND = "pbrun site.yml -i hosts";

  /** A file that the command reads. */
  record File(String name, String text) {}

  static PrintedMistake read(Path file) throws IOException {
    return parse(Files.readString(file));
  }

  private static PrintedMistake parse(String text) {
    int end = text.indexOf("\n<<<");
    String given = end < 0 ? text : text.substring(0, end + 1);
    String answer = end < 0 ? "" : text.substring(end + 1);
    String[] parts = given.split("(?m)^>>> ");
    String title = parts[0];
    String command = COMMAND;
    int dollar = title.indexOf("$ ");
    if (dollar >= 0) {
      command = title.substring(dollar + 2).strip();
      title = title.substring(0, dollar);
    }
    List<File> files = new ArrayList<>();
    for (String part : List.of(parts).subList(1, parts.length)) {
      int line = part.indexOf('\n');
      files.add(new File(part.substring(0, line), part.substring(line + 1)));
    }
    int line = answer.indexOf('\n');
    return new PrintedMistake(
        title.strip(),
        command,
        files,
        line < 0 ? -1 : Integer.parseInt(answer.substring(3, line).strip()),
        line < 0 ? "" : answer.substring(line + 1));
  }

  /** The same with what is really printed. */
  PrintedMistake run(Path directory) throws IOException {
    Files.writeString(directory.resolve("hosts"), "box ansible_connection=local\n");
    for (File file : files) {
      Path path = directory.resolve(file.name);
      if (file.name.endsWith("/")) {
        Files.createDirectories(path);
        continue;
      }
      Files.createDirectories(path.getParent());
      String text = file.text.replaceAll("(?m)^\\\\t", "\t").replace("@HERE@", directory + "");
      Files.write(
          path,
          text.getBytes(
              text.contains("\u00e9") ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream both = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    int answer = new Commands(new Terminal(both, both, new Secrets())).run(arguments(directory));
    return new PrintedMistake(
        title, command, files, answer, timeless(bytes.toString(StandardCharsets.UTF_8), directory));
  }

  private List<String> arguments(Path directory) {
    List<String> arguments = new ArrayList<>();
    for (String word : command.split(" +(?=(?:[^']*'[^']*')*[^']*$)")) {
      String plain = word.replace("'", "");
      String name = plain.replaceFirst("^@", "");
      boolean isFile =
          name.matches("[\\w./-]+")
              && (name.contains(".") || Files.exists(directory.resolve(name)))
              && !plain.startsWith("-");
      arguments.add(
          isFile
              ? plain.substring(0, plain.length() - name.length()) + directory.resolve(name)
              : plain);
    }
    return arguments.subList(1, arguments.size());
  }

  /** Without what differs from run to run and from place to place. */
  private static String timeless(String text, Path directory) {
    return text.replace(directory + "/", "")
        .replace(directory.toString(), ".")
        .replace(System.getProperty("user.home") + "/.ansible", "~/.ansible")
        .replaceAll("\"delta\": \"[^\"]*\"", "\"delta\": \"…\"")
        .replaceAll("\"(start|end)\": \"\\d[^\"]*\"", "\"$1\": \"…\"")
        .replaceAll("\"elapsed\": \\d+", "\"elapsed\": …")
        .replaceAll("(?m)(] |RECAP )\\*{4,}$", "$1***")
        .replaceAll("[ ]+$", "")
        .stripTrailing()
        .concat("\n");
  }

  String text() {
    StringBuilder text = new StringBuilder(title).append('\n');
    if (!command.equals(COMMAND)) {
      text.append("$ ").append(command).append('\n');
    }
    files.forEach(file -> text.append(">>> ").append(file.name).append('\n').append(file.text));
    return text.append("<<< ").append(status).append('\n').append(printed).toString();
  }
}
