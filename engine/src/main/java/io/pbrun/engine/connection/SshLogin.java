package io.pbrun.engine.connection;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import javax.net.SocketFactory;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.method.AuthKeyboardInteractive;
import net.schmizz.sshj.userauth.method.AuthMethod;
import net.schmizz.sshj.userauth.method.AuthPassword;
import net.schmizz.sshj.userauth.method.AuthPublickey;
import net.schmizz.sshj.userauth.method.PasswordResponseProvider;
import net.schmizz.sshj.userauth.password.PasswordUtils;
import org.jspecify.annotations.Nullable;

/** Opens one SSH session: TCP, key exchange, host key, login. */
final class SshLogin {
  private static final int KEEP_ALIVE_SECONDS = 15;

  private final ConnectionSettings settings;
  private final HostKeyCheck hostKey;
  private final @Nullable SSHClient via;
  private volatile @Nullable Socket socket;

  private SshLogin(ConnectionSettings settings, @Nullable SSHClient via, Object knownHostsLock) {
    this.settings = settings;
    this.via = via;
    List<Path> files = settings.knownHostsFiles().stream().map(HomePath::of).toList();
    this.hostKey = new HostKeyCheck(files, settings.hostKeyPolicy(), knownHostsLock);
  }

  /**
   * @param via a session with the jump host; null to connect straight
   * @param knownHostsLock held while known_hosts files are read and written
   */
  static SSHClient open(ConnectionSettings settings, @Nullable SSHClient via, Object knownHostsLock)
      throws ConnectionException, InterruptedException {
    return new SshLogin(settings, via, knownHostsLock).open();
  }

  /**
   * On a thread of its own, because neither a connecting socket nor sshj's waits end by
   * interruption.
   */
  private SSHClient open() throws ConnectionException, InterruptedException {
    CompletableFuture<SSHClient> opened = new CompletableFuture<>();
    Exchange.daemon(
            "ssh-login",
            () -> {
              try {
                if (!opened.complete(connect())) {
                  abandon();
                }
              } catch (ConnectionException | RuntimeException e) {
                opened.completeExceptionally(e);
              }
            })
        .start();
    try {
      return opened.get();
    } catch (InterruptedException e) {
      opened.cancel(false);
      abandon();
      throw e;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ConnectionException failure) {
        throw failure;
      }
      throw new ConnectionException(where() + ": " + e.getCause(), e);
    }
  }

  private void abandon() {
    Socket open = socket;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // It is given up anyway.
      }
    }
  }

  private SSHClient connect() throws ConnectionException {
    int timeoutMs = (int) settings.connectTimeout().toMillis();
    SSHClient client = new SSHClient(new SshConfig());
    client.setSocketFactory(new Sockets());
    client.setConnectTimeout(timeoutMs);
    client.setTimeout(timeoutMs);
    client.getTransport().setTimeoutMs(timeoutMs);
    client.getConnection().setTimeoutMs(timeoutMs);
    client.getConnection().getKeepAlive().setKeepAliveInterval(KEEP_ALIVE_SECONDS);
    client.getConnection().getKeepAlive().setDaemon(true);
    client.addHostKeyVerifier(hostKey);
    boolean done = false;
    try {
      SshKeys keys = SshKeys.load(client, settings);
      try {
        if (via == null) {
          client.connect(settings.host(), settings.port());
        } else {
          client.connectVia(via.newDirectConnection(settings.host(), settings.port()));
        }
      } catch (IOException e) {
        String refusal = hostKey.refusal();
        if (refusal != null) {
          throw ConnectionException.lasting(where() + ": " + refusal, e);
        }
        throw new ConnectionException(where() + ": " + SshErrors.connecting(e, settings), e);
      }
      login(client, keys);
      client.setTimeout(0);
      done = true;
      return client;
    } finally {
      if (!done) {
        SshSession.disconnect(client);
      }
    }
  }

  private void login(SSHClient client, SshKeys keys) throws ConnectionException {
    List<AuthMethod> methods = new ArrayList<>();
    List<String> tried = new ArrayList<>();
    for (SshKeys.Key key : keys.keys) {
      methods.add(new AuthPublickey(key.provider()));
      tried.add("key " + key.file());
    }
    String password = settings.password();
    if (password != null) {
      methods.add(new AuthPassword(PasswordUtils.createOneOff(password.toCharArray())));
      methods.add(
          new AuthKeyboardInteractive(
              new PasswordResponseProvider(PasswordUtils.createOneOff(password.toCharArray()))));
      tried.add("password");
    }
    String notes = keys.notes.isEmpty() ? "" : "; passed over: " + String.join("; ", keys.notes);
    String agent =
        System.getenv("SSH_AUTH_SOCK") == null
            ? ""
            : "; keys of the running ssh agent are not used (sshj 0.40 has no agent), name a key file";
    if (methods.isEmpty()) {
      throw ConnectionException.lasting(
          where()
              + ": there is neither a key nor a password for user '"
              + settings.login()
              + "'; set ansible_ssh_private_key_file or ansible_password"
              + notes
              + agent,
          null);
    }
    try {
      client.auth(settings.login(), methods);
    } catch (UserAuthException e) {
      if (!client.getTransport().isRunning()) {
        throw new ConnectionException(
            where()
                + ": the server ended the connection during the login of user '"
                + settings.login()
                + "' (tried: "
                + String.join(", ", tried)
                + ")",
            e);
      }
      throw new ConnectionException(
          where()
              + ": the server does not accept user '"
              + settings.login()
              + "' with "
              + String.join(", ", tried)
              + notes
              + agent,
          e);
    } catch (IOException e) {
      throw new ConnectionException(where() + ": " + SshErrors.connecting(e, settings), e);
    }
  }

  private String where() {
    return "cannot connect by ssh to "
        + settings.host()
        + ":"
        + settings.port()
        + (settings.proxyJump() == null ? "" : " through " + settings.proxyJump());
  }

  /** Remembers the socket, so that a connection that is no longer wanted can be cut. */
  private final class Sockets extends SocketFactory {
    @Override
    public Socket createSocket() {
      Socket made = new Socket();
      socket = made;
      return made;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      throw new IOException("unused");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort)
        throws IOException {
      throw new IOException("unused");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      throw new IOException("unused");
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
        throws IOException {
      throw new IOException("unused");
    }
  }
}
