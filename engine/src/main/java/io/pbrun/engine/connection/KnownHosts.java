package io.pbrun.engine.connection;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * OpenSSH's known_hosts files: plain, hashed and pattern entries, other ports than 22, revoked keys
 * and certificate authorities.
 */
final class KnownHosts {

  /** What a line says of its key. */
  enum Marker {
    KEY,
    REVOKED,
    CERT_AUTHORITY
  }

  /**
   * A line that is about the asked host.
   *
   * @param type such as {@code ssh-ed25519}
   * @param blob the public key as it goes over the wire
   */
  record Entry(Path file, int line, Marker marker, String type, byte[] blob) {
    boolean is(Marker asked, byte[] key) {
      return marker == asked && Arrays.equals(blob, key);
    }

    String fingerprint() {
      return KnownHosts.fingerprint(blob);
    }

    String place() {
      return file + ":" + line;
    }
  }

  private final List<Path> files;

  KnownHosts(List<Path> files) {
    this.files = List.copyOf(files);
  }

  /**
   * All lines about a host, in the files' order. Lines that make no sense are passed over, as
   * OpenSSH does.
   */
  List<Entry> entries(String host, int port) throws IOException {
    List<Entry> found = new ArrayList<>();
    for (Path file : files) {
      List<String> lines;
      try {
        lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
      } catch (NoSuchFileException e) {
        continue;
      }
      for (int i = 0; i < lines.size(); i++) {
        Entry entry = parse(file, i + 1, lines.get(i).strip(), host, port);
        if (entry != null) {
          found.add(entry);
        }
      }
    }
    return found;
  }

  private static @Nullable Entry parse(Path file, int number, String line, String host, int port) {
    if (line.isEmpty() || line.startsWith("#")) {
      return null;
    }
    List<String> fields = new ArrayList<>(List.of(line.split("\\s+")));
    Marker marker = Marker.KEY;
    if (fields.getFirst().startsWith("@")) {
      switch (fields.removeFirst()) {
        case "@revoked" -> marker = Marker.REVOKED;
        case "@cert-authority" -> marker = Marker.CERT_AUTHORITY;
        default -> {
          return null;
        }
      }
    }
    if (fields.size() < 3 || !matches(fields.get(0), host, port)) {
      return null;
    }
    try {
      return new Entry(
          file, number, marker, fields.get(1), Base64.getDecoder().decode(fields.get(2)));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  static boolean matches(String patterns, String host, int port) {
    String asked = name(host, port);
    if (patterns.startsWith("|1|")) {
      return hashMatches(patterns, asked);
    }
    return matchesAny(List.of(patterns.split(",")), asked);
  }

  /** Whether a name meets one of ssh's patterns, and none that begins with {@code !}. */
  static boolean matchesAny(List<String> patterns, String name) {
    boolean matched = false;
    for (String pattern : patterns) {
      boolean negated = pattern.startsWith("!");
      if (glob(negated ? pattern.substring(1) : pattern).matcher(name).matches()) {
        if (negated) {
          return false;
        }
        matched = true;
      }
    }
    return matched;
  }

  private static Pattern glob(String pattern) {
    StringBuilder regex = new StringBuilder();
    for (char c : pattern.toCharArray()) {
      regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
    }
    return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE);
  }

  private static boolean hashMatches(String hashed, String asked) {
    String[] parts = hashed.split("\\|");
    if (parts.length != 4) {
      return false;
    }
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(parts[2]), "HmacSHA1"));
      byte[] digest = mac.doFinal(asked.getBytes(StandardCharsets.UTF_8));
      return Arrays.equals(digest, Base64.getDecoder().decode(parts[3]));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * How known_hosts writes an address: {@code host}, or {@code [host]:port} for another port than
   * 22.
   */
  static String name(String host, int port) {
    String lower = host.toLowerCase(Locale.ROOT);
    return port == 22 ? lower : "[" + lower + "]:" + port;
  }

  /** Adds a key to the first file, which is made when it is missing. Returns that file. */
  Path add(String host, int port, String type, byte[] blob) throws IOException {
    Path file = files.getFirst();
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    String line =
        name(host, port) + " " + type + " " + Base64.getEncoder().encodeToString(blob) + "\n";
    boolean needsNewline = false;
    if (Files.exists(file)) {
      byte[] content = Files.readAllBytes(file);
      needsNewline = content.length > 0 && content[content.length - 1] != '\n';
    }
    Files.writeString(
        file,
        (needsNewline ? "\n" : "") + line,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    return file;
  }

  /** As {@code ssh-keygen -l} prints it. */
  static String fingerprint(byte[] blob) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(blob);
      return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
