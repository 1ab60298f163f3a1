package io.pbrun.engine.connection;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.method.AbstractAuthMethod;

/**
 * The publickey method of RFC 4252 for any identity, of a file or of the agent: asks whether the
 * server would take it, and signs only then. sshj's own needs the private key in memory.
 */
final class PublicKeyAuth extends AbstractAuthMethod {
  private final SshIdentity identity;
  private final List<String> notes;
  private final Deque<SshAlgorithm> left;
  private boolean given;

  /**
   * @param server how the server calls itself
   * @param notes takes why the identity could not be used after all
   */
  PublicKeyAuth(SshIdentity identity, String server, List<String> notes) {
    super("publickey");
    this.identity = identity;
    this.notes = notes;
    this.left = new ArrayDeque<>(SshAlgorithm.of(identity.publicBlob(), server));
  }

  @Override
  protected SSHPacket buildReq() throws UserAuthException {
    return request(false);
  }

  private SSHPacket request(boolean signed) throws UserAuthException {
    return super.buildReq()
        .putBoolean(signed)
        .putString(left.getFirst().name())
        .putBytes(identity.publicBlob());
  }

  @Override
  public void handle(Message message, SSHPacket packet)
      throws UserAuthException, TransportException {
    if (message != Message.USERAUTH_60) {
      super.handle(message, packet);
      return;
    }
    SSHPacket request = request(true);
    byte[] data =
        new Buffer.PlainBuffer()
            .putBytes(params.getTransport().getSessionID())
            .putBuffer(new Buffer.PlainBuffer(request.getCompactData()))
            .getCompactData();
    try {
      request.putBytes(identity.sign(data, left.getFirst().signature()));
      params.getTransport().write(request);
    } catch (IOException e) {
      notes.add("the server knows " + identity.label() + ", but " + e.getMessage());
      given = true;
      // The server answers this with a failure, and the next method has its turn.
      params
          .getTransport()
          .write(
              new SSHPacket(Message.USERAUTH_REQUEST)
                  .putString(params.getUsername())
                  .putString(params.getNextServiceName())
                  .putString("none"));
    }
  }

  @Override
  public boolean shouldRetry() {
    left.removeFirst();
    return !given && !left.isEmpty();
  }
}
