package io.pbrun.engine.module;

/**
 * Permissions of a file as the connection takes them: octal text ({@code 0640}) or symbolic ({@code
 * u=rw,g=r,o=}).
 */
public record FileMode(String text) {

  @Override
  public String toString() {
    return text;
  }
}
