package io.pbrun.builtin;

import io.pbrun.engine.connection.Command;
import io.pbrun.engine.connection.CommandResult;
import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A tar file; the target's own {@code tar} reads it.
 *
 * @param packing option that undoes the packing; empty for none
 * @param content the archive, when it has to travel; null when it is on the target
 */
record TarArchive(Unarchive task, String handler, String packing, byte @Nullable [] content)
    implements Archive {

  static TarArchive of(Unarchive task, String magic, byte @Nullable [] content) {
    if (magic.startsWith("1f8b")) {
      return new TarArchive(task, "TgzArchive", "-z", content);
    } else if (magic.startsWith("425a68")) {
      return new TarArchive(task, "TarBzipArchive", "-j", content);
    } else if (magic.startsWith("fd377a585a00")) {
      return new TarArchive(task, "TarXzArchive", "-J", content);
    } else if (magic.startsWith("28b52ffd")) {
      return new TarArchive(task, "TarZstdArchive", "--zstd", content);
    }
    return new TarArchive(task, "TarArchive", "", content);
  }

  private List<String> words(String... action) {
    List<String> words = new ArrayList<>(List.of("tar"));
    words.addAll(List.of(action));
    words.addAll(List.of("-C", task.dest()));
    if (!packing.isEmpty()) {
      words.add(packing);
    }
    words.addAll(task.extraOpts());
    task.exclude().forEach(pattern -> words.add("--exclude=" + pattern));
    words.addAll(List.of("-f", content == null ? task.src() : "-"));
    words.addAll(task.include());
    return words;
  }

  private Command command(List<String> words) {
    return Command.shell(
            "export LC_ALL=C; "
                + String.join(
                    " ",
                    words.stream()
                        .map(word ->
                            word.startsWith("~") ? ShellWords.path(word) : ShellWords.quote(word))
                        .toList()))
        .withStdin(content);
  }

  @Override
  public List<String> names(ModuleContext context)
      throws ModuleFailure, ConnectionException, InterruptedException {
    CommandResult told = context.connection().run(command(words("-t")).declaredReadOnly());
    if (!told.succeeded()) {
      throw new ModuleFailure(
          "Failed to find handler for \""
              + task.src()
              + "\". Make sure the required command to extract the file is installed.\n"
              + told.stderr().strip());
    }
    return told.stdout().lines().filter(name -> !name.isBlank()).toList();
  }

  @Override
  public boolean isUnpacked(ModuleContext context)
      throws ModuleFailure, ConnectionException, InterruptedException {
    names(context);
    CommandResult told = context.connection().run(command(words("--diff")).declaredReadOnly());
    return told.succeeded()
        || (told.exitCode() == 1
            && Stream.concat(told.stdout().lines(), told.stderr().lines())
                .allMatch(this::isMeantToDiffer));
  }

  /** Whether the task itself makes this difference, or allows it. */
  private boolean isMeantToDiffer(String line) {
    FileParams wanted = task.common();
    return line.isBlank()
        || (wanted.owner() != null && line.endsWith(": Uid differs"))
        || (wanted.group() != null && line.endsWith(": Gid differs"))
        || (wanted.mode() != null && line.endsWith(": Mode differs"));
  }

  @Override
  public Map<String, @Nullable Object> unpack(ModuleContext acting)
      throws ModuleFailure, ConnectionException, InterruptedException {
    List<String> words = task.keepNewer() ? words("-x", "--keep-newer-files") : words("-x");
    CommandResult done = acting.connection().run(command(words));
    Map<String, @Nullable Object> told =
        Fields.of(
            "cmd", words, "rc", (long) done.exitCode(), "out", done.stdout(), "err", done.stderr());
    if (!done.succeeded()) {
      throw new ModuleFailure(
          "failed to unpack " + task.src() + " to " + task.dest() + ": " + done.stderr().strip(),
          Fields.of("extract_results", told));
    }
    return told;
  }
}
