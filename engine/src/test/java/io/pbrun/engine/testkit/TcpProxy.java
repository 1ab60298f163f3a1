package io.pbrun.engine.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Stands on a loopback port before a server, and is as bad a network as a test wants: slow, silent,
 * or cutting connections. Its mood may change at any time, for open connections too. It counts
 * connections, and requests where they are plain HTTP.
 */
public final class TcpProxy implements AutoCloseable {

  /** How it treats a connection. */
  public enum Mood {
    /** Passes everything on, each piece after the delay. */
    PASS,
    /** Takes connections and what is sent, and says nothing. */
    SILENT,
    /** Resets connections at once. */
    RESET,
    /** Passes the first bytes of an answer on, then resets. */
    CUT
  }

  private static final int CUT_AFTER = 100;

  private final InetSocketAddress server;
  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final List<Instant> requests = new CopyOnWriteArrayList<>();
  private final List<Instant> connections = new CopyOnWriteArrayList<>();
  private volatile Mood mood = Mood.PASS;
  private volatile Duration delay = Duration.ZERO;
  private volatile @Nullable String answer;

  private TcpProxy(InetSocketAddress server, ServerSocket listener) {
    this.server = server;
    this.listener = listener;
  }

  /** Begins to listen on a free port, before a port of this machine. */
  public static TcpProxy before(int port) throws IOException {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    TcpProxy proxy =
        new TcpProxy(new InetSocketAddress(loopback, port), new ServerSocket(0, 50, loopback));
    Thread.ofVirtual().start(proxy::accept);
    return proxy;
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** From now on, for open connections as well. */
  public TcpProxy mood(Mood now) {
    mood = now;
    if (now == Mood.RESET) {
      open.forEach(TcpProxy::reset);
    }
    return this;
  }

  /** Each piece of an answer waits this long. */
  public TcpProxy delay(Duration each) {
    delay = each;
    return this;
  }

  /** Plain HTTP requests get this whole answer and are not passed on; null to pass them on. */
  public TcpProxy answering(@Nullable String whole) {
    answer = whole;
    return this;
  }

  /** When plain HTTP requests came. */
  public List<Instant> requests() {
    return List.copyOf(requests);
  }

  /** When connections were made. */
  public List<Instant> connections() {
    return List.copyOf(connections);
  }

  /** How many connections are open now. */
  public int openConnections() {
    return open.size();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        connections.add(Instant.now());
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket client) {
    if (mood == Mood.RESET) {
      reset(client);
      return;
    }
    open.add(client);
    try (client;
        Socket behind = new Socket()) {
      behind.connect(server, 5000);
      Thread back = Thread.ofVirtual().start(() -> answers(behind, client));
      requests(client, behind);
      behind.shutdownOutput();
      back.join();
    } catch (IOException e) {
      // One side has closed.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(client);
    }
  }

  private void requests(Socket client, Socket behind) throws IOException {
    InputStream in = client.getInputStream();
    OutputStream out = behind.getOutputStream();
    byte[] buffer = new byte[16384];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      boolean request =
          n > 4
              && new String(buffer, 0, 4, StandardCharsets.ISO_8859_1)
                  .matches("GET |POST|PUT |PATC|DELE");
      if (request) {
        requests.add(Instant.now());
      }
      String own = answer;
      if (mood == Mood.PASS && request && own != null) {
        client.getOutputStream().write(own.getBytes(StandardCharsets.UTF_8));
        client.getOutputStream().flush();
      } else if (mood != Mood.SILENT) {
        out.write(buffer, 0, n);
        out.flush();
      }
    }
  }

  private void answers(Socket behind, Socket client) {
    byte[] buffer = new byte[16384];
    try {
      InputStream in = behind.getInputStream();
      OutputStream out = client.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (!delay.isZero()) {
          Thread.sleep(delay);
        }
        if (mood == Mood.CUT) {
          out.write(buffer, 0, Math.min(n, CUT_AFTER));
          out.flush();
          reset(client);
          return;
        }
        if (mood != Mood.SILENT) {
          out.write(buffer, 0, n);
          out.flush();
        }
      }
      client.shutdownOutput();
    } catch (IOException e) {
      reset(client);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // It is closed already.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    open.forEach(TcpProxy::reset);
  }
}
