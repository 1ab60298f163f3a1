package io.pbrun.engine.connection;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.function.Consumer;
import javax.net.SocketFactory;

/** Makes the socket of a connection, or what stands for it, and tells of it before it connects. */
final class SshSockets extends SocketFactory {
  private final ConnectionSettings settings;
  private final Consumer<Socket> made;

  SshSockets(ConnectionSettings settings, Consumer<Socket> made) {
    this.settings = settings;
    this.made = made;
  }

  @Override
  public Socket createSocket() throws IOException {
    String command = settings.proxyCommand();
    Socket socket =
        command == null ? new Socket() : new ProxyCommandSocket(command, settings.port());
    made.accept(socket);
    return socket;
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
