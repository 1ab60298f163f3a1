package io.pbrun.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * OpenSSH's own server on loopback ports, out of a folder of its own: configuration, host keys,
 * authorised keys, log, and a {@code bin} that comes first on the path of whoever logs in.
 */
public final class RealSshd implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/sbin/sshd");
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Path folder;
  private final int port;
  private final List<String> addresses;
  private final List<String> options = new ArrayList<>();
  private @Nullable Process process;

  /**
   * Makes one that does not listen yet. The test is skipped where openssh-server is not installed.
   *
   * @param folder an empty folder that is the server's from now on
   */
  public RealSshd(Path folder) {
    this(folder, freePort(), List.of("127.0.0.1"));
  }

  /**
   * @param addresses loopback addresses to listen on, at most 16
   */
  public RealSshd(Path folder, int port, List<String> addresses) {
    Assumptions.assumeTrue(
        Files.isExecutable(PROGRAM), "needs Debian's openssh-server: " + PROGRAM + " is not there");
    this.folder = folder;
    this.port = port;
    this.addresses = List.copyOf(addresses);
    try {
      Files.createDirectories(folder.resolve("bin"));
      // sshd wants it, even where it separates no privileges.
      Files.createDirectories(Path.of("/run/sshd"));
      // Whoever logs in reads the keys that let them in.
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.writeString(folder.resolve("authorized_keys"), "");
      Keys.make(folder.resolve("host_ed25519"), "ed25519", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A port that nobody listens on. */
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One more line of sshd_config, before the usual ones, which it so wins over. */
  public RealSshd with(String line) {
    options.add(line);
    return this;
  }

  /** One more host key, of type {@code rsa} or {@code ecdsa}, beside ed25519's or in its place. */
  public RealSshd withHostKey(String type) {
    Keys.make(folder.resolve("host_" + type), type, "");
    return this;
  }

  /** No ed25519 host key. */
  public RealSshd withoutEd25519() {
    delete(folder.resolve("host_ed25519"));
    return this;
  }

  /** A new host key of the same kind, as after a rebuild; takes hold at the next start. */
  public void newHostKey(String type) {
    delete(folder.resolve("host_" + type));
    delete(folder.resolve("host_" + type + ".pub"));
    Keys.make(folder.resolve("host_" + type), type, "");
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets the owner of a key in. */
  public RealSshd accepts(Path privateKey) {
    try {
      Files.writeString(
          folder.resolve("authorized_keys"),
          Files.readString(Path.of(privateKey + ".pub")),
          StandardOpenOption.APPEND);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A program that comes before all others on the path, such as {@code k8s} or {@code sudo}. */
  public RealSshd script(String name, String text) {
    try {
      Path file = folder.resolve("bin").resolve(name);
      Files.writeString(file, text);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Listens from now on. */
  public RealSshd start() {
    try {
      List<String> lines = new ArrayList<>();
      addresses.forEach(address -> lines.add("ListenAddress " + address + ":" + port));
      for (String type : List.of("ed25519", "ecdsa", "rsa")) {
        if (Files.exists(folder.resolve("host_" + type))) {
          lines.add("HostKey " + folder.resolve("host_" + type));
        }
      }
      lines.addAll(options);
      lines.add("AuthorizedKeysFile " + folder.resolve("authorized_keys"));
      lines.add("PidFile none");
      lines.add("PermitRootLogin yes");
      lines.add("PasswordAuthentication no");
      lines.add("KbdInteractiveAuthentication no");
      lines.add("StrictModes no");
      lines.add("UsePAM no");
      lines.add("LogLevel VERBOSE");
      lines.add("SetEnv PATH=" + folder.resolve("bin") + ":/usr/local/bin:/usr/bin:/bin");
      Path config = folder.resolve("sshd_config");
      Files.write(config, lines);
      Process started =
          new ProcessBuilder(PROGRAM.toString(), "-D", "-e", "-f", config.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("sshd.log").toFile()))
              .start();
      process = started;
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (!answers()) {
        if (!started.isAlive() || System.nanoTime() > end) {
          throw new AssertionError("sshd does not listen:\n" + log());
        }
        boolean unused = started.waitFor(20, TimeUnit.MILLISECONDS);
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket(addresses.getLast(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** Ends the listening one and all sessions that it has open. */
  public void stop() {
    Process running = process;
    if (running != null) {
      cutSessions();
      running.destroy();
      try {
        running.waitFor();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      process = null;
    }
  }

  /** Ends the sessions at once, without a word to the clients; the server goes on. */
  public void cutSessions() {
    Process running = process;
    if (running != null) {
      running
          .descendants()
          .filter(p -> p.info().command().orElse("").equals(PROGRAM.toString()))
          .forEach(ProcessHandle::destroyForcibly);
    }
  }

  /** The server's process; what sessions run are its descendants. */
  public ProcessHandle process() {
    Process running = process;
    if (running == null) {
      throw new IllegalStateException("it is not started");
    }
    return running.toHandle();
  }

  public int port() {
    return port;
  }

  /** What the server has written so far; at {@code LogLevel VERBOSE}. */
  public String log() {
    try {
      Path log = folder.resolve("sshd.log");
      return Files.exists(log) ? Files.readString(log, StandardCharsets.ISO_8859_1) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A public host key, as files hold it: type and base64. */
  public String hostKey(String type) {
    try {
      String[] fields = Files.readString(folder.resolve("host_" + type + ".pub")).split(" ");
      return fields[0] + " " + fields[1];
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As {@code ssh-keygen -l} prints it: {@code SHA256:…}. */
  public String fingerprint(String type) {
    return Keys.fingerprint(folder.resolve("host_" + type + ".pub"));
  }

  /** A line of known_hosts for the first address. */
  public String knownHostsLine(String type) {
    return "[" + addresses.getFirst() + "]:" + port + " " + hostKey(type) + "\n";
  }

  /** The server's own folder. */
  public Path folder() {
    return folder;
  }

  @Override
  public void close() {
    stop();
  }
}
