package io.pbrun.builtin;

import io.pbrun.engine.connection.Command;
import io.pbrun.engine.connection.CommandResult;
import io.pbrun.engine.connection.Connection;
import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.connection.FileFacts;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleFailure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An archive that {@code unarchive} unpacks. */
interface Archive {
  int MAGIC_BYTES = 6;

  /** What Ansible calls its sort. */
  String handler();

  Unarchive task();

  /** What is in it, as far as the task wants it. */
  List<String> names(ModuleContext context)
      throws ModuleFailure, ConnectionException, InterruptedException;

  /** Whether all of it stands in the folder already. */
  boolean isUnpacked(ModuleContext context)
      throws ModuleFailure, ConnectionException, InterruptedException;

  /** Unpacks it, and tells {@code cmd, rc, out, err}. */
  Map<String, @Nullable Object> unpack(ModuleContext acting)
      throws ModuleFailure, ConnectionException, InterruptedException;

  static Archive of(Unarchive task, ModuleContext context)
      throws ModuleFailure, ConnectionException, InterruptedException {
    boolean remote = task.remoteSrc() || !task.copy();
    byte[] content = null;
    if (!remote) {
      Path file = LocalFiles.find(context, "files", task.src());
      content = task.decrypt() ? LocalFiles.readDecrypted(context, file) : LocalFiles.read(file);
    } else if (task.src().contains("://")) {
      content = ArchiveDownload.of(task, context);
    } else {
      FileFacts is = context.connection().files().stat(task.src(), true);
      if (is == null) {
        throw new ModuleFailure("Source '" + task.src() + "' does not exist");
      }
      if (is.sizeBytes() == 0) {
        throw new ModuleFailure("Invalid archive '" + task.src() + "', the file is 0 bytes");
      }
    }
    if (content != null && content.length == 0) {
      throw new ModuleFailure("Invalid archive '" + task.src() + "', the file is 0 bytes");
    }
    String magic = magic(task, context, content);
    if (magic.startsWith("504b0304") || magic.startsWith("504b0506")) {
      return new ZipArchive(
          task, content == null ? context.connection().files().read(task.src()) : content);
    }
    return TarArchive.of(task, magic, content);
  }

  /** The first bytes of the archive, in hexadecimal. */
  private static String magic(Unarchive task, ModuleContext context, byte @Nullable [] content)
      throws ConnectionException, InterruptedException {
    if (content != null) {
      return HexFormat.of().formatHex(content, 0, Math.min(MAGIC_BYTES, content.length));
    }
    String line =
        "head -c " + MAGIC_BYTES + " -- " + ShellWords.path(task.src()) + " | od -An -tx1";
    return context
        .connection()
        .run(Command.shell(line).declaredReadOnly())
        .stdout()
        .replaceAll("\\s", "");
  }

  /** How what is in the archive stands in the folder, by one command. */
  default List<FoundFile> found(ModuleContext context)
      throws ModuleFailure, ConnectionException, InterruptedException {
    List<FoundFile> found = new ArrayList<>();
    String told =
        onAll(context.connection(), "stat -c '" + FoundFile.FORMAT + "'", names(context)).stdout();
    for (String line : told.split("\n")) {
      FoundFile file = FoundFile.parse(line);
      if (file != null) {
        found.add(file.named(TargetPaths.join(task().dest(), file.path())));
      }
    }
    return found;
  }

  /** Runs a command that looks, with these names in the folder as its arguments. */
  default CommandResult onAll(Connection connection, String command, List<String> names)
      throws ConnectionException, InterruptedException {
    String line =
        "export LC_ALL=C; cd " + ShellWords.path(task().dest()) + " && xargs -0 " + command + " --";
    byte[] input = String.join("\0", names).getBytes(StandardCharsets.UTF_8);
    return names.isEmpty()
        ? new CommandResult(0, "", "")
        : Objects.requireNonNull(
            connection.run(Command.shell(line).withStdin(input).declaredReadOnly()));
  }
}
