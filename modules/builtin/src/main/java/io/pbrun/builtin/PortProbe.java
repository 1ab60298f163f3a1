package io.pbrun.builtin;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Looks once at a TCP port of another machine, from this one. A selector makes both the limits and
 * the interruption take effect at once, on any thread.
 *
 * @param connectLimit how long connecting may take, on the wall
 * @param answerLimit how long to listen for what the other side says first, on the wall
 */
record PortProbe(String host, int port, Duration connectLimit, Duration answerLimit) {
  private static final int ANSWER_BYTES = 8192;

  /** What a look saw. */
  sealed interface Seen {
    /** As the operator reads it. */
    String words();
  }

  /** No connection. */
  record Closed(String words) implements Seen {}

  /**
   * A connection, and what the other side said unasked; empty when it was not listened for or said
   * nothing.
   */
  record Open(String said, String words) implements Seen {}

  /** Connects, and leaves again. */
  Seen connect() throws InterruptedException {
    return look(_ -> true, false);
  }

  /**
   * Connects and listens until what was said is enough, the other side closes, or the time is over.
   */
  Seen listen(Predicate<String> enough) throws InterruptedException {
    return look(enough, true);
  }

  private Seen look(Predicate<String> enough, boolean listens) throws InterruptedException {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      return new Closed("the name " + host + " is not known");
    }
    try (SocketChannel channel = SocketChannel.open();
        Selector selector = Selector.open()) {
      channel.configureBlocking(false);
      if (!channel.connect(address)) {
        channel.register(selector, SelectionKey.OP_CONNECT);
        if (!select(selector, connectLimit)) {
          return new Closed("timed out");
        }
        channel.finishConnect();
      }
      return listens ? hear(channel, selector, enough) : new Open("", "connected");
    } catch (IOException e) {
      return new Closed(reason(e));
    }
  }

  private Seen hear(SocketChannel channel, Selector selector, Predicate<String> enough)
      throws InterruptedException {
    StringBuilder said = new StringBuilder();
    ByteBuffer buffer = ByteBuffer.allocate(ANSWER_BYTES);
    long end = System.nanoTime() + answerLimit.toNanos();
    try {
      channel.register(selector, SelectionKey.OP_READ);
      while (said.length() < ANSWER_BYTES && !enough.test(said.toString())) {
        Duration left = Duration.ofNanos(end - System.nanoTime());
        if (left.isNegative() || !select(selector, left)) {
          break;
        }
        int count = channel.read(buffer.clear());
        if (count < 0) {
          break;
        }
        said.append(StandardCharsets.ISO_8859_1.decode(buffer.flip()));
      }
    } catch (IOException e) {
      return new Open(
          said.toString(),
          said.isEmpty() ? "connected, then " + reason(e) : shown(said.toString()));
    }
    return new Open(
        said.toString(), said.isEmpty() ? "connected but silent" : shown(said.toString()));
  }

  private static boolean select(Selector selector, Duration limit)
      throws IOException, InterruptedException {
    int ready = selector.select(Math.max(1, limit.toMillis()));
    selector.selectedKeys().clear();
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return ready > 0;
  }

  private static String shown(String said) {
    String line = said.lines().findFirst().orElse("").replaceAll("[^\\x20-\\x7e]", "?");
    return "banner '" + (line.length() > 80 ? line.substring(0, 80) + "..." : line) + "'";
  }

  private static String reason(IOException e) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    if (e instanceof NoRouteToHostException || message.contains("no route")) {
      return "no route to host";
    } else if (message.contains("unreachable")) {
      return "network unreachable";
    } else if (message.contains("reset")) {
      return "reset by the other side";
    } else if (message.contains("timed out")) {
      return "timed out";
    }
    return e instanceof ConnectException ? "refused" : message;
  }
}
