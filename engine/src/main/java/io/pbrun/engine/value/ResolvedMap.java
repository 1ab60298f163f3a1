package io.pbrun.engine.value;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A mapping that evaluates its values when they are read, such as {@code hostvars}: nothing in it
 * is left to resolve, and walking through it would evaluate everything.
 */
public interface ResolvedMap extends Map<String, @Nullable Object> {}
