package io.pbrun.builtin;

import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleFailure;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** The checksum that a download must have. */
record FileDigest(String algorithm, String digest) {

  /**
   * Reads {@code sha256:…}, whose second half may be the address of a list of checksums.
   *
   * @throws ModuleFailure when it is no checksum, or the list has none for the file
   */
  static FileDigest of(String text, GetUrl task, ModuleContext context)
      throws ModuleFailure, InterruptedException {
    int colon = text.indexOf(':');
    String algorithm = colon < 0 ? "" : text.substring(0, colon).strip().toLowerCase(Locale.ROOT);
    String rest = text.substring(colon + 1).strip();
    if (!Checksums.ALGORITHMS.contains(algorithm)) {
      throw new ModuleFailure(
          "The checksum parameter has to be in format <algorithm>:<checksum>, with one of "
              + String.join(", ", Checksums.ALGORITHMS));
    }
    String digest = rest.contains("://") ? listed(rest, task, context) : rest;
    if (!digest.matches("[0-9A-Fa-f]+")) {
      throw new ModuleFailure("The checksum format is invalid: " + digest);
    }
    return new FileDigest(algorithm, digest.toLowerCase(Locale.ROOT));
  }

  private static String listed(String address, GetUrl task, ModuleContext context)
      throws ModuleFailure, InterruptedException {
    GetUrl request =
        new GetUrl(
            address,
            task.dest(),
            null,
            false,
            false,
            task.headers(),
            task.urlUsername(),
            task.urlPassword(),
            task.forceBasicAuth(),
            task.validateCerts(),
            task.httpAgent(),
            task.timeout(),
            null,
            task.common());
    HttpAnswer answer = HttpExchange.of(request, "GET", null).send(context);
    if (answer.status() != 200) {
      throw new ModuleFailure("cannot read the checksums at " + address + ": " + answer.words());
    }
    List<String> lines =
        new String(answer.body(), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.isBlank())
            .toList();
    if (lines.size() == 1 && lines.getFirst().strip().split("\\s+").length == 1) {
      return lines.getFirst().strip();
    }
    String file = task.url().replaceFirst("[?#].*", "");
    String name = file.substring(file.lastIndexOf('/') + 1);
    for (String line : lines) {
      String[] words = line.strip().split("\\s+", 2);
      if (words.length == 2 && words[1].replaceFirst("^[*.]?/?", "").equals(name)) {
        return words[0];
      }
    }
    throw new ModuleFailure(
        "Unable to find a checksum for file '" + name + "' in '" + address + "'");
  }

  boolean fits(byte[] content) {
    return of(content).equals(digest);
  }

  String of(byte[] content) {
    return Checksums.of(algorithm, content);
  }
}
