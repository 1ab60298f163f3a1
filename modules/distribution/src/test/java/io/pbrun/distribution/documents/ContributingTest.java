package io.pbrun.distribution.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The module that CONTRIBUTING.md builds compiles and does what is said of it there. */
class ContributingTest {
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
  private static final Pattern TYPE =
      Pattern.compile("(?m)^(?:public |final )*(?:record|class) (\\w+)");

  @TempDir static Path classes;

  private static ClassLoader loader;

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///" + name.replace('.', '/') + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  @BeforeAll
  static void compile_what_the_document_shows() throws Exception {
    List<Source> sources =
        Documents.blocks(Documents.CHECKOUT.resolve("CONTRIBUTING.md")).stream()
            .filter(block -> block.language().equals("java"))
            .map(block -> new Source(nameOf(block.text()), block.text()))
            .toList();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> findings = new DiagnosticCollector<>();
    List<String> options =
        List.of(
            "-d",
            classes.toString(),
            "-parameters",
            "-Xlint:all,-processing,-classfile",
            "-proc:none",
            "-cp",
            System.getProperty("java.class.path"));
    compiler.getTask(null, null, findings, options, null, sources).call();
    assertThat(findings.getDiagnostics())
        .filteredOn(finding ->
            finding.getKind() == Diagnostic.Kind.ERROR
                || finding.getKind() == Diagnostic.Kind.WARNING
                    && finding.getSource() instanceof Source)
        .isEmpty();
    loader =
        new URLClassLoader(
            new URL[] {classes.toUri().toURL()}, ContributingTest.class.getClassLoader());
  }

  private static String nameOf(String source) {
    Matcher inPackage = PACKAGE.matcher(source);
    Matcher type = TYPE.matcher(source);
    assertThat(inPackage.find() && type.find()).as("package and type of: %s", source).isTrue();
    return inPackage.group(1) + "." + type.group(1);
  }

  @TestFactory
  Stream<DynamicTest> its_own_tests_pass() throws ClassNotFoundException {
    Class<?> tests = Class.forName("io.example.MotdTest", true, loader);
    return Stream.of(tests.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Test.class))
        .map(method -> DynamicTest.dynamicTest(method.getName(), () -> run(tests, method)));
  }

  private static void run(Class<?> tests, Method method) throws Throwable {
    Constructor<?> constructor = tests.getDeclaredConstructor();
    constructor.setAccessible(true);
    method.setAccessible(true);
    try {
      method.invoke(constructor.newInstance());
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
