package io.pbrun.sandbox.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One page of a listing by {@code limit} and {@code marker}.
 *
 * @param next address of the page after it, empty on the last
 */
public record Page<T>(List<T> items, Optional<String> next) {
  /**
   * Cuts the page that the request asks for.
   *
   * @param id what a marker names
   * @param maxLimit the service's page size
   * @throws ApiFault 400 for a bad limit or an unknown marker
   */
  public static <T> Page<T> of(List<T> all, Function<T, String> id, Request request, int maxLimit) {
    int limit = Math.min(limit(request, maxLimit), maxLimit);
    int from = 0;
    Optional<String> marker = request.param("marker").filter(m -> !m.isEmpty());
    if (marker.isPresent()) {
      int at = all.stream().map(id).toList().indexOf(marker.get());
      if (at < 0) {
        throw new ApiFault(400, "marker [%s] not found".formatted(marker.get()));
      }
      from = at + 1;
    }
    int to = Math.min(all.size(), from + limit);
    List<T> items = all.subList(from, to);
    Optional<String> next =
        to < all.size() && !items.isEmpty()
            ? Optional.of(nextUrl(request, id.apply(items.getLast())))
            : Optional.empty();
    return new Page<>(items, next);
  }

  private static int limit(Request request, int maxLimit) {
    String text = request.param("limit").orElse("");
    if (text.isEmpty()) {
      return maxLimit;
    }
    try {
      int limit = Integer.parseInt(text);
      if (limit < 0) {
        throw new NumberFormatException(text);
      }
      return limit == 0 ? maxLimit : limit;
    } catch (NumberFormatException e) {
      throw new ApiFault(400, "Invalid input for query parameters limit. Value: " + text);
    }
  }

  private static String nextUrl(Request request, String marker) {
    List<String> parts = new ArrayList<>();
    request
        .query()
        .forEach((key, values) -> {
          if (!key.equals("marker")) {
            values.forEach(value -> parts.add(encode(key) + "=" + encode(value)));
          }
        });
    parts.add("marker=" + encode(marker));
    return request.baseUrl() + request.path() + "?" + String.join("&", parts);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
