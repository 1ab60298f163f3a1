package io.pbrun.engine.vault;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What stands inside the lines: salt, HMAC-SHA256 of the cipher text, and the cipher text of
 * AES-256 in counter mode, each in hexadecimal, joined by line ends, and all of that in hexadecimal
 * once more. The keys and the counter come from PBKDF2-HMAC-SHA256 with 10,000 rounds.
 */
final class VaultCipher {
  static final String NAME = "AES256";

  private static final int ROUNDS = 10_000;
  private static final int KEY = 32;
  private static final int BLOCK = 16;
  private static final int SALT = 32;

  private VaultCipher() {}

  /** The parts of what the lines hold. */
  private record Parts(byte[] salt, byte[] hmac, byte[] ciphertext) {

    static Parts of(byte[] digits) {
      byte[] inner = Hex.bytes(digits);
      int first = indexOf(inner, 0);
      int second = first < 0 ? -1 : indexOf(inner, first + 1);
      if (second < 0) {
        throw new VaultException(
            "Vault vaulttext format error: salt, HMAC and cipher text were expected");
      }
      return new Parts(
          Hex.bytes(Arrays.copyOf(inner, first)),
          Arrays.copyOfRange(inner, first + 1, second),
          Hex.bytes(Arrays.copyOfRange(inner, second + 1, inner.length)));
    }

    private static int indexOf(byte[] bytes, int from) {
      for (int i = from; i < bytes.length; i++) {
        if (bytes[i] == '\n') {
          return i;
        }
      }
      return -1;
    }
  }

  /** Key of the cipher, key of the HMAC, first counter. */
  private record Keys(byte[] cipher, byte[] hmac, byte[] counter) {

    static Keys of(byte[] password, byte[] salt) throws GeneralSecurityException {
      byte[] derived = derive(password, salt, 2 * KEY + BLOCK);
      return new Keys(
          Arrays.copyOf(derived, KEY),
          Arrays.copyOfRange(derived, KEY, 2 * KEY),
          Arrays.copyOfRange(derived, 2 * KEY, derived.length));
    }
  }

  /**
   * The plain bytes; null when the password is not the right one.
   *
   * @throws VaultException when the digits are not in the format
   */
  static byte @Nullable [] decrypt(byte[] digits, byte[] password) {
    Parts parts = Parts.of(digits);
    try {
      Keys keys = Keys.of(password, parts.salt);
      if (!MessageDigest.isEqual(hmac(keys.hmac, parts.ciphertext), Hex.bytes(parts.hmac))) {
        return null;
      }
      byte[] padded = counterMode(Cipher.DECRYPT_MODE, keys, parts.ciphertext);
      int padding = padded.length == 0 ? 0 : padded[padded.length - 1];
      return padding < 1 || padding > BLOCK ? null : Arrays.copyOf(padded, padded.length - padding);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The digits; a salt is given only to get the same text again. */
  static byte[] encrypt(byte[] plain, byte[] password, byte @Nullable [] givenSalt) {
    byte[] salt = givenSalt == null ? new byte[SALT] : givenSalt;
    if (givenSalt == null) {
      new SecureRandom().nextBytes(salt);
    }
    int padding = BLOCK - plain.length % BLOCK;
    byte[] padded = Arrays.copyOf(plain, plain.length + padding);
    Arrays.fill(padded, plain.length, padded.length, (byte) padding);
    try {
      Keys keys = Keys.of(password, salt);
      byte[] ciphertext = counterMode(Cipher.ENCRYPT_MODE, keys, padded);
      ByteArrayOutputStream inner = new ByteArrayOutputStream();
      inner.writeBytes(Hex.digits(salt));
      inner.write('\n');
      inner.writeBytes(Hex.digits(hmac(keys.hmac, ciphertext)));
      inner.write('\n');
      inner.writeBytes(Hex.digits(ciphertext));
      return Hex.digits(inner.toByteArray());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] counterMode(int direction, Keys keys, byte[] data)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
    cipher.init(
        direction, new SecretKeySpec(keys.cipher, "AES"), new IvParameterSpec(keys.counter));
    return cipher.doFinal(data);
  }

  private static byte[] hmac(byte[] key, byte[] data) throws GeneralSecurityException {
    return keyed(key).doFinal(data);
  }

  private static Mac keyed(byte[] key) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac;
  }

  /**
   * PBKDF2. The JDK's own takes characters, and a password may be any bytes, such as those of a key
   * file.
   */
  private static byte[] derive(byte[] password, byte[] salt, int length)
      throws GeneralSecurityException {
    Mac mac = keyed(password);
    int size = mac.getMacLength();
    byte[] derived = new byte[length];
    byte[] round = new byte[size];
    for (int block = 0; block * size < length; block++) {
      mac.update(salt);
      mac.update(new byte[] {0, 0, 0, (byte) (block + 1)});
      mac.doFinal(round, 0);
      byte[] sum = round.clone();
      for (int i = 1; i < ROUNDS; i++) {
        mac.update(round);
        mac.doFinal(round, 0);
        for (int k = 0; k < size; k++) {
          sum[k] ^= round[k];
        }
      }
      System.arraycopy(sum, 0, derived, block * size, Math.min(size, length - block * size));
    }
    return derived;
  }
}
