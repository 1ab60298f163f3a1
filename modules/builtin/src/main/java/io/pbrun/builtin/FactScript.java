package io.pbrun.builtin;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The shell script that tells a target's facts, and what is made of its words. It reads only. */
final class FactScript {
  private static final String ENVIRONMENT = "--- environment ---";

  /**
   * Each line is a name, {@code =}, and a value; the environment follows. Whatever a target lacks
   * is left out.
   */
  private static final String TEXT =
      """
      t() { printf '%s=%s\\n' "$1" "$2"; }
      t nodename "$(uname -n)"; t system "$(uname -s)"; t kernel "$(uname -r)"; t kernel_version "$(uname -v)"
      t machine "$(uname -m)"; t fqdn "$(hostname -f 2>/dev/null)"
      for f in /etc/os-release /usr/lib/os-release; do
        if [ -r $f ]; then sed -n 's/^\\([A-Z_]*\\)="\\{0,1\\}\\([^"]*\\)"\\{0,1\\}$/os_\\1=\\2/p' $f; break; fi
      done
      u=$(id -un); t user_id "$u"; t user_uid "$(id -u)"; t user_gid "$(id -g)"; t user_dir "$HOME"
      t passwd "$( (getent passwd "$u" || grep "^$u:" /etc/passwd) 2>/dev/null)"
      t date "$(date '+%Y-%m-%dT%H:%M:%S %s %z %Z')"
      r=$(ip -4 route get 1.1.1.1 2>/dev/null | head -n 1); t route "$r"
      t processors "$(getconf _NPROCESSORS_ONLN 2>/dev/null)"
      if [ -r /proc/meminfo ]; then sed -n 's/^\\(MemTotal\\|MemAvailable\\|SwapTotal\\): *\\([0-9]*\\) kB/mem_\\1=\\2/p' /proc/meminfo; fi
      if [ -r /proc/uptime ]; then t uptime "$(cut -d. -f1 /proc/uptime)"; fi
      if [ -r /etc/machine-id ]; then t machine_id "$(cat /etc/machine-id)"; fi
      if [ -d /run/systemd/system ]; then t service_mgr systemd; fi
      for p in apt-get dnf yum zypper apk pacman; do if command -v $p >/dev/null 2>&1; then t pkg "$p"; break; fi; done
      p=$(command -v python3 2>/dev/null) && t python "$p" && t python_version "$("$p" -c 'import platform; print(platform.python_version())' 2>/dev/null)"
      """;

  /** The whole script, with the facts that the target keeps in a folder of its own. */
  static String text(String quotedFactPath) {
    return TEXT + LocalFacts.script(quotedFactPath) + "echo '" + ENVIRONMENT + "'; env\n";
  }

  private static final Map<String, String> DISTRIBUTIONS =
      Map.ofEntries(
          Map.entry("ubuntu", "Ubuntu"),
          Map.entry("debian", "Debian"),
          Map.entry("rhel", "RedHat"),
          Map.entry("centos", "CentOS"),
          Map.entry("rocky", "Rocky"),
          Map.entry("almalinux", "AlmaLinux"),
          Map.entry("fedora", "Fedora"),
          Map.entry("ol", "OracleLinux"),
          Map.entry("amzn", "Amazon"),
          Map.entry("opensuse-leap", "openSUSE Leap"),
          Map.entry("sles", "SLES"),
          Map.entry("alpine", "Alpine"),
          Map.entry("arch", "Archlinux"));

  private FactScript() {}

  static Map<String, Object> facts(String told, Set<FactSubsets.Section> sections) {
    Map<String, String> words = new HashMap<>();
    Map<String, Object> environment = new LinkedHashMap<>();
    Map<String, Object> local = new LinkedHashMap<>();
    boolean inEnvironment = false;
    for (String line : told.lines().toList()) {
      int equals = line.indexOf('=');
      if (line.equals(ENVIRONMENT)) {
        inEnvironment = true;
      } else if (line.startsWith(LocalFacts.WORD + "=") && !inEnvironment) {
        LocalFacts.add(line.substring(equals + 1), local);
      } else if (equals > 0 && equals < line.length() - 1 && !inEnvironment) {
        words.put(line.substring(0, equals), line.substring(equals + 1));
      } else if (equals > 0 && inEnvironment && line.substring(0, equals).matches("\\w+")) {
        environment.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    Map<String, Object> facts = new LinkedHashMap<>();
    for (FactSubsets.Section section : sections) {
      switch (section) {
        case SYSTEM -> system(words, facts);
        case DISTRIBUTION -> distribution(words, facts);
        case USER -> user(words, facts);
        case TIME -> time(words, facts);
        case PYTHON -> python(words, facts);
        case LOCAL -> facts.put("local", local);
        case ENV -> facts.put("env", environment);
        case HARDWARE -> hardware(words, facts);
        case NETWORK -> network(words, facts);
        case OTHER -> {}
      }
    }
    return facts;
  }

  private static void system(Map<String, String> words, Map<String, Object> facts) {
    String node = words.getOrDefault("nodename", "");
    String fqdn = words.getOrDefault("fqdn", node);
    facts.put("hostname", node.contains(".") ? node.substring(0, node.indexOf('.')) : node);
    facts.put("nodename", node);
    facts.put("fqdn", fqdn);
    facts.put("domain", fqdn.contains(".") ? fqdn.substring(fqdn.indexOf('.') + 1) : "");
    copy(words, facts, "system", "system");
    copy(words, facts, "kernel", "kernel");
    copy(words, facts, "kernel_version", "kernel_version");
    copy(words, facts, "machine", "machine");
    copy(words, facts, "machine", "architecture");
    copy(words, facts, "machine_id", "machine_id");
    facts.put("service_mgr", words.getOrDefault("service_mgr", "service"));
    String manager = words.getOrDefault("pkg", "unknown");
    facts.put("pkg_mgr", manager.equals("apt-get") ? "apt" : manager);
  }

  /** Of use to playbooks that run Python themselves; pbrun needs none. */
  /** The parts of a version such as {@code 3.11.2}. */
  private static void version(String text, Map<String, Object> python) {
    Matcher parts = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+).*").matcher(text);
    if (parts.matches()) {
      long major = Long.parseLong(parts.group(1));
      long minor = Long.parseLong(parts.group(2));
      long micro = Long.parseLong(parts.group(3));
      python.put(
          "version",
          Fields.of(
              "major",
              major,
              "minor",
              minor,
              "micro",
              micro,
              "releaselevel",
              "final",
              "serial",
              0L));
      python.put("version_info", List.of(major, minor, micro, "final", 0L));
    }
  }

  private static void python(Map<String, String> words, Map<String, Object> facts) {
    String executable = words.get("python");
    if (executable != null) {
      Map<String, Object> python =
          new LinkedHashMap<>(Map.of("executable", executable, "type", "cpython"));
      version(words.getOrDefault("python_version", ""), python);
      facts.put("python", python);
      copy(words, facts, "python_version", "python_version");
    }
  }

  private static void distribution(Map<String, String> words, Map<String, Object> facts) {
    String id = words.getOrDefault("os_ID", "");
    String version = words.getOrDefault("os_VERSION_ID", "NA");
    facts.put(
        "distribution",
        DISTRIBUTIONS.getOrDefault(
            id, words.getOrDefault("os_NAME", words.getOrDefault("system", "NA"))));
    facts.put("distribution_version", version);
    facts.put("distribution_major_version", version.split("\\.")[0]);
    facts.put("distribution_release", words.getOrDefault("os_VERSION_CODENAME", "NA"));
    facts.put(
        "os_family",
        family(
            id + " " + words.getOrDefault("os_ID_LIKE", ""), words.getOrDefault("system", "NA")));
  }

  private static String family(String ids, String system) {
    List<String> all = List.of(ids.split(" "));
    if (all.contains("debian") || all.contains("ubuntu")) {
      return "Debian";
    } else if (all.contains("rhel") || all.contains("fedora") || all.contains("centos")) {
      return "RedHat";
    } else if (all.contains("suse") || all.contains("sles") || all.contains("opensuse")) {
      return "Suse";
    } else if (all.contains("alpine")) {
      return "Alpine";
    }
    return all.contains("arch") ? "Archlinux" : system;
  }

  private static void user(Map<String, String> words, Map<String, Object> facts) {
    copy(words, facts, "user_id", "user_id");
    number(words, facts, "user_uid", "user_uid", 1);
    number(words, facts, "user_gid", "user_gid", 1);
    copy(words, facts, "user_dir", "user_dir");
    String[] entry = words.getOrDefault("passwd", "").split(":");
    if (entry.length >= 7) {
      facts.put("user_gecos", entry[4]);
      facts.put("user_shell", entry[6]);
    }
  }

  private static void hardware(Map<String, String> words, Map<String, Object> facts) {
    number(words, facts, "processors", "processor_nproc", 1);
    number(words, facts, "processors", "processor_vcpus", 1);
    number(words, facts, "mem_MemTotal", "memtotal_mb", 1024);
    number(words, facts, "mem_MemAvailable", "memfree_mb", 1024);
    number(words, facts, "mem_SwapTotal", "swaptotal_mb", 1024);
    number(words, facts, "uptime", "uptime_seconds", 1);
  }

  /**
   * From {@code 1.1.1.1 via 10.0.0.1 dev eth0 src 10.0.0.5 …}: the route is looked up, nothing is
   * sent.
   */
  private static void network(Map<String, String> words, Map<String, Object> facts) {
    List<String> route = new ArrayList<>(List.of(words.getOrDefault("route", "").split("\\s+")));
    Map<String, Object> address = new LinkedHashMap<>();
    Map.of("via", "gateway", "dev", "interface", "src", "address")
        .forEach((word, name) -> {
          int at = route.indexOf(word);
          if (at >= 0 && at + 1 < route.size()) {
            address.put(name, route.get(at + 1));
          }
        });
    facts.put("default_ipv4", address);
  }

  private static void time(Map<String, String> words, Map<String, Object> facts) {
    String[] parts = words.getOrDefault("date", "").split(" ");
    if (parts.length < 4 || !parts[2].matches("[+-]\\d{4}")) {
      return;
    }
    OffsetDateTime time =
        OffsetDateTime.parse(parts[0] + parts[2].substring(0, 3) + ":" + parts[2].substring(3));
    OffsetDateTime utc = time.withOffsetSameInstant(ZoneOffset.UTC);
    Map<String, Object> date = new LinkedHashMap<>();
    date.put("year", format(time, "yyyy"));
    date.put("month", format(time, "MM"));
    date.put("weekday", format(time, "EEEE"));
    date.put("weekday_number", String.valueOf(time.get(ChronoField.DAY_OF_WEEK) % 7));
    date.put(
        "weeknumber",
        String.format(Locale.ROOT, "%02d", time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR)));
    date.put("day", format(time, "dd"));
    date.put("hour", format(time, "HH"));
    date.put("minute", format(time, "mm"));
    date.put("second", format(time, "ss"));
    date.put("epoch", parts[1]);
    date.put("epoch_int", parts[1]);
    date.put("date", format(time, "yyyy-MM-dd"));
    date.put("time", format(time, "HH:mm:ss"));
    date.put("iso8601", format(utc, "yyyy-MM-dd'T'HH:mm:ss'Z'"));
    date.put("iso8601_micro", format(utc, "yyyy-MM-dd'T'HH:mm:ss'.000000Z'"));
    date.put("iso8601_basic", format(time, "yyyyMMdd'T'HHmmss'000000'"));
    date.put("iso8601_basic_short", format(time, "yyyyMMdd'T'HHmmss"));
    date.put("tz", parts[3]);
    date.put("tz_offset", parts[2]);
    facts.put("date_time", date);
  }

  private static String format(OffsetDateTime time, String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(time);
  }

  private static void copy(
      Map<String, String> words, Map<String, Object> facts, String word, String fact) {
    String value = words.get(word);
    if (value != null) {
      facts.put(fact, value);
    }
  }

  private static void number(
      Map<String, String> words,
      Map<String, Object> facts,
      String word,
      String fact,
      long divisor) {
    String value = words.get(word);
    if (value != null && value.matches("\\d{1,18}")) {
      facts.put(fact, Long.parseLong(value) / divisor);
    }
  }
}
