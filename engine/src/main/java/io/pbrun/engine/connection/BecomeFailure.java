package io.pbrun.engine.connection;

/**
 * The user could not be changed. The message says why, in words that follow "cannot become root: ".
 */
final class BecomeFailure extends Exception {
  BecomeFailure(String message) {
    super(message);
  }
}
