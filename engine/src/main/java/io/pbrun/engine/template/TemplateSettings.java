package io.pbrun.engine.template;

/**
 * How the text of a template is read.
 *
 * @param variableStart what opens an expression, usually {@code {{}
 * @param trimBlocks whether the line end right after a block is dropped
 * @param lstripBlocks whether blanks before a block at the beginning of its line are dropped
 * @param keepTrailingNewline whether the last line end of the text stays
 * @param escapes whether a backslash in an expression's string is an escape; in playbooks it stands for itself
 * @param newline what the template's line ends become
 */
public record TemplateSettings(
    String variableStart,
    String variableEnd,
    String blockStart,
    String blockEnd,
    String commentStart,
    String commentEnd,
    boolean trimBlocks,
    boolean lstripBlocks,
    boolean keepTrailingNewline,
    boolean escapes,
    String newline) {

  /** Strings in playbooks and variables. */
  public static final TemplateSettings PLAYBOOK =
      new TemplateSettings("{{", "}}", "{%", "%}", "{#", "#}", true, false, false, false, "\n");

  /** Files of the {@code template} module, before its own options. */
  public static final TemplateSettings FILE =
      new TemplateSettings("{{", "}}", "{%", "%}", "{#", "#}", true, false, true, true, "\n");

  public TemplateSettings variables(String start, String end) {
    return new TemplateSettings(
        start,
        end,
        blockStart,
        blockEnd,
        commentStart,
        commentEnd,
        trimBlocks,
        lstripBlocks,
        keepTrailingNewline,
        escapes,
        newline);
  }

  public TemplateSettings blocks(String start, String end) {
    return new TemplateSettings(
        variableStart,
        variableEnd,
        start,
        end,
        commentStart,
        commentEnd,
        trimBlocks,
        lstripBlocks,
        keepTrailingNewline,
        escapes,
        newline);
  }

  public TemplateSettings comments(String start, String end) {
    return new TemplateSettings(
        variableStart,
        variableEnd,
        blockStart,
        blockEnd,
        start,
        end,
        trimBlocks,
        lstripBlocks,
        keepTrailingNewline,
        escapes,
        newline);
  }

  public TemplateSettings whitespace(boolean trim, boolean lstrip) {
    return new TemplateSettings(
        variableStart,
        variableEnd,
        blockStart,
        blockEnd,
        commentStart,
        commentEnd,
        trim,
        lstrip,
        keepTrailingNewline,
        escapes,
        newline);
  }

  public TemplateSettings trailingNewline(boolean keep) {
    return new TemplateSettings(
        variableStart,
        variableEnd,
        blockStart,
        blockEnd,
        commentStart,
        commentEnd,
        trimBlocks,
        lstripBlocks,
        keep,
        escapes,
        newline);
  }

  public TemplateSettings newline(String sequence) {
    return new TemplateSettings(
        variableStart,
        variableEnd,
        blockStart,
        blockEnd,
        commentStart,
        commentEnd,
        trimBlocks,
        lstripBlocks,
        keepTrailingNewline,
        escapes,
        sequence);
  }
}
