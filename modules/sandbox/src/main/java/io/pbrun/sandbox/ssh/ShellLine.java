package io.pbrun.sandbox.ssh;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command line cut into simple commands: words, quotes, {@code ; && ||} and redirections to
 * /dev/null or of stderr to stdout. Anything more is refused by name.
 */
record ShellLine(List<Step> steps) {
  /** When a step runs. */
  enum When {
    ALWAYS,
    AFTER_SUCCESS,
    AFTER_FAILURE
  }

  /** One simple command. */
  record Step(
      When when,
      List<String> words,
      boolean mergeErrors,
      boolean dropOutput,
      boolean dropErrors,
      boolean toErrors) {}

  /** What the sandbox's shell does not understand. */
  static final class Unsupported extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unsupported(String what) {
      super("the sandbox's shell does not know " + what);
    }
  }

  /** What {@code $$} stands for; no command of this shell is a process. */
  private static final int SHELL_PID = 20417;

  static ShellLine parse(String text) {
    return new Parser(text).parse();
  }

  private static final class Parser {
    private final String text;
    private int at;
    private final List<Step> steps = new ArrayList<>();
    private List<String> words = new ArrayList<>();
    private When when = When.ALWAYS;
    private boolean mergeErrors;
    private boolean dropOutput;
    private boolean dropErrors;
    private boolean toErrors;

    Parser(String text) {
      this.text = text;
    }

    ShellLine parse() {
      while (at < text.length()) {
        char c = text.charAt(at);
        if (c == ' ' || c == '\t') {
          at++;
        } else if (c == ';' || c == '\n') {
          at++;
          end(When.ALWAYS);
        } else if (take("&&")) {
          end(When.AFTER_SUCCESS);
        } else if (take("||")) {
          end(When.AFTER_FAILURE);
        } else if (take(">&2") || take("1>&2")) {
          toErrors = true;
        } else if (take("2>&1")) {
          mergeErrors = true;
        } else if (take("2>/dev/null") || take("2> /dev/null")) {
          dropErrors = true;
        } else if (take(">/dev/null") || take("> /dev/null") || take("1>/dev/null")) {
          dropOutput = true;
        } else if (take("</dev/null") || take("< /dev/null")) {
          // no command of this shell reads
        } else if (c == '|' || c == '&' || c == '<' || c == '>' || c == '(' || c == '`') {
          throw new Unsupported("'" + c + "' in: " + text);
        } else {
          words.add(word());
        }
      }
      end(When.ALWAYS);
      return new ShellLine(steps);
    }

    private boolean take(String token) {
      if (text.startsWith(token, at)) {
        at += token.length();
        return true;
      }
      return false;
    }

    private void end(When next) {
      if (!words.isEmpty()) {
        steps.add(new Step(when, words, mergeErrors, dropOutput, dropErrors, toErrors));
      }
      words = new ArrayList<>();
      mergeErrors = false;
      dropOutput = false;
      dropErrors = false;
      toErrors = false;
      when = next;
    }

    private String word() {
      StringBuilder word = new StringBuilder();
      while (at < text.length() && " \t\n;&|<>".indexOf(text.charAt(at)) < 0) {
        char c = text.charAt(at++);
        @Nullable Character quote = c == '\'' || c == '"' ? c : null;
        if (quote != null) {
          quoted(word, quote);
        } else if (c == '\\' && at < text.length()) {
          word.append(text.charAt(at++));
        } else if (c == '$' && at < text.length() && text.charAt(at) == '$') {
          at++;
          word.append(SHELL_PID);
        } else if (c == '$') {
          throw new Unsupported("variables in: " + text);
        } else {
          word.append(c);
        }
      }
      return word.toString();
    }

    private void quoted(StringBuilder word, char quote) {
      while (at < text.length() && text.charAt(at) != quote) {
        char c = text.charAt(at++);
        if (c == '\\' && quote == '"' && at < text.length()) {
          word.append(text.charAt(at++));
        } else {
          word.append(c);
        }
      }
      if (at == text.length()) {
        throw new Unsupported("an unterminated quote in: " + text);
      }
      at++;
    }
  }
}
