package io.pbrun.engine.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Writes what is printed on a thread of its own, so that a slow terminal or a slow reader of a pipe
 * does not slow the run. Standard output and standard error go through one queue and keep their
 * order. What is printed while the thread writes is written at once when it is done.
 */
final class OutputQueue {
  /** So much may wait; from then on who prints waits. */
  private static final int MOST_BYTES = 16 * 1024 * 1024;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition added = lock.newCondition();
  private final Condition written = lock.newCondition();
  private final Stream out;
  private final Stream err;

  private final Deque<Chunk> waiting = new ArrayDeque<>();
  private int waitingBytes;
  private boolean writing;
  private @Nullable Thread writer;

  /** What was printed to one of the two without a word to the other in between. */
  private record Chunk(Stream stream, ByteArrayOutputStream bytes) {}

  OutputQueue(OutputStream out, OutputStream err) {
    this.out = new Stream(out);
    this.err = new Stream(err);
  }

  /** UTF-8 whatever the locale. */
  PrintStream out() {
    return new PrintStream(out, false, StandardCharsets.UTF_8);
  }

  /** UTF-8 whatever the locale. */
  PrintStream err() {
    return new PrintStream(err, false, StandardCharsets.UTF_8);
  }

  /** Waits until all that was printed is written. */
  void drain() {
    lock.lock();
    try {
      while (writing || !waiting.isEmpty()) {
        written.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private void add(Stream stream, byte[] bytes, int offset, int length) {
    lock.lock();
    try {
      while (waitingBytes > MOST_BYTES) {
        written.awaitUninterruptibly();
      }
      Chunk last = waiting.peekLast();
      if (last == null || last.stream() != stream) {
        last = new Chunk(stream, new ByteArrayOutputStream(256));
        waiting.addLast(last);
      }
      last.bytes().write(bytes, offset, length);
      waitingBytes += length;
      if (writer == null) {
        writer = Thread.ofPlatform().daemon().name("output").start(this::writeAll);
      } else if (!writing) {
        added.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  private void writeAll() {
    lock.lock();
    try {
      while (true) {
        Chunk chunk = waiting.pollFirst();
        if (chunk == null) {
          added.awaitUninterruptibly();
          continue;
        }
        waitingBytes -= chunk.bytes().size();
        writing = true;
        lock.unlock();
        try {
          chunk.stream().write(chunk.bytes());
        } finally {
          lock.lock();
          writing = false;
          written.signalAll();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** One of the two, as those see it who print. */
  private final class Stream extends OutputStream {
    private final OutputStream target;

    Stream(OutputStream target) {
      this.target = target;
    }

    /** A reader that has gone away wants no more: that is no failure of the run. */
    private void write(ByteArrayOutputStream bytes) {
      try {
        bytes.writeTo(target);
        target.flush();
      } catch (IOException e) {
        // As PrintStream does.
      }
    }

    @Override
    public void write(int b) {
      add(this, new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      add(this, bytes, offset, length);
    }
  }
}
