package io.pbrun.engine.connection;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.channel.OpenFailException;

/** Says in plain words why no SSH session came up. */
final class SshErrors {
  private SshErrors() {}

  /** Whether the server, or something before it, closed the connection at its very beginning. */
  static boolean dropped(Throwable error) {
    String message = String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("closed connection during identification")
        || message.contains("connection reset")
        || message.contains("broken pipe");
  }

  /** How the server calls itself; empty before it said so. */
  static String server(SSHClient client) {
    try {
      String version = client.getTransport().getServerVersion();
      return version == null ? "" : version;
    } catch (StringIndexOutOfBoundsException e) {
      // sshj's way to say that it has read nothing yet.
      return "";
    }
  }

  static String connecting(Throwable error, ConnectionSettings settings) {
    for (Throwable e = error; e != null; e = e.getCause()) {
      switch (e) {
        case UnknownHostException _ -> {
          return "no address is known for the name '" + settings.host() + "'";
        }
        case SocketTimeoutException _, TimeoutException _ -> {
          return "no answer within "
              + settings.connectTimeout().toSeconds()
              + " s: the machine is down, a firewall drops the packets, or its sshd hangs";
        }
        case NoRouteToHostException _ -> {
          return "there is no route to that address";
        }
        case ConnectException c -> {
          return String.valueOf(c.getMessage()).contains("refused")
              ? "connection refused: the machine is up, but nothing listens on port "
                  + settings.port()
              : String.valueOf(c.getMessage());
        }
        case OpenFailException o -> {
          return "the jump host cannot reach it: " + o.getMessage();
        }
        default -> {}
      }
    }
    String message = String.valueOf(error.getMessage());
    String lower = message.toLowerCase(Locale.ROOT);
    if (dropped(error)) {
      return "the server closed the connection before it said anything; it may be starting, have too"
          + " many logins at once (MaxStartups), or not let this address in";
    }
    if (lower.contains("eof")
        || lower.contains("closed by remote")
        || lower.contains("connection reset")
        || lower.contains("broken transport")) {
      return "the server closed the connection before the login (" + message + ")";
    }
    if (lower.contains("unable to reach a settlement")) {
      return "the server and pbrun have no algorithm in common (" + message + ")";
    }
    return message;
  }
}
