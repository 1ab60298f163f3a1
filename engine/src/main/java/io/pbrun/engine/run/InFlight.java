package io.pbrun.engine.run;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What goes on in the world without pbrun, told when a run is interrupted. */
final class InFlight {
  private final List<String> underWay = new CopyOnWriteArrayList<>();

  void add(String what) {
    underWay.add(what);
  }

  void remove(String what) {
    underWay.remove(what);
  }

  List<String> underWay() {
    return List.copyOf(underWay);
  }
}
