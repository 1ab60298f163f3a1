package io.pbrun.engine.template;

import io.pbrun.engine.value.Markup;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Filler text for trying out templates. */
final class Lipsum {
  private static final List<String> WORDS =
      List.of(
          "lorem", "ipsum", "dolor", "sit", "amet", "elit", "magna", "nunc", "porta", "quam",
          "risus", "sed", "tellus", "urna", "vitae");

  private Lipsum() {}

  static Object generate(Arguments a, CallContext context) {
    boolean html = a.flag(1, true);
    long least = Math.max(1, a.integer(2, 20));
    long most = Math.max(least + 1, a.integer(3, 100));
    RandomGenerator random = context.surroundings().random();
    List<String> paragraphs = new ArrayList<>();
    for (long i = a.integer(0, 5); i > 0; i--) {
      StringBuilder text = new StringBuilder();
      for (long words = random.nextLong(least, most); words > 0; words--) {
        String word = WORDS.get(random.nextInt(WORDS.size()));
        text.append(
            text.isEmpty()
                ? Character.toUpperCase(word.charAt(0)) + word.substring(1)
                : " " + word);
      }
      paragraphs.add(html ? "<p>" + text + ".</p>" : text + ".");
    }
    String text = String.join(html ? "\n" : "\n\n", paragraphs);
    return html ? new Markup(text) : text;
  }
}
