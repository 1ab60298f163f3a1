package io.pbrun.engine.run;

import io.pbrun.engine.playbook.Block;
import io.pbrun.engine.playbook.Task;
import io.pbrun.engine.playbook.TaskNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Walks one host through a play: into blocks, from a failure to {@code rescue}, through {@code
 * always}, into included tasks and notified handlers. Knows nothing of what tasks do.
 */
final class HostCursor {
  private final Deque<Frame> frames = new ArrayDeque<>();
  private boolean failed;

  HostCursor(List<TaskNode> nodes) {
    frames.push(new Frame(null, nodes));
  }

  /**
   * Tasks that an include stands for.
   *
   * @param ordinal tells files that different hosts or items include at the same task apart, in
   *     their order
   */
  record Inclusion(int ordinal, List<TaskNode> nodes) {}

  /** The host's next task; null when there is none left for it. */
  @Nullable Position peek() {
    while (!frames.isEmpty()) {
      Frame frame = frames.getFirst();
      TaskNode node = frame.next();
      if (node instanceof Task task) {
        return new Position(task, path());
      }
      if (node instanceof Block block) {
        frames.push(new Frame(block, block.body()));
      } else {
        finishSection(frame);
      }
    }
    return null;
  }

  /** The task that {@link #peek} gave is done, or does not concern this host. */
  void advance() {
    if (!frames.isEmpty()) {
      frames.getFirst().index++;
    }
  }

  /**
   * The task that {@link #peek} gave has failed: goes on in the nearest {@code rescue} or {@code
   * always}.
   *
   * @return true when some block around the task rescues the failure
   */
  boolean fail() {
    boolean rescued = willBeRescued();
    unwind();
    if (frames.isEmpty() || !rescued) {
      failed = !rescued || failed;
    }
    return rescued;
  }

  /**
   * The tasks that the current one, an include, stands for come next; called instead of {@link
   * #advance}.
   */
  void include(List<Inclusion> inclusions) {
    frames.push(new IncludeFrame(inclusions));
  }

  /**
   * Handlers to run now, those for which {@code notified} holds when their turn comes; called
   * instead of {@link #advance}.
   */
  void flushHandlers(List<TaskNode> handlers, Predicate<Task> notified) {
    frames.push(new HandlerFrame(handlers, notified));
  }

  /** The host leaves the play here; no {@code always} runs for it. */
  void end() {
    frames.clear();
  }

  /** Whether a failure has not been rescued; {@code always} sections may still be ahead. */
  boolean hasFailed() {
    return failed;
  }

  boolean isInHandlers() {
    return frames.stream().anyMatch(HandlerFrame.class::isInstance);
  }

  void clearFailure() {
    failed = false;
    frames.forEach(frame -> frame.bodyFailed = false);
  }

  private boolean willBeRescued() {
    for (Frame frame : frames) {
      Block block = frame.block;
      if (block != null && frame.section == Section.BODY && !block.rescue().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** Leaves frames until one has a section for what has happened. */
  private void unwind() {
    while (!frames.isEmpty()) {
      Frame frame = frames.getFirst();
      Block block = frame.block;
      if (block != null && frame.section == Section.BODY && !block.rescue().isEmpty()) {
        frame.enter(Section.RESCUE, block.rescue());
        return;
      }
      if (block != null && frame.section != Section.ALWAYS && !block.always().isEmpty()) {
        frame.bodyFailed = true;
        frame.enter(Section.ALWAYS, block.always());
        return;
      }
      frames.pop();
    }
  }

  private void finishSection(Frame frame) {
    Block block = frame.block;
    if (block != null && frame.section != Section.ALWAYS && !block.always().isEmpty()) {
      frame.enter(Section.ALWAYS, block.always());
      return;
    }
    frames.pop();
    if (frame.bodyFailed) {
      unwind();
    } else if (!frames.isEmpty()) {
      frames.getFirst().index++;
    }
  }

  private int[] path() {
    int[] path = new int[frames.size() * 2];
    int i = path.length;
    for (Frame frame : frames) {
      path[--i] = frame.step();
      path[--i] = frame.part();
    }
    return path;
  }

  private enum Section {
    BODY,
    RESCUE,
    ALWAYS
  }

  /** A list of nodes and how far the host is in it. Frames of includes have no block. */
  private static class Frame {
    private final @Nullable Block block;
    List<TaskNode> nodes;
    Section section = Section.BODY;
    int index;
    boolean bodyFailed;

    Frame(@Nullable Block block, List<TaskNode> nodes) {
      this.block = block;
      this.nodes = nodes;
    }

    /** Which part of the frame the host is in; parts come in the order of their numbers. */
    int part() {
      return section.ordinal();
    }

    /** The node within that part. */
    int step() {
      return index;
    }

    @Nullable TaskNode next() {
      return index < nodes.size() ? nodes.get(index) : null;
    }

    void enter(Section section, List<TaskNode> nodes) {
      this.section = section;
      this.nodes = nodes;
      this.index = 0;
    }
  }

  /** The inclusions of one task, one after the other. */
  private static final class IncludeFrame extends Frame {
    private final List<Inclusion> inclusions;

    /** The inclusion that the host is in, and how many nodes are in those before it. */
    private int current;

    private int before;

    IncludeFrame(List<Inclusion> inclusions) {
      super(null, inclusions.stream().flatMap(inclusion -> inclusion.nodes().stream()).toList());
      this.inclusions = inclusions;
    }

    @Override
    int part() {
      catchUp();
      return current < inclusions.size() ? inclusions.get(current).ordinal() : Integer.MAX_VALUE;
    }

    @Override
    int step() {
      catchUp();
      return index - before;
    }

    /** The host only goes forward, so nothing is counted twice. */
    private void catchUp() {
      while (current < inclusions.size()
          && index >= before + inclusions.get(current).nodes().size()) {
        before += inclusions.get(current).nodes().size();
        current++;
      }
    }
  }

  /**
   * Handlers are asked one by one whether they are notified: an earlier one may have notified a
   * later one.
   */
  private static final class HandlerFrame extends Frame {
    private final Predicate<Task> notified;

    HandlerFrame(List<TaskNode> handlers, Predicate<Task> notified) {
      super(null, handlers);
      this.notified = notified;
    }

    @Override
    @Nullable TaskNode next() {
      while (index < nodes.size()) {
        TaskNode node = nodes.get(index);
        if (node instanceof Block || (node instanceof Task task && notified.test(task))) {
          return node;
        }
        index++;
      }
      return null;
    }
  }
}
