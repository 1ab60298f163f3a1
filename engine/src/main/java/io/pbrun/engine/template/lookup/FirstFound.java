package io.pbrun.engine.template.lookup;

import io.pbrun.engine.template.Arguments;
import io.pbrun.engine.template.CallContext;
import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code first_found}: the first of several files that exists. */
final class FirstFound {
  private FirstFound() {}

  static List<@Nullable Object> run(
      List<@Nullable Object> terms, Arguments options, CallContext context) {
    List<String> names = new ArrayList<>();
    boolean skip = options.flag(2, false);
    addAll(options.value(0), options.value(1), names);
    for (Object term : DataLookups.flat(terms, 1)) {
      if (term instanceof Map<?, ?> map) {
        addAll(map.get("files"), map.get("paths"), names);
        skip |= Values.truth(map.get("skip"));
      } else {
        addAll(term, options.value(1), names);
      }
    }
    for (String name : names) {
      for (String kind : List.of("files", "vars", "templates", "tasks")) {
        for (Path candidate : context.surroundings().candidates(kind, name, context.scope())) {
          if (Files.exists(candidate)) {
            return new ArrayList<>(List.of(candidate.toAbsolutePath().normalize().toString()));
          }
        }
      }
    }
    if (skip) {
      return new ArrayList<>();
    }
    throw new ValueException("the lookup 'first_found' found none of " + String.join(", ", names));
  }

  private static void addAll(@Nullable Object files, @Nullable Object paths, List<String> names) {
    for (String file : words(files, "[,;]")) {
      List<String> folders = words(paths, "[,:;]");
      if (folders.isEmpty()) {
        names.add(file);
      }
      folders.forEach(folder -> names.add(folder + "/" + file));
    }
  }

  private static List<String> words(@Nullable Object value, String separators) {
    List<String> words = new ArrayList<>();
    if (value instanceof String text) {
      for (String word : text.split(separators)) {
        words.add(word.strip());
      }
    } else if (value != null) {
      Values.iterate(value).forEach(item -> words.add(Values.str(item)));
    }
    return words;
  }
}
