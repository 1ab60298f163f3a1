package io.pbrun.kubernetes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code uptime} and {@code k8s status} printed.
 *
 * @param setUpFault why no status can ever come this way; null when that is not so
 */
record SnapReading(
    String status,
    double @Nullable [] load,
    @Nullable Duration uptime,
    List<String> noise,
    @Nullable String setUpFault) {

  static final String READY = "ready";
  private static final String NO_ANSWER = "no answer";

  private static final Pattern STATUS = Pattern.compile("(?im)^(?:cluster )?status:\\s*(.+?)\\s*$");
  private static final Pattern LOAD =
      Pattern.compile(
          "load averages?:\\s*(\\d+[.,]\\d+)[,\\s]+(\\d+[.,]\\d+)[,\\s]+(\\d+[.,]\\d+)");
  private static final Pattern UPTIME =
      Pattern.compile(
          "\\bup\\s+(?:(\\d+)\\s+days?,?\\s*)?(?:(\\d+):(\\d+)|(\\d+)\\s+min|(\\d+)\\s+sec)?");

  /** Noise of a cold start, by what it looks like (runbook rule 4). */
  private static final Map<String, Pattern> NOISE =
      Map.of(
          "k8sd control.socket deadline", Pattern.compile("(?i)control\\.socket"),
          "TLS handshake timeout", Pattern.compile("(?i)TLS handshake timeout"),
          "mount failure",
              Pattern.compile(
                  "(?i)FailedMount|mount(ing)? (failed|failure)|failed to mount|MountVolume"),
          "API server not listening", Pattern.compile("(?i)connect: connection refused"),
          "request timed out",
              Pattern.compile("(?i)request timed out|i/o timeout|deadline exceeded"));

  static SnapReading of(String output, boolean timedOut) {
    List<String> noise = new ArrayList<>();
    NOISE.forEach((name, pattern) -> {
      if (pattern.matcher(output).find()) {
        noise.add(name);
      }
    });
    if (noise.contains("k8sd control.socket deadline")) {
      noise.remove("request timed out");
    }
    if (timedOut) {
      noise.add("the command did not end in time");
    }
    noise.sort(null);
    Matcher found = STATUS.matcher(output);
    String status =
        found.find()
            ? found.group(1).toLowerCase(java.util.Locale.ROOT)
            : output.contains("not part of a Kubernetes cluster") ? "not bootstrapped" : NO_ANSWER;
    return new SnapReading(
        status,
        load(output),
        uptime(output),
        noise,
        status.equals(NO_ANSWER) ? fault(output) : null);
  }

  private static double @Nullable [] load(String output) {
    Matcher m = LOAD.matcher(output);
    if (!m.find()) {
      return null;
    }
    double[] load = new double[3];
    for (int i = 0; i < 3; i++) {
      load[i] = Double.parseDouble(m.group(i + 1).replace(',', '.'));
    }
    return load;
  }

  private static @Nullable Duration uptime(String output) {
    Matcher m = UPTIME.matcher(output);
    if (!m.find() || m.group().strip().equals("up")) {
      return null;
    }
    return Duration.ofDays(number(m.group(1)))
        .plusHours(number(m.group(2)))
        .plusMinutes(number(m.group(3)) + number(m.group(4)))
        .plusSeconds(number(m.group(5)));
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  private static @Nullable String fault(String output) {
    if (output.matches("(?s).*\\bk8s: (command )?not found.*")) {
      return "there is no k8s command; is the k8s snap installed there?";
    }
    if (output.contains("sudo: a password is required")
        || output.contains("a terminal is required to read the password")) {
      return "sudo asks for a password there; allow it without one (NOPASSWD), or use become and a command without sudo";
    }
    if (output.contains("not in the sudoers file")
        || output.contains("is not allowed to execute")) {
      return "the login user may not use sudo there";
    }
    if (output.contains("do not have enough permissions")) {
      return "k8s wants root; begin the command with sudo";
    }
    return null;
  }
}
