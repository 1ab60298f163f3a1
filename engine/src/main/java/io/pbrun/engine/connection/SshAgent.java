package io.pbrun.engine.connection;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.schmizz.sshj.common.Buffer;

/**
 * The ssh agent of the operator: the two requests of its protocol that a login needs
 * (draft-ietf-sshm-ssh-agent). A connection a request, so that nothing is held open.
 */
final class SshAgent {
  private static final byte REQUEST_IDENTITIES = 11;
  private static final byte IDENTITIES_ANSWER = 12;
  private static final byte SIGN_REQUEST = 13;
  private static final byte SIGN_RESPONSE = 14;
  private static final int RSA_SHA2_256 = 2;
  private static final int RSA_SHA2_512 = 4;
  private static final int LONGEST_ANSWER = 1 << 20;

  private final Path socket;

  SshAgent(Path socket) {
    this.socket = socket;
  }

  /** What the agent holds: keys, and certificates as identities of their own. */
  List<SshIdentity> identities() throws IOException {
    Buffer.PlainBuffer answer =
        ask(new Buffer.PlainBuffer().putByte(REQUEST_IDENTITIES), IDENTITIES_ANSWER);
    List<SshIdentity> identities = new ArrayList<>();
    long count = answer.readUInt32();
    for (long i = 0; i < count; i++) {
      byte[] blob = answer.readBytes();
      identities.add(new Held(blob, answer.readString()));
    }
    return identities;
  }

  private byte[] sign(byte[] blob, byte[] data, String algorithm) throws IOException {
    int flags =
        switch (algorithm) {
          case "rsa-sha2-512" -> RSA_SHA2_512;
          case "rsa-sha2-256" -> RSA_SHA2_256;
          default -> 0;
        };
    Buffer.PlainBuffer request =
        new Buffer.PlainBuffer()
            .putByte(SIGN_REQUEST)
            .putBytes(blob)
            .putBytes(data)
            .putUInt32(flags);
    return ask(request, SIGN_RESPONSE).readBytes();
  }

  private Buffer.PlainBuffer ask(Buffer.PlainBuffer request, byte expected) throws IOException {
    byte[] message = new Buffer.PlainBuffer().putBytes(request.getCompactData()).getCompactData();
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      ByteBuffer out = ByteBuffer.wrap(message);
      while (out.hasRemaining()) {
        channel.write(out);
      }
      int length = ByteBuffer.wrap(read(channel, 4)).getInt();
      if (length < 1 || length > LONGEST_ANSWER) {
        throw new IOException("it speaks another language");
      }
      Buffer.PlainBuffer answer = new Buffer.PlainBuffer(read(channel, length));
      if (answer.readByte() != expected) {
        throw new IOException("it refused");
      }
      return answer;
    }
  }

  private static byte[] read(SocketChannel channel, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new IOException("it hung up");
      }
    }
    return buffer.array();
  }

  private final class Held implements SshIdentity {
    private final byte[] blob;
    private final String comment;

    Held(byte[] blob, String comment) {
      this.blob = blob;
      this.comment = comment;
    }

    @Override
    public String label() {
      String what = SshAlgorithm.typeOf(blob).contains("-cert-") ? "certificate" : "key";
      return what
          + " "
          + (comment.isEmpty() ? KnownHosts.fingerprint(blob) : "'" + comment + "'")
          + " of the agent";
    }

    @Override
    public byte[] publicBlob() {
      return blob;
    }

    @Override
    public byte[] sign(byte[] data, String algorithm) throws IOException {
      try {
        return SshAgent.this.sign(blob, data, algorithm);
      } catch (IOException e) {
        throw new IOException("the agent did not sign with it: " + e.getMessage(), e);
      }
    }
  }
}
