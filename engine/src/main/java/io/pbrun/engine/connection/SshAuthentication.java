package io.pbrun.engine.connection;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.DisconnectReason;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.connection.ConnectionImpl;
import net.schmizz.sshj.userauth.UserAuth;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.method.AuthKeyboardInteractive;
import net.schmizz.sshj.userauth.method.AuthMethod;
import net.schmizz.sshj.userauth.method.AuthPassword;
import net.schmizz.sshj.userauth.method.PasswordResponseProvider;
import net.schmizz.sshj.userauth.password.PasswordUtils;

/** The login on a connection that stands: one method after the other, as far as allowed. */
final class SshAuthentication {
  /** A method, and its name for an operator. */
  private record Try(AuthMethod method, String label) {}

  private final SSHClient client;
  private final ConnectionSettings settings;
  private final String where;
  private final List<String> tried = new ArrayList<>();

  /**
   * @param where what is being done, for the beginning of messages
   */
  SshAuthentication(SSHClient client, ConnectionSettings settings, String where) {
    this.client = client;
    this.settings = settings;
    this.where = where;
  }

  /**
   * @param notes what was passed over, in words
   */
  void authenticate(List<SshIdentity> identities, List<String> notes) throws ConnectionException {
    List<Try> tries = new ArrayList<>();
    String server = SshErrors.server(client);
    for (SshIdentity each : identities) {
      tries.add(new Try(new PublicKeyAuth(each, server, notes), each.label()));
    }
    String password = settings.password();
    if (password != null) {
      tries.add(
          new Try(
              new AuthPassword(PasswordUtils.createOneOff(password.toCharArray())), "password"));
      tries.add(
          new Try(
              new AuthKeyboardInteractive(
                  new PasswordResponseProvider(PasswordUtils.createOneOff(password.toCharArray()))),
              "keyboard-interactive password"));
    }
    if (tries.isEmpty()) {
      throw ConnectionException.lasting(
          where
              + ": there is neither a key nor a password for user '"
              + settings.login()
              + "'; set ansible_ssh_private_key_file or ansible_password, or start an ssh agent"
              + passedOver(notes),
          null);
    }
    try {
      if (!attempt(tries)) {
        throw refused(identities.isEmpty(), notes);
      }
    } catch (IOException e) {
      throw ended(e, notes);
    }
  }

  private boolean attempt(List<Try> tries) throws IOException {
    UserAuth authentication = client.getUserAuth();
    Collection<String> allowed = List.of();
    for (Try each : tries) {
      String method = each.method().getName();
      // A server that takes passwords has refused this one already.
      boolean again =
          method.equals("keyboard-interactive")
              && tried.contains("password")
              && allowed.contains("password")
              && !authentication.hadPartialSuccess();
      if (again || (!allowed.isEmpty() && !allowed.contains(method))) {
        continue;
      }
      tried.add(each.label());
      each.method().setLoggerFactory(client.getTransport().getConfig().getLoggerFactory());
      if (authentication.authenticate(
          settings.login(),
          (ConnectionImpl) client.getConnection(),
          each.method(),
          (int) settings.connectTimeout().toMillis())) {
        return true;
      }
      allowed = authentication.getAllowedMethods();
    }
    return false;
  }

  private ConnectionException refused(boolean noKeys, List<String> notes) {
    Collection<String> allowed = client.getUserAuth().getAllowedMethods();
    String partly =
        client.getUserAuth().hadPartialSuccess()
            ? "; one of them was right, more is asked for"
            : "";
    String todo =
        allowed.contains("publickey") && !noKeys
            ? "; is the public key in ~" + settings.login() + "/.ssh/authorized_keys there?"
            : "";
    return new ConnectionException(
        where
            + ": the server does not accept user '"
            + settings.login()
            + "' with "
            + (tried.isEmpty() ? "anything that there is" : String.join(", ", tried))
            + " (it allows "
            + String.join(", ", allowed)
            + partly
            + ")"
            + todo
            + passedOver(notes));
  }

  private ConnectionException ended(IOException error, List<String> notes) {
    String offered = " (offered: " + String.join(", ", tried) + ")";
    boolean many =
        String.valueOf(error.getMessage())
            .toLowerCase(java.util.Locale.ROOT)
            .contains("too many authentication failures");
    if (many) {
      return new ConnectionException(
          where
              + ": the server gave up after too many keys for user '"
              + settings.login()
              + "'"
              + offered
              + "; name the right one in ansible_ssh_private_key_file and set"
              + " ansible_ssh_common_args: -o IdentitiesOnly=yes"
              + passedOver(notes),
          error);
    }
    if (error instanceof UserAuthException || !client.getTransport().isRunning()) {
      boolean told =
          error instanceof SSHException s && s.getDisconnectReason() != DisconnectReason.UNKNOWN;
      return new ConnectionException(
          where
              + ": the server ended the connection during the login of user '"
              + settings.login()
              + "'"
              + offered
              + (told ? ": " + error.getMessage() : "")
              + passedOver(notes),
          error);
    }
    return new ConnectionException(
        where + ": " + SshErrors.connecting(error, settings) + offered, error);
  }

  private static String passedOver(List<String> notes) {
    return notes.isEmpty() ? "" : "; " + String.join("; ", notes);
  }
}
