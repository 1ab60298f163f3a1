package io.pbrun.engine.connection;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The start of a command that tells when it runs, and under which process id. As another user:
 * whether a password was asked for, whether it was accepted, and when the command's own input may
 * begin. The password goes to the program's input when it asks, never onto a command line, and is
 * not sent when nobody asks (else the command would read it).
 */
final class BecomeDialogue {
  private enum State {
    STARTING,
    ASKED,
    ASKED_AGAIN,
    BECOME,
    CLOSED
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final @Nullable Become become;
  private final String prompt;
  private final Pattern marker;
  private State state = State.STARTING;
  private @Nullable Long pid;

  BecomeDialogue(Invocation invocation) {
    this.become = invocation.become();
    this.prompt = invocation.prompt();
    this.marker = Pattern.compile(Pattern.quote(invocation.marker()) + " ?(\\d*)\\r?\\n");
  }

  /** Whether nothing more has to be heard. */
  boolean settled() {
    lock.lock();
    try {
      return state == State.BECOME;
    } finally {
      lock.unlock();
    }
  }

  /** The command's process id at the target; null while it has not told. */
  @Nullable Long pid() {
    lock.lock();
    try {
      return pid;
    } finally {
      lock.unlock();
    }
  }

  /** All that standard error has said so far. */
  void heard(byte[] soFar) {
    String text = new String(soFar, StandardCharsets.UTF_8);
    Matcher runs = marker.matcher(text);
    int first = prompt.isEmpty() ? -1 : text.indexOf(prompt);
    if (runs.find()) {
      String told = runs.group(1);
      become(State.BECOME, told.isEmpty() ? null : Long.valueOf(told));
    } else if (first >= 0 && text.indexOf(prompt, first + prompt.length()) >= 0) {
      become(State.ASKED_AGAIN, null);
    } else if (first >= 0) {
      become(State.ASKED, null);
    }
  }

  void closed() {
    lock.lock();
    try {
      if (state != State.BECOME) {
        state = State.CLOSED;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void become(State next, @Nullable Long told) {
    lock.lock();
    try {
      state = next;
      pid = told;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Answers what is asked; true once the command itself runs. */
  boolean untilBecome(OutputStream out) throws IOException, InterruptedException {
    if (become == null) {
      return true;
    }
    boolean answered = false;
    lock.lock();
    try {
      while (true) {
        switch (state) {
          case BECOME -> {
            return true;
          }
          case CLOSED, ASKED_AGAIN -> {
            return false;
          }
          case ASKED -> {
            String password = become.password();
            if (password == null) {
              return false;
            }
            if (!answered) {
              out.write((password + "\n").getBytes(StandardCharsets.UTF_8));
              out.flush();
              answered = true;
            }
            changed.await();
          }
          case STARTING -> changed.await();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Judges how it went. */
  void end(String errors, boolean ended) throws BecomeFailure {
    if (become != null && !marker.matcher(errors).find()) {
      throw new BecomeFailure(reason(become, errors, ended));
    }
  }

  private String reason(Become become, String errors, boolean ended) {
    String said = errors.replace(prompt, " ").strip();
    String lower = said.toLowerCase(Locale.ROOT);
    boolean asked = errors.contains(prompt);
    if (become.password() == null && (asked || lower.contains("password is required"))) {
      return become.executable()
          + " asks for a password and none was given; set ansible_become_password"
          + " or allow the user to use it without one (NOPASSWD)";
    }
    if (lower.contains("must have a tty")) {
      return become.executable()
          + " insists on a terminal, which commands of pbrun do not have; set !requiretty for the"
          + " login's user in the target's sudoers (Defaults:USER !requiretty)";
    }
    if (lower.contains("not allowed to")
        || lower.contains("sudoers")
        || lower.contains("unknown user")
        || lower.contains("does not exist")) {
      return become.executable() + " said: " + said;
    }
    if (asked
        && (ended
            || lower.contains("sorry")
            || lower.contains("incorrect")
            || lower.contains("failure"))) {
      return become.executable() + " did not accept the password in ansible_become_password";
    }
    if (lower.contains("not found") || lower.contains("no such file")) {
      return become.executable()
          + " is not installed on the target ("
          + said
          + "); set ansible_become_exe";
    }
    if (!ended) {
      return become.executable() + " did not start the command in time";
    }
    return become.executable() + (said.isEmpty() ? " ended without a word" : " said: " + said);
  }

  /**
   * The command's own standard error: what comes before its first word is sudo's lecture, prompts
   * and the greetings of shells.
   */
  byte[] without(byte[] errors) {
    String text = new String(errors, StandardCharsets.ISO_8859_1);
    Matcher runs = marker.matcher(text);
    return runs.find() ? text.substring(runs.end()).getBytes(StandardCharsets.ISO_8859_1) : errors;
  }
}
