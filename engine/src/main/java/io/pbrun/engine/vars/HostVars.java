package io.pbrun.engine.vars;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run has learned about a host: its facts, what {@code include_vars} loaded, and what {@code
 * set_fact} and {@code register} set. Scopes see changes at once. Safe to use from any thread.
 */
public final class HostVars {
  private final Facts facts;
  private final SharedVars includeVars = new SharedVars();
  private final SharedVars setFacts = new SharedVars();

  private final String host;
  private final FactCache cache;

  HostVars(String host, boolean injectFacts, FactCache cache) {
    this.host = host;
    this.cache = cache;
    this.facts = new Facts(injectFacts);
    facts.add(cache.load(host));
  }

  /** Whether the host's facts have been gathered, in this run or one whose facts are kept. */
  public boolean hasGathered() {
    return facts.raw().containsKey("module_setup");
  }

  /**
   * Adds facts; each replaces one of the same name. Their values are data and are never templated.
   */
  public void addFacts(Map<String, ? extends @Nullable Object> reported) {
    facts.add(reported);
    cache.save(host, facts.raw());
  }

  /** Forgets all facts, as {@code meta: clear_facts} does. */
  public void clearFacts() {
    facts.reset();
    cache.clear(host);
  }

  /** The facts as they were reported. */
  public Map<String, @Nullable Object> facts() {
    return facts.raw();
  }

  /** Adds variables at the level of {@code include_vars}; they may hold templates. */
  public void includeVars(Map<String, ? extends @Nullable Object> variables) {
    variables.forEach(includeVars::set);
  }

  /** Sets a variable at the level of {@code set_fact} and {@code register}. */
  public void set(String name, @Nullable Object value) {
    setFacts.set(name, value);
  }

  public void setAll(Map<String, ? extends @Nullable Object> variables) {
    variables.forEach(setFacts::set);
  }

  /** Takes back what {@link #set} set. */
  public void unset(String name) {
    setFacts.unset(name);
  }

  Map<String, @Nullable Object> factsLayer() {
    return facts;
  }

  Map<String, @Nullable Object> includeVarsLayer() {
    return includeVars;
  }

  Map<String, @Nullable Object> setFactsLayer() {
    return setFacts;
  }
}
