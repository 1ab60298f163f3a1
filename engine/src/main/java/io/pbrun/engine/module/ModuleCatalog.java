package io.pbrun.engine.module;

import io.pbrun.engine.source.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** All modules there are. A module's class is loaded when its name is first looked up. */
public final class ModuleCatalog {
  private static final List<String> ANSIBLE = List.of("ansible.builtin.", "ansible.legacy.");
  private static final String BUILTIN = "builtin";

  private final Map<String, ModuleFamily> families = new TreeMap<>();
  private final Map<String, ModuleSpec> read = new ConcurrentHashMap<>();

  /**
   * A catalog of these families.
   *
   * @throws IllegalStateException when two families offer a module of the same name
   */
  public ModuleCatalog(Iterable<ModuleFamily> families) {
    for (ModuleFamily family : families) {
      for (String module : family.modules()) {
        ModuleFamily other = this.families.putIfAbsent(module, family);
        if (other != null) {
          throw new IllegalStateException(
              "Module " + module + " is offered by " + other.name() + " and by " + family.name());
        }
      }
    }
  }

  /** The families on the class path. */
  public static ModuleCatalog load() {
    return new ModuleCatalog(Providers.of(ModuleFamily.class));
  }

  /**
   * The module of a name as a playbook writes it: {@code debug}, {@code ansible.builtin.debug},
   * {@code ansible.legacy.debug} or {@code pbrun.builtin.debug}.
   */
  public Optional<ModuleSpec> find(String written) {
    String name = shortName(written);
    return name == null ? Optional.empty() : Optional.of(read.computeIfAbsent(name, this::read));
  }

  /** Whether {@link #find} would find it; loads no class. */
  public boolean has(String written) {
    return shortName(written) != null;
  }

  /** The short names of all modules, sorted. */
  public List<String> names() {
    return List.copyOf(families.keySet());
  }

  /** Every module, by name; loads all of their classes. */
  public List<ModuleSpec> all() {
    List<ModuleSpec> specs = new ArrayList<>();
    for (String name : families.keySet()) {
      specs.add(read.computeIfAbsent(name, this::read));
    }
    return specs;
  }

  /** "did you mean 'debug'?", or null when no module's name is near. */
  public @Nullable String didYouMean(String written) {
    return Spelling.didYouMean(written.substring(written.lastIndexOf('.') + 1), families.keySet());
  }

  private @Nullable String shortName(String written) {
    int dot = written.lastIndexOf('.');
    String name = written.substring(dot + 1);
    ModuleFamily family = families.get(name);
    if (family == null) {
      return null;
    }
    String namespace = written.substring(0, dot + 1);
    boolean fits =
        namespace.isEmpty()
            || namespace.equals("pbrun." + family.name() + ".")
            || (ANSIBLE.contains(namespace) && family.name().equals(BUILTIN));
    return fits ? name : null;
  }

  private ModuleSpec read(String name) {
    ModuleFamily family = families.get(name);
    if (family == null) {
      throw new IllegalArgumentException("no such module: " + name);
    }
    String className = family.getClass().getPackageName() + "." + camelCase(name);
    try {
      Class<?> type = Class.forName(className, true, family.getClass().getClassLoader());
      Class<? extends TaskModule> module = type.asSubclass(TaskModule.class);
      String declaration = family.declaration(name);
      return declaration == null
          ? ModuleSpec.of(name, family.name(), module)
          : SpecText.read(declaration, name, family.name(), module);
    } catch (ClassNotFoundException | ClassCastException e) {
      throw new IllegalStateException(
          "Family "
              + family.name()
              + " offers module "
              + name
              + ", which must be a TaskModule named "
              + className,
          e);
    }
  }

  private static String camelCase(String name) {
    StringBuilder text = new StringBuilder();
    for (String part : name.split("_")) {
      text.append(Character.toUpperCase(part.charAt(0))).append(part.substring(1));
    }
    return text.toString();
  }
}
