package io.pbrun.engine.template;

import io.pbrun.engine.source.SourceText;
import java.util.LinkedHashMap;
import java.util.Map;

/** Template files as compiled once: a thousand hosts or iterations do not parse one again. */
final class FileTemplates {
  private static final int REMEMBERED = 256;

  /** The text belongs to it, as a file may change while a playbook runs. */
  private record Key(String name, String text, TemplateSettings settings, boolean included) {}

  private final JinjaTemplates templates;

  private final Map<Key, Compiled> latest =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Compiled> eldest) {
          return size() > REMEMBERED;
        }
      };

  FileTemplates(JinjaTemplates templates) {
    this.templates = templates;
  }

  Compiled compile(SourceText source, TemplateSettings settings) {
    return compile(source, settings, false);
  }

  /** A file that another template includes: its last line end is dropped. */
  Compiled compileIncluded(SourceText source) {
    return compile(source, TemplateSettings.FILE, true);
  }

  private Compiled compile(SourceText source, TemplateSettings settings, boolean included) {
    Key key = new Key(source.name(), source.text(), settings, included);
    synchronized (latest) {
      Compiled known = latest.get(key);
      if (known != null) {
        return known;
      }
    }
    TemplateHeader header = TemplateHeader.read(source, settings);
    String body = header.body();
    if (included && body.endsWith("\n")) {
      body = body.substring(0, body.length() - 1);
    }
    Compiled compiled = templates.compiled(body, header.origin(), header.settings());
    synchronized (latest) {
      latest.put(key, compiled);
    }
    return compiled;
  }
}
