package io.pbrun.engine.template.filter;

import io.pbrun.engine.template.Arguments;
import io.pbrun.engine.template.Library;
import io.pbrun.engine.value.Markup;
import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Filters and tests on web addresses. */
public final class UrlFilters {
  private UrlFilters() {}

  public static void addTo(Library library) {
    library
        .filter("urlencode", "", (v, _, _) -> encode(Markup.plain(v)))
        .filter("urldecode", "", (v, _, _) -> decode(StringFilters.text(v, "urldecode")))
        .filter("urlsplit", "query?", (v, a, _) -> split(StringFilters.text(v, "urlsplit"), a))
        .test("uri", "schemes?", (v, a, _) -> isAddress(v, a, false))
        .test("url", "schemes?", (v, a, _) -> isAddress(v, a, true))
        .test(
            "urn",
            "",
            (v, _, _) ->
                v instanceof String text && text.toLowerCase(Locale.ROOT).startsWith("urn:"));
  }

  private static String encode(@Nullable Object value) {
    if (value instanceof Map<?, ?> || value instanceof List<?>) {
      List<String> pairs = new ArrayList<>();
      List<@Nullable Object> items =
          value instanceof Map<?, ?> map
              ? io.pbrun.engine.template.python.DictMethods.items(map)
              : Values.iterate(value);
      for (Object item : items) {
        List<@Nullable Object> two = Values.iterate(item);
        if (two.size() != 2) {
          throw new ValueException("the filter 'urlencode' needs pairs of a name and a value");
        }
        pairs.add(
            quote(Values.str(two.getFirst()), "").replace("%20", "+")
                + "="
                + quote(Values.str(two.getLast()), "").replace("%20", "+"));
      }
      return String.join("&", pairs);
    }
    return quote(Values.str(value), "/");
  }

  private static String quote(String text, String safe) {
    StringBuilder out = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain =
          c < 128
              && (Character.isLetterOrDigit(c) || "_.-~".indexOf(c) >= 0 || safe.indexOf(c) >= 0);
      out.append(plain ? Character.toString(c) : "%%%02X".formatted((int) c));
    }
    return out.toString();
  }

  private static String decode(String text) {
    String pluses = text.replace('+', ' ');
    java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
    byte[] raw = pluses.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < raw.length; i++) {
      int high = raw[i] == '%' && i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
      int low = high >= 0 ? Character.digit(raw[i + 2], 16) : -1;
      bytes.write(low >= 0 ? high * 16 + low : raw[i]);
      i += low >= 0 ? 2 : 0;
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private record Parts(String scheme, String netloc, String path, String query, String fragment) {}

  private static Parts parse(String url) {
    String rest = url;
    String scheme = "";
    int colon = rest.indexOf(':');
    if (colon > 0 && rest.substring(0, colon).matches("[A-Za-z][A-Za-z0-9+.-]*")) {
      scheme = rest.substring(0, colon).toLowerCase(Locale.ROOT);
      rest = rest.substring(colon + 1);
    }
    String netloc = "";
    if (rest.startsWith("//")) {
      int end = 2;
      while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) {
        end++;
      }
      netloc = rest.substring(2, end);
      rest = rest.substring(end);
    }
    String fragment = "";
    int hash = rest.indexOf('#');
    if (hash >= 0) {
      fragment = rest.substring(hash + 1);
      rest = rest.substring(0, hash);
    }
    int mark = rest.indexOf('?');
    return new Parts(
        scheme,
        netloc,
        mark < 0 ? rest : rest.substring(0, mark),
        mark < 0 ? "" : rest.substring(mark + 1),
        fragment);
  }

  private static @Nullable Object split(String url, Arguments a) {
    Parts parts = parse(url);
    int at = parts.netloc.lastIndexOf('@');
    String user = at < 0 ? "" : parts.netloc.substring(0, at);
    String host = parts.netloc.substring(at + 1);
    int colon = host.lastIndexOf(':');
    String port = colon > host.lastIndexOf(']') ? host.substring(colon + 1) : "";
    String name = colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    name = name.replaceAll("[\\[\\]]", "").toLowerCase(Locale.ROOT);
    if (!port.matches("\\d{0,5}")) {
      throw new ValueException("'" + port + "' in '" + url + "' is no port");
    }
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    result.put("fragment", parts.fragment);
    result.put("hostname", name.isEmpty() ? null : name);
    result.put("netloc", parts.netloc);
    result.put("password", user.indexOf(':') < 0 ? null : user.substring(user.indexOf(':') + 1));
    result.put("path", parts.path);
    result.put("port", port.isEmpty() ? null : Long.valueOf(port));
    result.put("query", parts.query);
    result.put("scheme", parts.scheme);
    result.put(
        "username",
        at < 0 ? null : user.indexOf(':') < 0 ? user : user.substring(0, user.indexOf(':')));
    String wanted = a.text(0, "");
    if (wanted.isEmpty()) {
      return result;
    }
    if (!result.containsKey(wanted)) {
      throw new ValueException(
          "unknown URL component: the filter 'urlsplit' knows the parts "
              + String.join(", ", result.keySet())
              + ", not '"
              + wanted
              + "'");
    }
    return result.get(wanted);
  }

  private static boolean isAddress(@Nullable Object value, Arguments a, boolean web) {
    if (!(value instanceof String text)) {
      return false;
    }
    Parts parts = parse(text);
    boolean whole = !web || (!parts.scheme.isEmpty() && !parts.netloc.isEmpty());
    return whole && (a.value(0) == null || Values.contains(a.value(0), parts.scheme));
  }
}
