package io.pbrun.engine.playbook;

import java.nio.file.Path;
import java.util.List;

/** A playbook with everything it imports. */
public record Playbook(Path path, List<Play> plays) {
  public Playbook {
    plays = List.copyOf(plays);
  }
}
