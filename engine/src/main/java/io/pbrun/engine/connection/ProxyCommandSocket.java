package io.pbrun.engine.connection;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A program whose input and output are the connection ({@code ProxyCommand}). */
final class ProxyCommandSocket extends Socket {
  private final Process process;
  private final int port;
  private final Thread listener;
  private volatile String lastWords = "";

  ProxyCommandSocket(String command, int port) throws IOException {
    this.port = port;
    process = new ProcessBuilder("/bin/sh", "-c", "exec " + command).start();
    listener = Exchange.daemon("proxy-errors", this::listen);
    listener.start();
  }

  private void listen() {
    try (BufferedReader errors = process.errorReader(StandardCharsets.UTF_8)) {
      for (String line = errors.readLine(); line != null; line = errors.readLine()) {
        lastWords = line.strip();
      }
    } catch (IOException e) {
      // It has ended.
    }
  }

  /** The program connects by itself. */
  @Override
  public void connect(SocketAddress endpoint, int timeoutMs) {}

  @Override
  public InputStream getInputStream() {
    return process.getInputStream();
  }

  @Override
  public OutputStream getOutputStream() {
    return process.getOutputStream();
  }

  @Override
  public boolean isConnected() {
    return true;
  }

  @Override
  public int getPort() {
    return port;
  }

  @Override
  public InetAddress getInetAddress() {
    return InetAddress.getLoopbackAddress();
  }

  /** Reads end with the program; the login has a limit of its own. */
  @Override
  public void setSoTimeout(int timeoutMs) {}

  /** How the program ended; empty while it runs. */
  String ending() {
    try {
      return process.waitFor(200, TimeUnit.MILLISECONDS) && listener.join(Duration.ofMillis(200))
          ? "it ended with exit code "
              + process.exitValue()
              + (lastWords.isEmpty() ? "" : " (" + lastWords + ")")
          : "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  @Override
  public void close() throws IOException {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    super.close();
  }
}
