package io.pbrun.engine.vars;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a host as variables: {@code ansible_facts} holds all of them under their short
 * names, and each stands for itself under its own name ({@code ansible_hostname}) unless facts are
 * not injected. Facts that would redirect a connection never do.
 */
final class Facts extends AbstractMap<String, @Nullable Object> {
  private static final String PREFIX = "ansible_";
  private static final String ALL = "ansible_facts";
  private static final String LOCAL = "ansible_local";

  /**
   * Names that steer connections and the run itself; a host must not set them by what it reports.
   */
  private static final Pattern STEERING =
      Pattern.compile(
          "ansible_(?:facts|host|port|user|password|connection|shell_type|shell_executable"
              + "|remote_tmp|module_compression|rsync_path|playbook_python|private_key_file|timeout"
              + "|network_os|executable|persistent_.*|pipelining|become.*|sudo.*|su_.*"
              + "|ssh_(?!host_key_).*|paramiko_.*|winrm_.*|psrp_.*|docker_.*|.*_interpreter)"
              + "|add_host|add_group|discovered_interpreter_.*");

  private volatile Map<String, @Nullable Object> raw = Map.of();
  private volatile Map<String, @Nullable Object> shortNames = Map.of();
  private final boolean injected;

  Facts(boolean injected) {
    this.injected = injected;
  }

  synchronized void add(Map<String, ? extends @Nullable Object> facts) {
    Map<String, @Nullable Object> merged = new LinkedHashMap<>(raw);
    merged.putAll(facts);
    Map<String, @Nullable Object> shortened = new LinkedHashMap<>();
    merged.forEach((name, value) ->
        shortened.put(
            name.startsWith(PREFIX) && !name.equals(LOCAL) ? name.substring(PREFIX.length()) : name,
            value));
    raw = Collections.unmodifiableMap(merged);
    shortNames = Collections.unmodifiableMap(shortened);
  }

  synchronized void reset() {
    raw = Map.of();
    shortNames = Map.of();
  }

  /** As they were reported. */
  Map<String, @Nullable Object> raw() {
    return raw;
  }

  private boolean shows(String name) {
    return (injected || name.equals(LOCAL))
        && raw.containsKey(name)
        && !STEERING.matcher(name).matches();
  }

  @Override
  public @Nullable Object getOrDefault(@Nullable Object name, @Nullable Object absent) {
    if (ALL.equals(name)) {
      return shortNames;
    }
    Map<String, @Nullable Object> now = raw;
    return !now.isEmpty() && name instanceof String text && now.containsKey(text) && shows(text)
        ? now.get(text)
        : absent;
  }

  @Override
  public @Nullable Object get(@Nullable Object name) {
    return getOrDefault(name, null);
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return ALL.equals(name) || (name instanceof String text && shows(text));
  }

  @Override
  public Set<String> keySet() {
    Set<String> names = new LinkedHashSet<>();
    names.add(ALL);
    raw.keySet().stream().filter(this::shows).forEach(names::add);
    return names;
  }

  @Override
  public Set<Entry<String, @Nullable Object>> entrySet() {
    return new LazyEntries(keySet(), this::get);
  }
}
