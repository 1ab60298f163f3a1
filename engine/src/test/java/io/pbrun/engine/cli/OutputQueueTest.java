package io.pbrun.engine.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who prints does not wait for who reads. */
@Timeout(60)
class OutputQueueTest {
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

  @Test
  void both_streams_keep_their_order_on_one_screen() {
    OutputQueue queue = new OutputQueue(screen, screen);
    PrintStream out = queue.out();
    PrintStream err = queue.err();
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      out.println("ok " + i);
      err.println("warning " + i);
      expected.append("ok ").append(i).append("\nwarning ").append(i).append('\n');
    }
    queue.drain();
    assertThat(screen.toString(UTF_8)).isEqualTo(expected.toString());
  }

  @Test
  void a_terminal_that_stands_still_does_not_stop_who_prints() {
    CountDownLatch scrollLock = new CountDownLatch(1);
    OutputQueue queue = new OutputQueue(new Stopped(scrollLock), OutputStream.nullOutputStream());
    PrintStream out = queue.out();
    for (int i = 0; i < 100_000; i++) {
      out.println("line " + i);
    }
    assertThat(screen.size()).isZero();
    scrollLock.countDown();
    queue.drain();
    assertThat(screen.toString(UTF_8)).hasLineCount(100_000).endsWith("line 99999\n");
  }

  @Test
  void what_waits_is_written_in_few_pieces() {
    CountDownLatch scrollLock = new CountDownLatch(1);
    Stopped terminal = new Stopped(scrollLock);
    OutputQueue queue = new OutputQueue(terminal, OutputStream.nullOutputStream());
    for (int i = 0; i < 1_000; i++) {
      queue.out().println("line " + i);
    }
    scrollLock.countDown();
    queue.drain();
    assertThat(terminal.pieces).isLessThanOrEqualTo(2);
  }

  @Test
  void a_reader_that_has_gone_away_is_no_failure() {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    OutputQueue queue = new OutputQueue(broken, screen);
    queue.out().println("nobody reads this");
    queue.err().println("this is read");
    queue.drain();
    assertThat(screen.toString(UTF_8)).isEqualTo("this is read\n");
  }

  /** Takes nothing until the latch is open. */
  private final class Stopped extends OutputStream {
    private final CountDownLatch open;
    private int pieces;

    Stopped(CountDownLatch open) {
      this.open = open;
    }

    @Override
    public void write(int b) {
      throw new UnsupportedOperationException("one byte at a time");
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        open.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      pieces++;
      screen.write(bytes, offset, length);
    }
  }
}
