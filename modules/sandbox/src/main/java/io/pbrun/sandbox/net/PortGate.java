package io.pbrun.sandbox.net;

import io.pbrun.sandbox.world.ManagementCluster.PortState;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A TCP port that refuses, stalls, hangs up or leads to the server behind it, as the simulated
 * machine is just then. While it refuses, a bound socket that does not listen keeps the port ours.
 */
public final class PortGate implements AutoCloseable {
  private final Socket reservation;
  private final int port;
  private final InetAddress address;
  private final int backendPort;
  private final Supplier<PortState> state;
  private final ExecutorService executor;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private @Nullable ServerSocket listener;
  private PortState last = PortState.REFUSED;
  private boolean closed;

  /**
   * Reserves a free port of the address; nobody listens there until {@link #update}.
   *
   * @param backendPort loopback port that answers while the state is OPEN
   * @param state asked anew for each connection
   */
  public PortGate(
      InetAddress address, int backendPort, Supplier<PortState> state, ExecutorService executor)
      throws IOException {
    this.address = address;
    this.backendPort = backendPort;
    this.state = state;
    this.executor = executor;
    reservation = new Socket();
    reservation.setReuseAddress(true);
    reservation.bind(new InetSocketAddress(address, 0));
    port = reservation.getLocalPort();
  }

  /** The port. */
  public int port() {
    return port;
  }

  /** Opens or closes the port if the machine's state has changed to another. */
  public synchronized void update(PortState now) {
    if (closed || now == last) {
      return;
    }
    last = now;
    connections.forEach(PortGate::closeQuietly);
    try {
      if (now == PortState.REFUSED) {
        closeListener();
      } else if (listener == null) {
        listen();
      }
    } catch (IOException e) {
      throw new IllegalStateException(
          "cannot open " + address.getHostAddress() + ":" + port + ": " + e.getMessage(), e);
    }
  }

  private void listen() throws IOException {
    ServerSocket opened = new ServerSocket();
    opened.setReuseAddress(true);
    opened.bind(new InetSocketAddress(address, port), 50);
    listener = opened;
    executor.execute(() -> acceptFrom(opened));
  }

  private void acceptFrom(ServerSocket opened) {
    while (!opened.isClosed()) {
      try {
        Socket client = opened.accept();
        executor.execute(() -> serve(client));
      } catch (IOException | RejectedExecutionException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    connections.add(client);
    try (client) {
      switch (state.get()) {
        case OPEN -> pipe(client);
        case STALLS -> swallow(client.getInputStream());
        case DROPS -> {
          if (client.getInputStream().read() < 0) {
            return;
          }
        }
        case REFUSED -> {}
      }
    } catch (IOException e) {
      // the connection was cut, which is what a gate is for
    } finally {
      connections.remove(client);
    }
  }

  private void pipe(Socket client) throws IOException {
    try (Socket backend = new Socket(InetAddress.getLoopbackAddress(), backendPort)) {
      client.setTcpNoDelay(true);
      backend.setTcpNoDelay(true);
      connections.add(backend);
      try {
        executor.execute(() -> {
          try {
            copy(backend.getInputStream(), client.getOutputStream());
          } catch (IOException e) {
            // either side hung up
          }
          closeQuietly(client);
          closeQuietly(backend);
        });
        copy(client.getInputStream(), backend.getOutputStream());
      } finally {
        connections.remove(backend);
      }
    }
  }

  private static void copy(InputStream from, OutputStream to) throws IOException {
    byte[] buffer = new byte[16 * 1024];
    int read = from.read(buffer);
    while (read >= 0) {
      to.write(buffer, 0, read);
      to.flush();
      read = from.read(buffer);
    }
  }

  private static void swallow(InputStream from) throws IOException {
    byte[] buffer = new byte[1024];
    int read = from.read(buffer);
    while (read >= 0) {
      read = from.read(buffer);
    }
  }

  private void closeListener() throws IOException {
    ServerSocket open = listener;
    listener = null;
    if (open != null) {
      open.close();
    }
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      // it is closed either way
    }
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    closeListener();
    connections.forEach(PortGate::closeQuietly);
    reservation.close();
  }
}
