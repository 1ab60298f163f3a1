package io.pbrun.engine.cli;

/**
 * A command of its own beside running playbooks, such as {@code pbrun sandbox}. Families add
 * theirs; found by {@link java.util.ServiceLoader}.
 */
public interface Subcommand {

  /** The word after {@code pbrun}: letters from a to z. */
  String name();

  /** One line for {@code pbrun --help}. */
  String summary();

  /** A new object with picocli's annotations whose {@code call} gives the exit status. */
  java.util.concurrent.Callable<Integer> command(CommandIo io);

  /** Where a command prints. Everything printed here passes the masking of secrets. */
  interface CommandIo {
    void line(String text);

    void errorLine(String text);

    /** Keeps this text out of everything printed from now on. */
    void hide(String secret);

    /**
     * The inventory that the options name, with what its plugins start.
     *
     * @param directory what relative paths are meant from
     */
    SiteView site(InventoryOptions options, java.nio.file.Path directory);
  }
}
