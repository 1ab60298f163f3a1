package io.pbrun.engine.run;

import io.pbrun.engine.connection.Command;
import io.pbrun.engine.connection.CommandResult;
import io.pbrun.engine.connection.Connection;
import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.connection.TargetFiles;

/** A connection whose files are as they would be once what was planned so far is done. */
record PreviewConnection(Connection connection, Prospects prospects) implements Connection {

  @Override
  public String description() {
    return connection.description();
  }

  @Override
  public CommandResult run(Command command) throws ConnectionException, InterruptedException {
    return connection.run(command);
  }

  @Override
  public TargetFiles files() {
    String place = PreviewFiles.place(connection.description());
    return prospects.concerns(place)
        ? new PreviewFiles(connection.files(), place, prospects)
        : connection.files();
  }

  @Override
  public void close() {
    connection.close();
  }
}
