package io.pbrun.engine.connection;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A target's files through its shell: POSIX sh and the small tools of coreutils or busybox, no
 * Python. One round trip an operation; contents travel as they are through standard input and
 * output.
 */
final class ShellFiles implements TargetFiles {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final RawRunner runner;

  ShellFiles(RawRunner runner) {
    this.runner = runner;
  }

  @Override
  public @Nullable FileFacts stat(String path, boolean follow)
      throws ConnectionException, InterruptedException {
    String script =
        "stat "
            + (follow ? "-L " : "")
            + "-c '%f %s %u %g %X %Y %Z %i %d %h\n%U\n%G' \"$p\" || exit\n"
            + (follow ? "" : "if [ -L \"$p\" ]; then readlink \"$p\"; fi\n");
    RawResult result = runner.run(script(path, script).declaredReadOnly());
    if (result.exitCode() != 0) {
      String error = result.errorText();
      if (error.contains("No such file or directory")
          || error.contains("Not a directory")
          || error.contains("Too many levels of symbolic links")) {
        return null;
      }
      throw failure("look at", path, result);
    }
    return StatOutput.parse(path, new String(result.stdout(), StandardCharsets.UTF_8));
  }

  @Override
  public byte[] read(String path) throws ConnectionException, InterruptedException {
    String script =
        "if [ -e \"$p\" ] && [ ! -f \"$p\" ]; then echo 'it is no regular file' >&2; exit 1; fi\nexec cat \"$p\"";
    return checked("read", path, runner.run(script(path, script).declaredReadOnly())).stdout();
  }

  @Override
  public List<String> list(String path) throws ConnectionException, InterruptedException {
    String script =
        """
        cd "$p" && [ -r . ] || { echo 'it cannot be listed' >&2; exit 1; }
        for f in * .[!.]* ..?*; do
          if [ -e "$f" ] || [ -L "$f" ]; then printf '%s\\000' "$f"; fi
        done
        """;
    RawResult result = checked("list", path, runner.run(script(path, script).declaredReadOnly()));
    String names = new String(result.stdout(), StandardCharsets.UTF_8);
    return names.isEmpty() ? List.of() : Arrays.stream(names.split("\0")).sorted().toList();
  }

  @Override
  public void write(String path, byte[] content, FileAttributes attributes)
      throws ConnectionException, InterruptedException {
    // The length proves that the whole content arrived before anything is replaced.
    String script =
        """
        if [ -d "$p" ] && [ ! -L "$p" ]; then echo 'it is a directory' >&2; exit 1; fi
        case $p in */*) t=${p%%/*}/.pbrun-%s ;; *) t=.pbrun-%s ;; esac
        trap 'rm -f "$t"' EXIT
        (umask 077; set -C; cat >"$t") || exit 1
        if [ "$(wc -c <"$t")" -ne %d ]; then echo 'the content did not arrive whole' >&2; exit 1; fi
        if [ -f "$p" ] && [ ! -L "$p" ]; then
          o=$(stat -c %%u:%%g "$p"); [ "$o" = "$(stat -c %%u:%%g "$t")" ] || chown "$o" "$t" || exit 1
          chmod "$(stat -c %%a "$p")" "$t" || exit 1
        else
          %s
        fi
        %smv -f "$t" "$p" || exit 1
        trap - EXIT
        """;
    String unique = unique();
    String mode = attributes.mode();
    // Without "who", chmod keeps to the umask. Nothing is opened in between when the mode is fixed.
    String fresh = mode != null && FileMode.isOctal(mode) ? ":" : "chmod =rw \"$t\" || exit 1";
    Command command =
        script(
            path,
            script.formatted(unique, unique, content.length, fresh, attributes("$t", attributes)));
    checked("write", path, runner.run(command.withStdin(content)));
  }

  @Override
  public void makeDirectories(String path, FileAttributes attributes)
      throws ConnectionException, InterruptedException {
    String script =
        """
        make() {
          if [ -d "$1" ]; then return 0; fi
          case $1 in ?*/*) make "${1%%/*}" || return 1 ;; esac
          mkdir "$1" || return 1
          %s}
        while :; do case $p in ?*/) p=${p%%/} ;; *) break ;; esac; done
        if [ -d "$p" ]; then %s:; else make "$p"; fi
        """;
    String set = attributes("$1", attributes);
    String again = attributes("$p", attributes).replace("\n", "; ");
    checked(
        "make directory",
        path,
        runner.run(script(path, script.formatted(set.replace("exit 1", "return 1"), again))));
  }

  @Override
  public void makeLink(String path, String target, boolean symbolic)
      throws ConnectionException, InterruptedException {
    String from = symbolic ? Quoting.word(target) : Quoting.path(target);
    String script = "exec ln -" + (symbolic ? "sfn" : "f") + " -- " + from + " \"$p\"";
    checked("make link", path, runner.run(script(path, script)));
  }

  @Override
  public void setAttributes(String path, FileAttributes attributes)
      throws ConnectionException, InterruptedException {
    String script = attributes("$p", attributes);
    if (!script.isEmpty()) {
      checked("change owner or mode of", path, runner.run(script(path, script)));
    }
  }

  @Override
  public void touch(
      String path, @Nullable Double accessEpochSeconds, @Nullable Double modificationEpochSeconds)
      throws ConnectionException, InterruptedException {
    String script =
        "touch"
            + date("-a", accessEpochSeconds)
            + " \"$p\" && touch"
            + date("-m", modificationEpochSeconds)
            + " \"$p\"";
    checked("set the times of", path, runner.run(script(path, script)));
  }

  private static String date(String which, @Nullable Double epochSeconds) {
    return " "
        + which
        + (epochSeconds == null
            ? ""
            : " -d @" + java.math.BigDecimal.valueOf(epochSeconds).toPlainString());
  }

  @Override
  public void remove(String path) throws ConnectionException, InterruptedException {
    PathGuard.refuseRoots(path);
    checked("remove", path, runner.run(script(path, "exec rm -rf -- \"$p\"")));
  }

  @Override
  public String createTemporary(String directory, String prefix, String suffix, boolean isDirectory)
      throws ConnectionException, InterruptedException {
    String name = Quoting.word(prefix + unique() + suffix);
    String script =
        "cd \"$p\" || exit 1\nt=$(pwd)\ncase $t in /) t= ;; esac\nt=$t/"
            + name
            + "\numask 077\n"
            + (isDirectory ? "mkdir \"$t\"" : "(set -C; : >\"$t\")")
            + " || exit 1\nprintf %s \"$t\"";
    RawResult result =
        checked("make a temporary file in", directory, runner.run(script(directory, script)));
    return new String(result.stdout(), StandardCharsets.UTF_8);
  }

  private static Command script(String path, String body) {
    if (path.isEmpty()) {
      throw new FileOperationException(path, "a file's path is empty");
    }
    return Command.of(
        List.of("/bin/sh", "-c", "export LC_ALL=C\np=" + Quoting.path(path) + "\n" + body));
  }

  private static String attributes(String variable, FileAttributes attributes) {
    StringBuilder script = new StringBuilder();
    String target = " \"" + variable + "\" || exit 1\n";
    if (attributes.owner() != null) {
      script.append("chown ").append(Quoting.word(attributes.owner())).append(target);
    }
    if (attributes.group() != null) {
      script.append("chgrp ").append(Quoting.word(attributes.group())).append(target);
    }
    if (attributes.mode() != null) {
      // After the owner: changing that clears set-user-id bits.
      script.append("chmod -- ").append(Quoting.word(attributes.mode())).append(target);
    }
    return script.toString();
  }

  private static RawResult checked(String verb, String path, RawResult result) {
    if (result.exitCode() != 0) {
      throw failure(verb, path, result);
    }
    return result;
  }

  private static FileOperationException failure(String verb, String path, RawResult result) {
    String error = result.errorText();
    String last =
        error.isEmpty() ? "exit code " + result.exitCode() : error.lines().toList().getLast();
    return new FileOperationException(path, "cannot " + verb + " " + path + ": " + last);
  }

  private static String unique() {
    byte[] bytes = new byte[8];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
