package io.pbrun.engine.report;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** Hands each event to every listener, one event at a time: tasks of many hosts end at once. */
public final class RunEvents implements RunListener {
  private final List<RunListener> listeners;
  private final ReentrantLock oneAtATime = new ReentrantLock();

  public RunEvents(List<RunListener> listeners) {
    this.listeners = List.copyOf(listeners);
  }

  @Override
  public void on(RunEvent event) {
    oneAtATime.lock();
    try {
      for (RunListener listener : listeners) {
        listener.on(event);
      }
    } finally {
      oneAtATime.unlock();
    }
  }
}
