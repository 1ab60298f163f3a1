package io.pbrun.engine.run;

import io.pbrun.engine.connection.Command;
import io.pbrun.engine.connection.CommandResult;
import io.pbrun.engine.connection.Connection;
import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.connection.TargetFiles;
import java.util.LinkedHashMap;
import java.util.Map;

/** A connection whose commands see what {@code environment:} sets. */
record EnvironmentConnection(Connection connection, Map<String, String> environment)
    implements Connection {

  @Override
  public String description() {
    return connection.description();
  }

  @Override
  public CommandResult run(Command command) throws ConnectionException, InterruptedException {
    Map<String, String> all = new LinkedHashMap<>(environment);
    all.putAll(command.environment());
    return connection.run(command.withEnvironment(all));
  }

  @Override
  public TargetFiles files() {
    return connection.files();
  }

  @Override
  public void close() {
    connection.close();
  }
}
