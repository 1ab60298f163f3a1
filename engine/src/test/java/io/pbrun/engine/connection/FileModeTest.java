package io.pbrun.engine.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileModeTest {
  @ParameterizedTest(name = "{0} on {1} is {2}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          0644;        0777; 0644
          755;         0;    0755
          0o600;       0777; 0600
          u=rw,g=r,o=; 0777; 0640
          u+x;         0640; 0740
          go-rwx;      0755; 0700
          a+X;         0640; 0640
          a+X;         0740; 0751
          g=u;         0740; 0770
          u+s;         0755; 04755
          +w;          0444; 0644
          u=rwx,go-w+r; 0022; 0744
          1777;        0;    01777
          """)
  void a_mode_is_applied_as_chmod_does(String mode, String current, String expected) {
    assertThat(FileMode.apply(mode, Integer.parseInt(current, 8), false, 022))
        .isEqualTo(Integer.parseInt(expected, 8));
  }

  @Test
  void a_directory_keeps_its_special_bits_and_gets_a_conditional_x() {
    assertThat(FileMode.apply("u=rwX,g=rX,o=", 02700, true, 022)).isEqualTo(02750);
  }

  @Test
  void what_is_no_mode_is_said() {
    assertThat(FileMode.isValid("u=rw,")).isFalse();
    assertThatThrownBy(() -> FileMode.apply("rw-r--r--", 0, false, 0))
        .hasMessageContaining("is no file mode");
  }
}
