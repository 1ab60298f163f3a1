package io.pbrun.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.module.ModuleCatalog;
import io.pbrun.engine.module.ModuleDocumentation;
import io.pbrun.engine.module.ModuleFamily;
import io.pbrun.engine.module.ModuleSpec;
import io.pbrun.engine.module.ParameterSpec;
import io.pbrun.engine.module.ParameterType;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.SourceText;
import io.pbrun.engine.yaml.YamlLoader;
import io.pbrun.engine.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.assertj.core.api.SoftAssertions;

/** What every module keeps to. Each family has one test that calls these. */
public final class ModuleContract {
  private ModuleContract() {}

  /**
   * Every module of the family can be loaded, documents itself fully, and shows an example that is
   * valid.
   */
  public static void verify(ModuleFamily family) {
    ModuleCatalog catalog = new ModuleCatalog(List.of(family));
    SoftAssertions all = new SoftAssertions();
    for (String name : family.modules()) {
      ModuleSpec spec = catalog.find(name).orElseThrow();
      List<String> faults = new ArrayList<>();
      checkDocumentation(spec, faults);
      checkExample(catalog, spec, faults);
      all.assertThat(faults).as("module " + name).isEmpty();
    }
    all.assertAll();
  }

  /**
   * A preview changes nothing and foretells whether the run changes something; the run does it; a
   * second run finds nothing left to do.
   *
   * @param tester makes a fresh world, damaged such that the task has something to change
   */
  public static void verifyConverges(Supplier<ModuleTester> tester, String yaml)
      throws ConnectionException, InterruptedException {
    ModuleTester world = tester.get();
    Result preview = world.preview(yaml);
    assertThat(preview.failed()).as("preview failed: %s", preview.fields()).isFalse();
    assertThat(preview.changed()).as("the preview says that it would change something").isTrue();
    assertThat(world.connection().writes()).as("what the preview did to the target").isEmpty();
    assertThat(world.controller().writes()).as("what the preview did to this machine").isEmpty();
    Result run = world.run(yaml);
    assertThat(run.failed()).as("run failed: %s", run.fields()).isFalse();
    assertThat(run.changed()).as("the run changed something").isTrue();
    Result again = world.run(yaml);
    assertThat(again.failed()).as("second run failed: %s", again.fields()).isFalse();
    assertThat(again.changed())
        .as("the second run changed something: %s", again.fields())
        .isFalse();
    assertThat(world.preview(yaml).changed())
        .as("a preview afterwards says that it would change something")
        .isFalse();
  }

  private static void checkDocumentation(ModuleSpec spec, List<String> faults) {
    ModuleDocumentation doc = spec.documentation();
    if (doc.summary().isBlank() || doc.summary().endsWith(".")) {
      faults.add("the summary must be one line without a final full stop");
    }
    if (!doc.deadline().isEmpty() && spec.deadline() == null) {
      faults.add("the deadline '" + doc.deadline() + "' is no duration");
    }
    for (ModuleDocumentation.Returned returned : doc.returns()) {
      if (returned.value().isBlank()) {
        faults.add("the result field " + returned.name() + " is not explained");
      }
    }
    for (List<String> group : doc.requiredOneOf()) {
      checkGroup(spec, group, faults);
    }
    for (List<String> group : doc.mutuallyExclusive()) {
      checkGroup(spec, group, faults);
    }
    checkParameters(spec.parameters(), faults);
  }

  private static void checkGroup(ModuleSpec spec, List<String> group, List<String> faults) {
    for (String name : group) {
      if (!spec.parameterNames().contains(name)) {
        faults.add("the group '" + group + "' names no parameter: " + name);
      }
    }
  }

  private static void checkParameters(List<ParameterSpec> parameters, List<String> faults) {
    for (ParameterSpec parameter : parameters) {
      if (parameter.description().isBlank()) {
        faults.add("the parameter " + parameter.name() + " is not explained");
      }
      boolean secretName =
          parameter.name().matches("(.*_)?(password|token|secret|application_credential_secret)");
      if (secretName && !parameter.secret()) {
        faults.add(
            "the parameter "
                + parameter.name()
                + " looks like a secret and is not declared as one");
      }
      if (parameter.type() instanceof ParameterType.Options options) {
        checkParameters(options.parameters(), faults);
      }
    }
  }

  private static void checkExample(ModuleCatalog catalog, ModuleSpec spec, List<String> faults) {
    List<YamlNode> documents =
        YamlLoader.load(new SourceText(spec.name() + " example", spec.documentation().example()));
    if (documents.isEmpty() || !(documents.getFirst() instanceof YamlNode.Sequence tasks)) {
      faults.add("the example must be a list of tasks");
      return;
    }
    boolean shown = false;
    for (YamlNode task : tasks.items()) {
      for (YamlNode.Entry entry : ((YamlNode.Mapping) task).entries()) {
        ModuleSpec used = catalog.find(entry.name()).orElse(null);
        if (used != null) {
          shown |= used.equals(spec);
          for (Diagnostic finding : check(used, entry)) {
            faults.add("example, " + finding.place() + ": " + finding.message());
          }
        }
      }
    }
    if (!shown) {
      faults.add("the example does not use the module");
    }
  }

  private static List<Diagnostic> check(ModuleSpec spec, YamlNode.Entry entry) {
    if (entry.value() instanceof YamlNode.Mapping mapping) {
      return spec.check(mapping, entry.key().place());
    }
    try {
      String text = ((YamlNode.Scalar) entry.value()).text();
      Set<String> given = spec.argumentsOf(text).keySet();
      return spec.check(
          new YamlNode.Mapping(List.of(), entry.value().place()),
          entry.key().place(),
          given,
          false);
    } catch (io.pbrun.engine.module.ModuleFailure failure) {
      return List.of(Diagnostic.error(String.valueOf(failure.getMessage()), entry.value().place()));
    }
  }
}
