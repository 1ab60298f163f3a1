package io.pbrun.engine.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Start-up is a feature: what most playbooks do must not load Jinjava and its company. */
class ClassLoadingTest {

  private static final class Watching extends URLClassLoader {
    final List<String> loaded = new ArrayList<>();

    Watching(URL[] urls) {
      super(urls, ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      loaded.add(name);
      return super.findClass(name);
    }

    boolean loadedAny(String prefix) {
      return loaded.stream().anyMatch(name -> name.startsWith(prefix));
    }
  }

  /** Runs the template in a class loader of its own and tells what was loaded. */
  private static Watching run(String template) throws Exception {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      urls.add(Path.of(entry).toUri().toURL());
    }
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (Watching loader = new Watching(urls.toArray(new URL[0]))) {
      Thread.currentThread().setContextClassLoader(loader);
      Class<?> surroundings = loader.loadClass(Surroundings.class.getName());
      Class<?> templates = loader.loadClass(JinjaTemplates.class.getName());
      Object world = surroundings.getMethod("of", Path.class).invoke(null, Path.of(""));
      Object language = templates.getConstructor(surroundings).newInstance(world);
      loader.loaded.clear();
      Object compiled = templates.getMethod("compile", String.class).invoke(language, template);
      Class<?> scope = loader.loadClass(Scope.class.getName());
      Object empty =
          loader
              .loadClass(MapScope.class.getName())
              .getConstructor(java.util.Map.class)
              .newInstance(java.util.Map.of());
      templates.getMethod("resolve", Object.class, scope).invoke(language, compiled, empty);
      return loader;
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  @Test
  void expressions_and_plain_text_load_neither_jinjava_nor_guava_nor_jackson_nor_yaml()
      throws Exception {
    for (String template :
        List.of(
            "{{ [1, 2] | map('string') | join(',') }}",
            "a {{ 'x' | regex_replace('x', 'y') }} b {{ {'a': 1} | to_json }}")) {
      Watching loader = run(template);
      assertThat(loader.loaded)
          .noneMatch(name ->
              name.startsWith("com.hubspot")
                  || name.startsWith("com.google")
                  || name.startsWith("com.fasterxml")
                  || name.startsWith("org.yaml"));
    }
  }

  @Test
  void statements_load_jinjava() throws Exception {
    assertThat(run("{% if true %}a{% endif %}").loadedAny("com.hubspot.jinjava")).isTrue();
  }

  @Test
  void the_eval_protocol_answers_a_line_for_a_line() throws Exception {
    Reader in =
        new StringReader(
            "{\"id\":1,\"template\":\"{{ a }}\",\"vars\":{\"a\":\"{{ b"
                + " }}\",\"b\":[1,2.0,null]}}\n\n"
                + "{\"id\":\"x\",\"template\":\"{{ nope }}\"}\n"
                + "not json\n");
    Writer out = new StringWriter();
    new EvalProtocol(new JinjaTemplates(Surroundings.of(Path.of("")))).run(in, out);
    assertThat(out.toString().lines().toList())
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("{\"id\":1,\"value\":[1,2.0,null]}"),
            line ->
                assertThat(line)
                    .isEqualTo("{\"id\":\"x\",\"error\":\"<template>:1:4: 'nope' is undefined\"}"),
            line -> assertThat(line).startsWith("{\"id\":null,\"error\":\"not JSON"));
  }
}
