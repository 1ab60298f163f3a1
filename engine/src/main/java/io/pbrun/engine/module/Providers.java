package io.pbrun.engine.module;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * What families add to the engine, found by {@link ServiceLoader}. To look into every jar takes
 * longer than a small run, so the build notes what it would find, and the launcher hands that over
 * in {@value #INDEX} where the class path is the build's: {@code service=provider,provider …}.
 */
public final class Providers {
  /** The system property with the index. */
  public static final String INDEX = "pbrun.providers";

  private Providers() {}

  /** A new provider of each kind, in class path order. */
  public static <T> List<T> of(Class<T> service) {
    String index = System.getProperty(INDEX);
    if (index == null) {
      List<T> found = new ArrayList<>();
      ServiceLoader.load(service).forEach(found::add);
      return found;
    }
    List<T> found = new ArrayList<>();
    for (String name : names(index, service.getName())) {
      found.add(service.cast(make(name)));
    }
    return found;
  }

  private static List<String> names(String index, String service) {
    for (String entry : index.split(" ")) {
      if (entry.startsWith(service) && entry.startsWith("=", service.length())) {
        return List.of(entry.substring(service.length() + 1).split(","));
      }
    }
    return List.of();
  }

  private static Object make(String name) {
    @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try {
      return Class.forName(name, true, loader).getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          name + ", which " + INDEX + " names, cannot be made: build again", e);
    }
  }
}
