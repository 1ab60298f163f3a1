package io.pbrun.engine.inventory;

import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.yaml.YamlNode;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A source of hosts that is a program: a YAML file with {@code plugin: NAME} in an inventory is
 * handed to the plugin of that name. Plugins are found by {@link java.util.ServiceLoader}.
 */
public interface InventoryPlugin {

  /** The name in {@code plugin: NAME}, such as {@code sandbox}. */
  String name();

  /**
   * Gives hosts and groups. What it began is undone by itself when it throws.
   *
   * @param config the whole file, {@code plugin} included; options that are not known are to be
   *     refused
   * @throws io.pbrun.engine.source.DiagnosticException when the file is wrong
   */
  InventoryContribution load(YamlNode.Mapping config, Context context);

  /** What a plugin may know. */
  interface Context {

    /** The file that names the plugin; relative paths in it are relative to its directory. */
    Path file();

    /** Variables of {@code -e}; values may be templates. */
    Map<String, ? extends @Nullable Object> extraVars();

    /** True when hosts are only to be listed, so that nothing needs to be started for them. */
    boolean listingOnly();

    /** Makes a plain value of a node of the file, with templates compiled. */
    @Nullable Object value(YamlNode node);

    void warn(Diagnostic warning);
  }
}
