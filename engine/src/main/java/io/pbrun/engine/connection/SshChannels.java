package io.pbrun.engine.connection;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The places for commands that run at the same time in one session with a server. */
final class SshChannels {
  /** OpenSSH allows ten as a rule (MaxSessions); two are left for hanging up. */
  private static final int USUAL = 8;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition freed = lock.newCondition();
  private int limit = USUAL;
  private int taken;

  /** Waits for a place. */
  void take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (taken >= limit) {
        freed.await();
      }
      taken++;
    } finally {
      lock.unlock();
    }
  }

  /** Takes one of those that are left over. */
  void takeAnyway() {
    lock.lock();
    try {
      taken++;
    } finally {
      lock.unlock();
    }
  }

  void giveBack() {
    lock.lock();
    try {
      taken--;
      freed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The server refused another one: gives the place back and remembers that there are no more.
   *
   * @return false when no other was taken, so that waiting for one helps nobody
   */
  boolean refused() {
    lock.lock();
    try {
      taken--;
      freed.signalAll();
      limit = Math.max(1, Math.min(limit, taken));
      return taken > 0;
    } finally {
      lock.unlock();
    }
  }
}
