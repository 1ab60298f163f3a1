package io.pbrun.engine.cli;

/**
 * Spares the search for a logger. The first process that is started asks the JDK for one, which
 * looks for providers in every jar of the class path and takes half as long as all the rest of a
 * small run. The build puts this one first, by jars of its own; it cannot be made, whereupon the
 * JDK looks no further and takes its plain logger. Libraries log through slf4j, to nowhere.
 */
public final class NoLoggers extends System.LoggerFinder {

  public NoLoggers() {
    throw new UnsupportedOperationException("there is no logger to find");
  }

  @Override
  public System.Logger getLogger(String name, Module module) {
    throw new UnsupportedOperationException();
  }
}
