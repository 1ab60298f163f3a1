package io.pbrun.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pbrun.sandbox.http.ApiFault;
import io.pbrun.sandbox.http.Request;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param next what a client gives to go on; null when this is the end
 * @param remaining how many objects are left
 */
record Page(List<ObjectNode> objects, @Nullable String next, int remaining) {
  private static final String PREFIX = "sandbox:";

  /** As {@code limit} and {@code continue} of a request ask for it. */
  static Page of(Request request, List<ObjectNode> all) {
    int from = request.param("continue").filter(c -> !c.isEmpty()).map(Page::start).orElse(0);
    int limit =
        request
            .param("limit")
            .filter(l -> l.matches("[1-9]\\d{0,8}"))
            .map(Integer::parseInt)
            .orElse(0);
    int to = limit == 0 ? all.size() : Math.min(all.size(), from + limit);
    List<ObjectNode> part = from >= all.size() ? List.of() : all.subList(from, to);
    return to >= all.size() ? new Page(part, null, 0) : new Page(part, token(to), all.size() - to);
  }

  private static String token(int start) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((PREFIX + start).getBytes(StandardCharsets.UTF_8));
  }

  private static int start(String token) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      if (text.startsWith(PREFIX)) {
        return Integer.parseInt(text.substring(PREFIX.length()));
      }
    } catch (IllegalArgumentException e) {
      // Told below.
    }
    throw new ApiFault(400, "invalid continue token: continue key is not valid");
  }
}
