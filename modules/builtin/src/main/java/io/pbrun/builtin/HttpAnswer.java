package io.pbrun.builtin;

import io.pbrun.engine.value.Json;
import io.pbrun.engine.value.ValueException;
import java.net.HttpCookie;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What came back for a request.
 *
 * @param status HTTP status; -1 when no answer came
 * @param words the status in words, or why no answer came
 * @param url the address that answered
 */
record HttpAnswer(
    int status,
    String words,
    String url,
    boolean redirected,
    Map<String, List<String>> headers,
    byte[] body,
    Duration took) {

  Map<String, @Nullable Object> fields(boolean withContent) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    headers.forEach((name, values) ->
        fields.put(name.toLowerCase(Locale.ROOT).replace('-', '_'), String.join(", ", values)));
    fields.remove(":status");
    fields.put("status", (long) status);
    fields.put("url", url);
    fields.put("redirected", redirected);
    fields.put("elapsed", took.toSeconds());
    fields.put("msg", status > 0 ? words + " (" + body.length + " bytes)" : words);
    Map<String, Object> cookies = cookies();
    fields.put("cookies", cookies);
    fields.put(
        "cookies_string",
        cookies.entrySet().stream()
            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
            .collect(Collectors.joining("; ")));
    String text = new String(body, charset());
    if (withContent) {
      fields.put("content", text);
    }
    if (header("content-type").contains("json") && !text.isBlank()) {
      try {
        fields.put("json", Json.read(text));
      } catch (ValueException notJson) {
        // The server called it JSON; the content says what it is.
        fields.put("content", text);
      }
    }
    return fields;
  }

  private Map<String, Object> cookies() {
    Map<String, Object> cookies = new LinkedHashMap<>();
    headers.forEach((name, values) -> {
      if (name.equalsIgnoreCase("set-cookie")) {
        for (String value : values) {
          HttpCookie.parse(value)
              .forEach(cookie -> cookies.put(cookie.getName(), cookie.getValue()));
        }
      }
    });
    return cookies;
  }

  private Charset charset() {
    String type = header("content-type");
    int at = type.indexOf("charset=");
    try {
      return at < 0
          ? StandardCharsets.UTF_8
          : Charset.forName(type.substring(at + 8).split("[;\\s]")[0].replace("\"", ""));
    } catch (IllegalArgumentException unknown) {
      return StandardCharsets.UTF_8;
    }
  }

  private String header(String wanted) {
    return headerAsSent(wanted).toLowerCase(Locale.ROOT);
  }

  /** A header's value; empty when there is none. */
  String headerAsSent(String wanted) {
    for (Map.Entry<String, List<String>> header : headers.entrySet()) {
      if (header.getKey().equalsIgnoreCase(wanted)) {
        return header.getValue().getFirst();
      }
    }
    return "";
  }
}
