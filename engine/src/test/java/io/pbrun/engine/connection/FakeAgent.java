package io.pbrun.engine.connection;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import net.schmizz.sshj.common.Buffer;

/** An ssh agent in this process with one ed25519 key, which it may refuse to use. */
final class FakeAgent implements AutoCloseable {
  private final ServerSocketChannel server;
  private final KeyPair key;
  private final Path socket;
  volatile boolean refuses;

  FakeAgent(Path socket) throws Exception {
    this.socket = socket;
    key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    Exchange.daemon("fake-agent", this::serve).start();
  }

  String socket() {
    return socket.toString();
  }

  byte[] publicBlob() {
    byte[] encoded = key.getPublic().getEncoded();
    return new Buffer.PlainBuffer()
        .putString("ssh-ed25519")
        .putBytes(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length))
        .getCompactData();
  }

  private void serve() {
    while (server.isOpen()) {
      try (SocketChannel client = server.accept()) {
        int length = ByteBuffer.wrap(read(client, 4)).getInt();
        byte[] answer = answer(new Buffer.PlainBuffer(read(client, length)));
        client.write(ByteBuffer.wrap(new Buffer.PlainBuffer().putBytes(answer).getCompactData()));
      } catch (IOException | GeneralSecurityException e) {
        // The client is gone, or the test is over.
      }
    }
  }

  private byte[] answer(Buffer.PlainBuffer request) throws IOException, GeneralSecurityException {
    Buffer.PlainBuffer answer = new Buffer.PlainBuffer();
    switch (request.readByte()) {
      case 11 ->
          answer.putByte((byte) 12).putUInt32(1).putBytes(publicBlob()).putString("ada@desk");
      case 13 -> {
        if (refuses || !Arrays.equals(request.readBytes(), publicBlob())) {
          return new byte[] {5};
        }
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(key.getPrivate());
        signature.update(request.readBytes());
        answer
            .putByte((byte) 14)
            .putBytes(
                new Buffer.PlainBuffer()
                    .putString("ssh-ed25519")
                    .putBytes(signature.sign())
                    .getCompactData());
      }
      default -> answer.putByte((byte) 5);
    }
    return answer.getCompactData();
  }

  private static byte[] read(SocketChannel channel, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new IOException("hung up");
      }
    }
    return buffer.array();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
