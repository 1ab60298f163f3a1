package io.pbrun.engine.run;

import io.pbrun.engine.value.Values;
import java.util.ArrayList;
import java.util.List;

/** {@code serial}: numbers or percentages of hosts; the last one holds for all that are left. */
final class Batches {
  private Batches() {}

  static List<List<String>> of(List<String> hosts, List<?> serial) {
    if (serial.isEmpty() || hosts.isEmpty()) {
      return hosts.isEmpty() ? List.of() : List.of(hosts);
    }
    List<List<String>> batches = new ArrayList<>();
    int from = 0;
    for (int i = 0; from < hosts.size(); i++) {
      int size = size(serial.get(Math.min(i, serial.size() - 1)), hosts.size());
      int to = size <= 0 ? hosts.size() : Math.min(hosts.size(), from + size);
      batches.add(hosts.subList(from, to));
      from = to;
    }
    return batches;
  }

  private static int size(Object written, int hosts) {
    String text = Values.str(written).strip();
    try {
      if (text.endsWith("%")) {
        double percent = Double.parseDouble(text.substring(0, text.length() - 1));
        return Math.max(1, (int) (percent / 100 * hosts));
      }
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new RunAbort(
          "'serial' takes numbers and percentages such as 2 or 30%, not '" + text + "'");
    }
  }
}
