package io.pbrun.engine.connection;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import net.schmizz.sshj.connection.channel.OpenFailException;

/** Says in plain words why no SSH session came up. */
final class SshErrors {
  private SshErrors() {}

  static String connecting(Throwable error, ConnectionSettings settings) {
    for (Throwable e = error; e != null; e = e.getCause()) {
      switch (e) {
        case UnknownHostException _ -> {
          return "no address is known for the name '" + settings.host() + "'";
        }
        case SocketTimeoutException _, TimeoutException _ -> {
          return "no answer within " + settings.connectTimeout().toSeconds() + " s";
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
          return "the jump host refused to go on: " + o.getMessage();
        }
        default -> {}
      }
    }
    String message = String.valueOf(error.getMessage());
    String lower = message.toLowerCase(java.util.Locale.ROOT);
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
