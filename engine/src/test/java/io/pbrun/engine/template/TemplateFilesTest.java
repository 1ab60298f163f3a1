package io.pbrun.engine.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.pbrun.engine.source.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TemplateFilesTest {
  private final Path directory = Jimfs.newFileSystem(Configuration.unix()).getPath("/play");
  private final JinjaTemplates templates = new JinjaTemplates(Surroundings.of(directory));
  private final Scope scope = new MapScope(Map.of("hosts", List.of("a", "b"), "x", 5L));

  @BeforeEach
  void make_the_directory() throws IOException {
    Files.createDirectories(directory.resolve("templates"));
  }

  private void file(String name, String text) throws IOException {
    Files.writeString(directory.resolve("templates").resolve(name), text);
  }

  private Object render(String text, TemplateSettings settings) {
    return templates.renderFile(text, "motd.j2", scope, settings);
  }

  @Test
  void the_line_end_after_a_block_is_dropped_and_the_last_one_stays() {
    assertThat(
            render("{% for h in hosts %}\n- {{ h }}\n{% endfor %}\nend\n", TemplateSettings.FILE))
        .isEqualTo("- a\n- b\nend\n");
  }

  @Test
  void blanks_before_blocks_are_dropped_when_asked() {
    String text = "  {% if x %}\n  yes\n  {% endif %}\n  {%+ if x %}kept{% endif %}\n";
    assertThat(render(text, TemplateSettings.FILE.whitespace(true, true)))
        .isEqualTo("  yes\n  kept");
    assertThat(render(text, TemplateSettings.FILE)).isEqualTo("    yes\n    kept");
  }

  @Test
  void delimiters_can_be_changed_in_the_call_and_in_the_first_line() {
    assertThat(render("[[ x ]] {{ x }}", TemplateSettings.FILE.variables("[[", "]]")))
        .isEqualTo("5 {{ x }}");
    assertThat(
            render(
                "#jinja2: variable_start_string:'[%', variable_end_string:'%]', trim_blocks:False\n"
                    + "[% x %]{% if x %}\n"
                    + "a{% endif %}\n",
                TemplateSettings.FILE))
        .isEqualTo("5\na\n");
    assertThat(render("<% if x %>a<% endif %>", TemplateSettings.FILE.blocks("<%", "%>")))
        .isEqualTo("a");
  }

  @Test
  void line_ends_become_the_sequence_that_was_asked_for() {
    assertThat(render("a\nb\n", TemplateSettings.FILE.newline("\r\n"))).isEqualTo("a\r\nb\r\n");
  }

  @Test
  void backslashes_are_escapes_in_files_and_literal_in_playbooks() {
    assertThat(render("{{ 'a\\nb' }}", TemplateSettings.FILE)).isEqualTo("a\nb");
    assertThat(new Playground().render("{{ 'a\\nb' }}")).isEqualTo("a\\nb");
  }

  @Test
  void one_template_can_include_and_import_others() throws IOException {
    file("part.j2", "[{{ x }}]\n");
    file(
        "macros.j2",
        "{% macro twice(a, b='!') %}{{ a }}{{ a }}{{ b }}{% endmacro %}{% set answer = 42 %}\n");
    assertThat(render("{% include 'part.j2' %}.", TemplateSettings.FILE)).isEqualTo("[5].");
    assertThat(
            render(
                "{% import 'macros.j2' as m %}{{ m.twice('a') }}{{ m.answer }}",
                TemplateSettings.FILE))
        .isEqualTo("aa!42");
    assertThat(
            render(
                "{% from 'macros.j2' import twice as t, answer %}{{ t('b', '?') }}{{ answer }}",
                TemplateSettings.FILE))
        .isEqualTo("bb?42");
    assertThat(
            render(
                "{% for x in [1, 2] %}{% include 'part.j2' %}{% endfor %}", TemplateSettings.FILE))
        .isEqualTo("[1][2]");
    assertThat(
            render(
                "{% include ['nope.j2', 'part.j2'] %}{% include 'nope.j2' ignore missing %}",
                TemplateSettings.FILE))
        .isEqualTo("[5]");
    assertThatThrownBy(() -> render("a\n {% include 'nope.j2' %}", TemplateSettings.FILE))
        .hasMessage("motd.j2:2:2: the template 'nope.j2' does not exist");
    assertThatThrownBy(() -> render("{% from 'macros.j2' import twise %}", TemplateSettings.FILE))
        .hasMessageContaining("has no 'twise' to import");
  }

  @Test
  void a_template_can_extend_another_and_replace_its_blocks() throws IOException {
    file("base.j2", "<{% block title %}base{% endblock %}|{% block body %}{% endblock %}>");
    file(
        "middle.j2",
        "{% extends 'base.j2' %}{% block title %}middle of {{ super() }}{% endblock %}");
    assertThat(
            render(
                "{% extends 'base.j2' %}ignored{% block body %}x={{ x }}{% endblock %}",
                TemplateSettings.FILE))
        .isEqualTo("<base|x=5>");
    assertThat(
            render(
                "{% extends 'middle.j2' %}{% block title %}top, {{ super() }}{% endblock %}",
                TemplateSettings.FILE))
        .isEqualTo("<top, middle of base|>");
  }

  @Test
  void the_lookup_ini_reads_as_python_does_and_says_what_is_wrong() throws IOException {
    Files.writeString(
        directory.resolve("app.ini"),
        """
        [DEFAULT]
        root = /srv
        [paths]
          logs = %(root)s/logs
          list = a
            b
          bare
        [other words]
        Key = 100%%
        """);
    Files.writeString(directory.resolve("twice.ini"), "[s]\nname = a\nNAME = b\n");
    Playground play = new Playground(Surroundings.of(directory));

    String options = "section=paths file=app.ini allow_no_value=true";
    assertThat(play.render("{{ q('ini', 'logs " + options + "', 'list', 'no', 'bare') }}"))
        .isEqualTo(List.of("/srv/logs", "a\nb", ""));
    assertThat(play.render("{{ q('ini', '[lr]o', re=true, " + args("paths", "app.ini") + ") }}"))
        .isEqualTo(List.of("/srv/logs", "/srv"));
    assertThat(
            play.render(
                "{{ lookup('ini', 'key file=app.ini section=other words', allow_none=true) }}"))
        .isEqualTo("100%");
    assertThat(
            play.render(
                "{{ lookup('ini', 'NAME', case_sensitive=true, "
                    + "section='s', file='twice.ini') }}"))
        .isEqualTo("b");

    fails(play, "'name', section='s', file='twice.ini'", "Duplicate option in 'twice.ini'");
    fails(play, "'x', section='z', file='twice.ini', case_sensitive=true", "No section 'z' in");
    fails(play, "'file=app.ini', 'logs'", "No key to lookup was provided as first term");
    fails(play, "'invalid=option'", "invalid is not a valid option");
  }

  private static String args(String section, String file) {
    return "section='" + section + "', file='" + file + "', allow_no_value=true";
  }

  private static void fails(Playground play, String arguments, String why) {
    assertThatThrownBy(() -> play.render("{{ lookup('ini', " + arguments + ") }}"))
        .hasMessageContaining(why);
  }

  @Test
  void lookups_find_files_below_the_playbook() throws IOException {
    Files.createDirectories(directory.resolve("files"));
    Files.writeString(directory.resolve("files/key.pub"), "ssh-ed25519 AAAA\n");
    Files.writeString(directory.resolve("hosts.csv"), "a,1\nb,\"2, two\"\n");
    Files.writeString(directory.resolve("app.ini"), "[global]\nuser = me\n[db]\nPort: 5432\n");
    file("line.j2", "x is {{ x }} {{ y | default('-') }}\n");
    Playground play = new Playground(Surroundings.of(directory)).with("x", 5L);
    assertThat(play.render("{{ lookup('file', 'key.pub') }}")).isEqualTo("ssh-ed25519 AAAA");
    assertThat(play.render("{{ lookup('csvfile', 'b file=hosts.csv delimiter=,') }}"))
        .isEqualTo("2, two");
    assertThat(play.render("{{ lookup('ini', 'port', section='db', file='app.ini') }}"))
        .isEqualTo("5432");
    assertThat(play.render("{{ lookup('ini', 'user', file='app.ini') }}")).isEqualTo("me");
    assertThat(play.render("{{ lookup('template', 'line.j2', template_vars={'y': 1}) }}"))
        .isEqualTo("x is 5 1\n");
    assertThat(play.render("{{ q('fileglob', '*.pub') }}"))
        .isEqualTo(List.of("/play/files/key.pub"));
    assertThat(play.render("{{ lookup('first_found', ['no', 'key.pub']) }}"))
        .isEqualTo("/play/files/key.pub");
    assertThat(play.complaint("{{ lookup('file', 'none.pub') }}"))
        .isEqualTo(
            "play.yml:1:4: the file 'none.pub' does not exist; looked for /play/files/none.pub,"
                + " /play/none.pub");
  }

  @Test
  void a_password_is_made_once_and_read_afterwards() {
    Playground play = new Playground(Surroundings.of(directory));
    Object first =
        play.render("{{ lookup('password', 'secrets/db length=12 chars=ascii_letters') }}");
    assertThat(first).asString().matches("[A-Za-z]{12}");
    assertThat(play.render("{{ lookup('password', 'secrets/db length=12') }}")).isEqualTo(first);
  }

  @Test
  void a_file_is_parsed_once_however_often_it_is_rendered() {
    FileTemplates files = new FileTemplates(templates);
    SourceText first = new SourceText("motd.j2", "{{ x }}");
    Template compiled = files.compile(first, TemplateSettings.FILE);

    assertThat(files.compile(new SourceText("motd.j2", "{{ x }}"), TemplateSettings.FILE))
        .isSameAs(compiled);
    assertThat(files.compile(new SourceText("motd.j2", "{{ y }}"), TemplateSettings.FILE))
        .as("a file that has changed is another one")
        .isNotSameAs(compiled);
    assertThat(files.compile(first, TemplateSettings.PLAYBOOK)).isNotSameAs(compiled);
  }
}
