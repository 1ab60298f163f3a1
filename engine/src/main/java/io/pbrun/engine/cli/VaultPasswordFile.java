package io.pbrun.engine.cli;

import io.pbrun.engine.vault.Vault;
import io.pbrun.engine.vault.VaultException;
import io.pbrun.engine.vault.VaultText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file with a vault password, or a program that prints it. A program whose name ends in {@code
 * -client} is told the id. Symbolic links are not followed to find its name and folder.
 *
 * @param id null when the source was given without one
 */
record VaultPasswordFile(String name, @Nullable String id) {
  /** What such a program says to an id that it does not know. */
  private static final int UNKNOWN_ID = 2;

  private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{(\\w+)}|(\\w+))");

  /** There is no such file. */
  static final class Missing extends Exception {
    private final VaultException reason;

    Missing(String message) {
      super(message);
      this.reason = new VaultException(message);
    }

    VaultException reason() {
      return reason;
    }
  }

  /**
   * The password.
   *
   * @param earlier passwords that are known already; the file may be encrypted with one
   * @throws VaultException when it cannot be read or is empty
   */
  byte[] read(Vault earlier) throws Missing {
    Path path = path();
    if (!Files.exists(path)) {
      throw new Missing("The vault password file " + path + " was not found");
    }
    if (Files.isDirectory(path)) {
      throw new VaultException("The vault password file " + path + " is a directory");
    }
    return isExecutable(path) ? printed(path) : content(path, earlier);
  }

  private Path path() {
    Matcher matcher = VARIABLE.matcher(name);
    String expanded =
        matcher.replaceAll(found -> {
          String variable = found.group(1) == null ? found.group(2) : found.group(1);
          String value = System.getenv(variable);
          return Matcher.quoteReplacement(value == null ? found.group() : value);
        });
    if (expanded.equals("~") || expanded.startsWith("~/")) {
      String home = System.getenv("HOME");
      expanded = (home == null ? System.getProperty("user.home") : home) + expanded.substring(1);
    }
    return Path.of(expanded).toAbsolutePath().normalize();
  }

  /** Anybody's permission to execute counts, also for root. */
  private static boolean isExecutable(Path path) {
    try {
      return Files.getPosixFilePermissions(path).stream()
          .anyMatch(permission ->
              permission == PosixFilePermission.OWNER_EXECUTE
                  || permission == PosixFilePermission.GROUP_EXECUTE
                  || permission == PosixFilePermission.OTHERS_EXECUTE);
    } catch (IOException | UnsupportedOperationException e) {
      return Files.isExecutable(path);
    }
  }

  private static byte[] content(Path path, Vault earlier) {
    byte[] bytes;
    try {
      bytes = strip(Files.readAllBytes(path), true);
    } catch (NoSuchFileException e) {
      throw new VaultException("Could not read vault password file " + path + ": no such file");
    } catch (IOException e) {
      throw new VaultException("Could not read vault password file " + path + ": " + reason(e));
    }
    byte[] plain = VaultText.isEncrypted(bytes) ? earlier.decrypt(bytes, path.toString()) : bytes;
    return notEmpty(strip(plain, false), "Invalid vault password was provided from file (" + path);
  }

  private byte[] printed(Path path) {
    boolean isClient =
        path.getFileName().toString().replaceFirst("(?<=.)\\.[^.]*$", "").endsWith("-client");
    List<String> command = new ArrayList<>(List.of(path.toString()));
    if (isClient && id != null) {
      command.addAll(List.of("--vault-id", id));
    }
    String what = "Vault password " + (isClient ? "client script " : "script ") + path;
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectInput(ProcessBuilder.Redirect.INHERIT);
    // A plain script may ask the operator something on standard error.
    if (!isClient) {
      builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    }
    try {
      Process process = builder.start();
      CompletableFuture<String> said = said(process, isClient);
      byte[] out = process.getInputStream().readAllBytes();
      int status = process.waitFor();
      String errors = said.join();
      if (isClient && status == UNKNOWN_ID) {
        throw new VaultException(
            what + " did not find a secret for vault-id=" + id + ": " + errors);
      }
      if (status != 0) {
        throw new VaultException(
            what
                + " returned non-zero ("
                + status
                + ")"
                + (isClient ? " when getting secret for vault-id=" + id + ": " + errors : ""));
      }
      return notEmpty(
          strip(out, false), "Invalid vault password was provided from script (" + path);
    } catch (IOException e) {
      throw new VaultException(
          "Problem running v"
              + what.substring(1)
              + " ("
              + reason(e)
              + "). If this is not a script, remove the executable bit from the file.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new VaultException(what + " was interrupted");
    }
  }

  private static CompletableFuture<String> said(Process process, boolean captured) {
    if (!captured) {
      return CompletableFuture.completedFuture("");
    }
    CompletableFuture<String> said = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            said.complete(
                new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8)
                    .strip());
          } catch (IOException e) {
            said.complete("");
          }
        });
    return said;
  }

  private static byte[] notEmpty(byte[] password, String message) {
    if (password.length == 0) {
      throw new VaultException(message + ")");
    }
    return password;
  }

  /** Without line ends at both ends; of a file all white space there goes. */
  private static byte[] strip(byte[] bytes, boolean allWhiteSpace) {
    String stripped = allWhiteSpace ? " \t\n\r\u000b\f" : "\r\n";
    int from = 0;
    int to = bytes.length;
    while (from < to && stripped.indexOf(bytes[from]) >= 0) {
      from++;
    }
    while (to > from && stripped.indexOf(bytes[to - 1]) >= 0) {
      to--;
    }
    return Arrays.copyOfRange(bytes, from, to);
  }

  private static String reason(IOException e) {
    return e instanceof java.nio.file.AccessDeniedException
        ? "permission denied"
        : String.valueOf(e.getMessage());
  }
}
