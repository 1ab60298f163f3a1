package io.pbrun.engine.template;

import io.pbrun.engine.source.Quotes;
import io.pbrun.engine.source.SourceText;
import io.pbrun.engine.source.TextOrigin;

/**
 * The first line {@code #jinja2: trim_blocks:False, ...} of a template file, which changes its
 * settings.
 */
record TemplateHeader(String body, TextOrigin origin, TemplateSettings settings) {
  private static final String MARK = "#jinja2:";

  static TemplateHeader read(SourceText source, TemplateSettings settings) {
    TextOrigin whole = TextOrigin.ofWhole(source);
    if (!source.text().startsWith(MARK)) {
      return new TemplateHeader(source.text(), whole, settings);
    }
    int end = source.text().indexOf('\n');
    int body = end < 0 ? source.text().length() : end + 1;
    TemplateSettings changed = settings;
    for (String pair : source.text().substring(MARK.length(), end < 0 ? body : end).split(",")) {
      int colon = pair.indexOf(':');
      if (colon > 0) {
        changed =
            change(
                changed,
                pair.substring(0, colon).strip(),
                Quotes.strip(pair.substring(colon + 1).strip()));
      }
    }
    return new TemplateHeader(
        source.text().substring(body), offset -> whole.at(offset + body), changed);
  }

  private static TemplateSettings change(TemplateSettings s, String key, String value) {
    boolean flag = value.equalsIgnoreCase("true");
    return switch (key) {
      case "trim_blocks" -> s.whitespace(flag, s.lstripBlocks());
      case "lstrip_blocks" -> s.whitespace(s.trimBlocks(), flag);
      case "keep_trailing_newline" -> s.trailingNewline(flag);
      case "newline_sequence" -> s.newline(Escapes.unescape(value));
      case "variable_start_string" -> s.variables(value, s.variableEnd());
      case "variable_end_string" -> s.variables(s.variableStart(), value);
      case "block_start_string" -> s.blocks(value, s.blockEnd());
      case "block_end_string" -> s.blocks(s.blockStart(), value);
      case "comment_start_string" -> s.comments(value, s.commentEnd());
      case "comment_end_string" -> s.comments(s.commentStart(), value);
      default -> s;
    };
  }
}
