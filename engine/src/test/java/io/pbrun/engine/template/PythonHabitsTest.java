package io.pbrun.engine.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.value.Json;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Tables of templates and what they give, as JSON; {@code error} where they fail. Found by
 * comparing with ansible-core 2.14 and 2.19.
 */
class PythonHabitsTest {
  private final JinjaTemplates templates =
      new JinjaTemplates(Surroundings.of(Path.of("").toAbsolutePath()));

  @TestFactory
  Stream<DynamicTest> sequences() {
    return table(
        """
        {{ [1, 2, 3] | batch(0) | list }}               => [[], [1, 2, 3]]
        {{ [1, 2, 3] | batch(-1) | list }}              => [[1, 2, 3]]
        {{ [1, 2, 3] | slice(0) | list }}               => error
        {{ [1, 2] | join(none) }}                       => "1None2"
        {{ 0 | map('upper') | list }}                   => []
        {{ [] | map('nosuch') | list }}                 => []
        {{ [] | select('nosuch') | list }}              => []
        {{ range(3) | string }}                         => "range(0, 3)"
        {{ range(0, 6, 2) }}                            => [0, 2, 4]
        {{ range(3).count(1) }}                         => 1
        {{ range(3).append(1) }}                        => error
        {{ [1] + range(3) }}                            => error
        {{ [0, 1] == range(2) }}                        => false
        {{ [(1,), (2,)] | sum(start=()) }}              => [1, 2]
        {{ [(1,)] | sum(start=[]) }}                    => error
        {{ [[1]] is subset([[1]]) }}                    => error
        {{ [1] in {'a': 1} }}                           => error
        {{ 'a' * 10 ** 30 }}                            => error
        {{ [1, 2, 3] | truncate }}                      => [1, 2, 3]
        {{ 5 | truncate }}                              => error
        """);
  }

  @TestFactory
  Stream<DynamicTest> text() {
    return table(
        """
        {{ '\u00df' | capitalize }}                     => "Ss"
        {{ '\u00df'.swapcase() }}                       => "SS"
        {{ '12'.replace('', '-', 3) }}                  => "-1-2-"
        {{ '\u00bd'.isalnum() }}                        => true
        {{ '\u00b2'.isdigit() }}                        => true
        {{ 'abc'.translate({97: 'A', 98: none}) }}      => "Ac"
        {{ 'a'.center(5, 'xy') }}                       => error
        {{ [1] | indent }}                              => error
        {{ 5 | wordwrap(3) }}                           => error
        {{ [1] | comment }}                             => error
        {{ 'a=b&c=d' | b64decode }}                     => error
        {{ 'aGk=' | b64decode }}                        => "hi"
        {{ 'hi' | b64encode(encoding='utf-16-le') }}    => "aABpAA=="
        {{ '%c' % 65 }}                                 => "A"
        {{ '%c' % 2.5 }}                                => error
        {{ '%c' % 'ab' }}                               => error
        {{ '{:>4}'.format(true) }}                      => "   1"
        {{ '{}'.format(true) }}                         => "True"
        {{ '{:+}'.format('a') }}                        => error
        {{ '{:.3}'.format(1) }}                         => error
        {{ '{:>4}'.format(none) }}                      => error
        {{ '{:n}'.format(2.5) }}                        => "2.5"
        {{ ['ab', 'cd'] | urlencode }}                  => "a=b&c=d"
        {{ ['abc'] | urlencode }}                       => error
        """);
  }

  @TestFactory
  Stream<DynamicTest> numbers() {
    return table(
        """
        {{ 1 ** ('inf' | float) }}                      => 1.0
        {{ (-7) | pow(0.5) }}                           => error
        {{ 10 ** 400 / 3 }}                             => error
        {{ 10 ** 400 * 1.0 }}                           => error
        {{ (5).real }}                                  => 5
        {{ true.numerator }}                            => 1
        {{ (2.0).is_integer() }}                        => true
        {{ (2).is_integer() }}                          => error
        {{ 2.5 | human_to_bytes }}                      => 2
        {{ '42' | human_readable }}                     => error
        {{ 0 is version('1', '<') }}                    => error
        """);
  }

  @TestFactory
  Stream<DynamicTest> regular_expressions() {
    return table(
        """
        {{ text | regex_replace('^', '# ', multiline=true) }}  => "# a\\n# b\\n# "
        {{ '' | regex_replace('^', '# ', multiline=true) }}    => "# "
        {{ text | regex_findall('^.', multiline=true) }}       => ["a", "b"]
        {{ text | regex_search('^b$', multiline=true) }}       => "b"
        {{ 'a^b' | regex_replace('[^a-z]', '') }}              => "ab"
        """);
  }

  @TestFactory
  Stream<DynamicTest> none_and_tuples_in_results() {
    return table(
        """
        x{{ none }}y                                    => "xy"
        {{ none }}{{ none }}                            => null
        {{ 5 }}{{ none }}                               => 5
        {% set l = [] %}{{ l.append(1) }}{{ l }}        => [1]
        {{ (1, 2) }}                                    => [1, 2]
        {{ [(1, 2)] | first | type_debug }}             => "tuple"
        {{ 'a' if false }}                              => error
        x{{ 'a' if false }}y                            => "xy"
        {{ ('a' if false) ~ 'b' }}                      => "b"
        """);
  }

  @TestFactory
  Stream<DynamicTest> macros_and_extensions() {
    return table(
        """
        {% macro m() %}x{% endmacro %}{% call m() %}y{% endcall %}                => error
        {% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}y{% endcall %}   => "y"
        {% macro m(a) %}{{ a }}{% endmacro %}{{ m.catch_kwargs }}                 => false
        {% macro m(a) %}{{ kwargs }}{% endmacro %}{{ m.catch_kwargs }}            => true
        {% do [].append(1) %}                                                     => error
        {% for x in [1] %}{% break %}{% endfor %}                                 => error
        """);
  }

  @TestFactory
  Stream<DynamicTest> lookups() {
    return table(
        """
        {{ q('subelements', users, 'groups') }}            => [[{"name": "bob"}, "dev"]]
        {{ q('sequence', '1-5/0') }}                       => []
        {{ q('sequence', 'start=1 end=3 foo=1') }}         => error
        {{ q('together') }}                                => error
        {{ lookup('file', '/nope', errors='x') }}          => error
        {{ lookup('file', '/nope', errors='ignore') }}     => null
        {{ lookup('list', '{{ users[0].name }}') }}        => "bob"
        {{ lookup('password', '/dev/null', seed='foo') }}  => "6JUEsF6-,RiuGZDEWF4r"
        {{ lookup('password', '/dev/null foo=1') }}        => error
        {{ lookup('config', 'NOPE', on_missing='x') }}     => error
        {{ lookup('url', 'http://127.0.0.1:1/', timeout=2) }} => error
        """);
  }

  @TestFactory
  Stream<DynamicTest> password_hashes() {
    return table(
        """
        {{ 'x' | password_hash('md5', 'abcdefgh') }}      => "$1$abcdefgh$znAnv9M.XU2pRYfmSs46h/"
        {{ 'x' | password_hash('sha512', 'abc', 99) }}    => error
        {{ 'x' | password_hash('blowfish', '1234567890123456789012', rounds=12) }} => "$2b$12$123456789012345678901ukyk9eMZtipghwIcUIIwaJ.trvgOVw3S"
        {{ 1 | password_hash }}                           => error
        """);
  }

  private Stream<DynamicTest> table(String rows) {
    return rows.lines()
        .map(row -> row.split("\\s+=> ", 2))
        .map(row -> DynamicTest.dynamicTest(row[0], () -> check(row[0], row[1])));
  }

  private void check(String template, String expected) {
    Scope scope =
        new MapScope(
            Map.of(
                "text",
                "a\nb\n",
                "users",
                java.util.List.of(Map.of("name", "bob", "groups", java.util.List.of("dev")))));
    if (expected.equals("error")) {
      assertThatThrownBy(() -> templates.resolve(templates.compile(template), scope))
          .isInstanceOfAny(TemplateException.class, DiagnosticException.class);
    } else {
      Object value = templates.resolve(templates.compile(template), scope);
      assertThat(Json.write(value, Json.Style.PYTHON.ascii(false))).isEqualTo(expected);
    }
  }
}
