package io.pbrun.engine.connection;

import java.io.IOException;

/** Something that can prove to a server that it holds a private key. */
interface SshIdentity {
  /** As an operator would name it: {@code key /site/id}, {@code key 'me@desk' of the agent}. */
  String label();

  /** The public key or certificate as it goes over the wire. */
  byte[] publicBlob();

  /**
   * Signs.
   *
   * @param algorithm such as {@code rsa-sha2-512}
   * @return algorithm and signature as they go over the wire
   * @throws IOException when it cannot or will not; the message says why
   */
  byte[] sign(byte[] data, String algorithm) throws IOException;
}
