package io.pbrun.engine.vars;

import io.pbrun.engine.inventory.TextReader;
import io.pbrun.engine.inventory.Variables;
import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.source.MissingFileException;
import io.pbrun.engine.source.NearFiles;
import io.pbrun.engine.source.SourceText;
import io.pbrun.engine.source.TextOrigin;
import io.pbrun.engine.yaml.YamlLoader;
import io.pbrun.engine.yaml.YamlNode;
import io.pbrun.engine.yaml.YamlValues;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Reads {@code -e}: {@code key=value …} (values are texts), JSON or YAML in braces, or
 * {@code @file} of YAML or JSON. Of several, later ones win. Templates in the values are compiled.
 */
public final class ExtraVars {
  private final BiFunction<String, TextOrigin, Object> compiler;
  private final FileSystem files;
  private final TextReader reader;
  private final Consumer<Diagnostic> warnings;

  /**
   * @param compiler {@code Templates::compile}
   * @param warnings takes words without a value, which set nothing
   */
  public ExtraVars(
      BiFunction<String, TextOrigin, Object> compiler,
      FileSystem files,
      TextReader reader,
      Consumer<Diagnostic> warnings) {
    this.compiler = compiler;
    this.files = files;
    this.reader = reader;
    this.warnings = warnings;
  }

  /**
   * The variables of all options, in their order on the command line.
   *
   * @throws DiagnosticException with everything that is wrong with them
   */
  public Variables parse(List<String> options) {
    Variables.Builder variables = Variables.builder();
    List<Diagnostic> errors = new ArrayList<>();
    for (String option : options) {
      try {
        if (!option.isEmpty()) {
          parse(option, variables, errors);
        }
      } catch (MissingFileException e) {
        throw e;
      } catch (DiagnosticException e) {
        errors.addAll(e.diagnostics());
      }
    }
    if (!errors.isEmpty()) {
      throw new DiagnosticException(errors);
    }
    return variables.build();
  }

  private void parse(String option, Variables.Builder variables, List<Diagnostic> errors) {
    SourceText source = new SourceText("-e " + quoted(option), option);
    switch (option.charAt(0)) {
      case '@' -> mapping(file(option.substring(1)), option, variables, errors);
      case '/', '.' ->
          throw error(
              "Please prepend extra_vars filename '" + option + "' with '@'",
              null,
              "write -e '@" + option + "'");
      case '{', '[' -> mapping(source, option, variables, errors);
      default -> keyValues(source, variables);
    }
  }

  private static String quoted(String option) {
    return "'" + option.lines().findFirst().orElse("") + "'";
  }

  private SourceText file(String name) {
    Path file = files.getPath(name);
    if (!Files.exists(file)) {
      throw new MissingFileException(
          Diagnostic.error(
              "there is no file " + name + " to read extra variables from",
              null,
              NearFiles.didYouMean(file)));
    }
    try {
      return reader.read(file);
    } catch (IOException e) {
      throw error("cannot read the extra variables in " + name + ": " + e.getMessage(), null, null);
    }
  }

  private void mapping(
      SourceText source, String option, Variables.Builder variables, List<Diagnostic> errors) {
    List<YamlNode> documents = YamlLoader.load(source);
    if (documents.size() != 1 || !(documents.getFirst() instanceof YamlNode.Mapping mapping)) {
      throw error(
          "Invalid extra vars data supplied. '" + option + "' could not be made into a dictionary",
          documents.isEmpty() ? source.at(1, 1) : documents.getLast().place(),
          "extra variables are a mapping of names to values");
    }
    YamlValues values = YamlValues.compiling(compiler, errors::add);
    mapping
        .entries()
        .forEach(entry ->
            variables.define(entry.name(), values.value(entry.value()), entry.key().place()));
  }

  private void keyValues(SourceText source, Variables.Builder variables) {
    TextOrigin origin = TextOrigin.ofWhole(source);
    List<KeyValues.Word> words;
    try {
      words = KeyValues.split(source.text());
    } catch (KeyValues.Malformed e) {
      throw error(
          "failed at splitting the extra variables: " + e.getMessage(), source.at(1, 1), null);
    }
    for (KeyValues.Word word : words) {
      if (!word.hasValue()) {
        warnings.accept(
            Diagnostic.warning(
                "expected name=value, got '" + word.text() + "', which sets nothing",
                origin.at(word.offset()),
                "quote a value with blanks in it: -e 'name=\"two words\"'; a file is read with -e @file"));
        continue;
      }
      String text = word.value();
      Object value =
          YamlValues.isTemplate(text)
              ? compiler.apply(text, offset -> origin.at(word.valueOffset() + offset))
              : text;
      variables.define(word.key(), value, origin.at(word.offset()));
    }
  }

  private static DiagnosticException error(
      String message,
      io.pbrun.engine.source.@org.jspecify.annotations.Nullable Place place,
      @org.jspecify.annotations.Nullable String hint) {
    return new DiagnosticException(Diagnostic.error(message, place, hint));
  }
}
