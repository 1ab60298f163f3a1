package io.pbrun.engine.run;

import io.pbrun.engine.connection.Access;
import io.pbrun.engine.connection.Connection;
import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.connection.ConnectionSettings;
import io.pbrun.engine.connection.Connections;
import io.pbrun.engine.playbook.Keyword;
import io.pbrun.engine.playbook.Keywords;
import io.pbrun.engine.template.Scope;
import io.pbrun.engine.template.TemplateException;
import io.pbrun.engine.value.Omit;
import io.pbrun.engine.value.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How each task's target is reached: its variables first, then the task's keywords, then the
 * command line.
 */
final class Targets {
  private static final Map<String, Keyword> KEYWORD_OF_VARIABLE =
      Map.of(
          "ansible_connection", Keyword.CONNECTION,
          "ansible_user", Keyword.REMOTE_USER,
          "ansible_port", Keyword.PORT,
          "ansible_become", Keyword.BECOME,
          "ansible_become_user", Keyword.BECOME_USER,
          "ansible_become_method", Keyword.BECOME_METHOD,
          "ansible_become_exe", Keyword.BECOME_EXE,
          "ansible_become_flags", Keyword.BECOME_FLAGS);

  private final Connections connections;
  private final Map<String, Object> commandLine;
  private final TextResolver text;
  private final Consumer<String> hide;

  /**
   * @param commandLine connection variables that the command line sets, which anything else
   *     overrides
   * @param hide keeps a secret out of every output
   */
  Targets(
      Connections connections,
      Map<String, Object> commandLine,
      TextResolver text,
      Consumer<String> hide) {
    this.connections = connections;
    this.commandLine = Map.copyOf(commandLine);
    this.text = text;
    this.hide = hide;
  }

  /** A target that connects when it is opened. */
  record Target(Connections connections, SettingsSource settings, Map<String, String> environment) {

    /**
     * @param warn takes what was asked for and is not done
     */
    Connection open(Access access, Consumer<String> warn) throws ConnectionException {
      ConnectionSettings how = settings.get();
      how.warnings().forEach(warn);
      Connection connection = connections.open(how, access);
      return environment.isEmpty()
          ? connection
          : new EnvironmentConnection(connection, environment);
    }
  }

  /**
   * Reads the settings when they are needed: most tasks of a cloud playbook never open a
   * connection.
   */
  @FunctionalInterface
  interface SettingsSource {
    ConnectionSettings get() throws ConnectionException;
  }

  /**
   * A task's target.
   *
   * @param scope the target's variables: those of the host, or of the one it is delegated to
   * @param taskScope the task's variables, for its keywords
   */
  Target target(String host, Keywords keywords, Scope scope, Scope taskScope) {
    Function<String, @Nullable Object> variable =
        name -> variable(name, keywords, scope, taskScope);
    return new Target(
        connections,
        () -> hiding(ConnectionSettings.of(host, variable)),
        environment(keywords, taskScope));
  }

  private ConnectionSettings hiding(ConnectionSettings settings) {
    Stream.of(
            settings.password(),
            settings.passphrase(),
            settings.become() == null ? null : settings.become().password())
        .filter(Objects::nonNull)
        .forEach(hide);
    return settings;
  }

  Connection controller(Access access) {
    return connections.open(ConnectionSettings.local(), access);
  }

  void reset(String host, Scope scope) {
    try {
      connections.reset(
          ConnectionSettings.of(host, name -> variable(name, Keywords.NONE, scope, scope)));
    } catch (ConnectionException e) {
      // There is nothing to reset where nothing can be connected to; the next task says why.
    }
  }

  private @Nullable Object variable(String name, Keywords keywords, Scope scope, Scope taskScope) {
    Keyword keyword = KEYWORD_OF_VARIABLE.get(name);
    if (scope.has(name)) {
      Object value = text.value(scope.get(name), scope);
      if (value != Omit.OMIT) {
        return value;
      }
    }
    if (keyword != null && keywords.has(keyword)) {
      Object value = text.keyword(keywords.get(keyword), taskScope);
      if (value != null) {
        return value;
      }
    }
    return commandLine.get(name);
  }

  private Map<String, String> environment(Keywords keywords, Scope scope) {
    List<Object> levels = keywords.list(Keyword.ENVIRONMENT);
    if (levels.isEmpty()) {
      return Map.of();
    }
    Map<String, String> environment = new LinkedHashMap<>();
    for (Object level : levels) {
      add(
          level instanceof Map<?, ?> map ? values(map, scope) : text.value(level, scope),
          environment);
    }
    return environment;
  }

  private Map<Object, @Nullable Object> values(Map<?, ?> level, Scope scope) {
    Map<Object, @Nullable Object> values = new LinkedHashMap<>();
    level.forEach((name, written) -> {
      try {
        values.put(name, text.value(written, scope));
      } catch (TemplateException e) {
        String message = String.valueOf(e.getMessage());
        // The environment of the target is known only after its facts were gathered in it.
        if (!message.contains("ansible_env") && !message.contains("ansible_facts.env")) {
          throw e;
        }
      }
    });
    return values;
  }

  private static void add(@Nullable Object level, Map<String, String> environment) {
    switch (level) {
      case Map<?, ?> map ->
          map.forEach((name, value) -> environment.put(Values.str(name), Values.str(value)));
      case List<?> list -> list.forEach(each -> add(each, environment));
      case null, default -> {}
    }
  }
}
