package io.pbrun.engine.run;

import io.pbrun.engine.playbook.Play;
import io.pbrun.engine.template.Scope;
import io.pbrun.engine.value.Values;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code vars_prompt}: asks before the play, unless the command line has the answer. */
record Prompts(
    Console console, Map<String, ? extends @Nullable Object> extraVars, TextResolver text) {

  Map<String, @Nullable Object> ask(Play play, Scope scope) throws InterruptedException {
    Map<String, @Nullable Object> answers = new LinkedHashMap<>();
    for (Play.VarsPrompt prompt : play.varsPrompts()) {
      if (!extraVars.containsKey(prompt.name())) {
        answers.put(prompt.name(), answer(prompt, scope));
      }
    }
    return answers;
  }

  private @Nullable Object answer(Play.VarsPrompt prompt, Scope scope) throws InterruptedException {
    String question = text.display(prompt.prompt(), scope);
    Object fallback = text.value(prompt.defaultValue(), scope);
    String shown = question + (fallback == null ? "" : " [" + Values.str(fallback) + "]") + ": ";
    while (true) {
      String answer = console.ask(shown, !prompt.isPrivate());
      if (answer.isEmpty() && fallback != null) {
        return fallback;
      }
      if (!prompt.confirm()
          || answer.equals(console.ask("confirm " + shown, !prompt.isPrivate()))) {
        return answer;
      }
    }
  }
}
