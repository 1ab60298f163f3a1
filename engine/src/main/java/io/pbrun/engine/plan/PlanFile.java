package io.pbrun.engine.plan;

import io.pbrun.engine.plan.PlannedTask.Step;
import io.pbrun.engine.plan.PlannedTask.Thing;
import io.pbrun.engine.value.Json;
import io.pbrun.engine.value.ValueException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Plans as JSON that people can read. */
final class PlanFile {
  /** Grows when an older pbrun would misread a plan. */
  static final long VERSION = 1;

  private static final String FORMAT = "pbrun_plan";

  private PlanFile() {}

  /**
   * Writes it for its owner only, and replaces what stands there in one step.
   *
   * @param scrub takes secrets out of texts
   */
  static void write(Path file, SavedPlan plan, UnaryOperator<String> scrub) throws IOException {
    String text = Json.write(scrubbed(json(plan), scrub), Json.Style.PYTHON.indented(2)) + "\n";
    Path absolute = file.toAbsolutePath();
    Path temporary = absolute.resolveSibling("." + absolute.getFileName() + ".new");
    Files.deleteIfExists(temporary);
    boolean posix = absolute.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] mode =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    try (SeekableByteChannel channel =
        Files.newByteChannel(
            temporary, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
    Files.move(
        temporary, absolute, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Reads one.
   *
   * @throws PlanRefused when it is none, or one of another version
   */
  static SavedPlan read(Path file) {
    Object value;
    try {
      value = Json.read(Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new PlanRefused("there is no plan " + file + "; --check --save-plan makes one");
    } catch (IOException | ValueException e) {
      throw new PlanRefused(
          "the plan " + file + " cannot be read: " + e.getMessage() + ". Make it anew");
    }
    Fields root = Fields.of(file, value);
    Object version = root.any(FORMAT);
    if (version == null) {
      throw new PlanRefused(file + " is no plan of pbrun: it has no '" + FORMAT + "'");
    }
    if (!version.equals(VERSION)) {
      throw new PlanRefused(
          "the plan %s has version %s, and this pbrun reads version %d. Make it anew"
              .formatted(file, version, VERSION));
    }
    Fields basis = root.fields("basis");
    return new SavedPlan(
        root.instant("created"),
        root.text("pbrun"),
        root.text("salt"),
        new Basis(
            basis.texts("playbooks"),
            basis.textByName("files"),
            basis.texts("inventories"),
            basis.texts("extra_vars"),
            basis.maybe("limit"),
            basis.texts("tags"),
            basis.texts("skip_tags"),
            basis.maybe("start_at_task"),
            basis.texts("site")),
        root.list("tasks").stream().map(PlanFile::task).toList());
  }

  private static PlannedTask task(Fields task) {
    return new PlannedTask(
        task.text("id"),
        task.text("file"),
        Math.toIntExact(task.number("line")),
        task.text("task"),
        task.text("host"),
        task.maybe("item"),
        task.text("module"),
        task.maybe("cannot_know"),
        task.list("steps").stream().map(PlanFile::step).toList());
  }

  private static Step step(Fields step) {
    return new Step(
        step.text("kind"),
        step.truth("certain"),
        step.text("what"),
        step.list("things").stream()
            .map(thing ->
                new Thing(
                    thing.text("name"),
                    thing.maybe("before"),
                    thing.maybe("after"),
                    thing.text("id"),
                    thing.text("was"),
                    thing.text("becomes")))
            .toList(),
        step.text("key"));
  }

  private static Map<String, @Nullable Object> json(SavedPlan plan) {
    Basis basis = plan.basis();
    Map<String, @Nullable Object> of = new LinkedHashMap<>();
    of.put("site", basis.site());
    of.put("playbooks", basis.playbooks());
    of.put("inventories", basis.inventories());
    of.put("extra_vars", basis.extraVars());
    of.put("limit", basis.limit());
    of.put("tags", basis.tags());
    of.put("skip_tags", basis.skipTags());
    of.put("start_at_task", basis.startAtTask());
    of.put("files", new TreeMap<>(basis.files()));
    Map<String, @Nullable Object> root = new LinkedHashMap<>();
    root.put(FORMAT, VERSION);
    root.put("pbrun", plan.program());
    root.put("created", plan.created().toString());
    root.put("salt", plan.salt());
    root.put("basis", of);
    List<Object> tasks = new ArrayList<>();
    plan.tasks().forEach(task -> tasks.add(json(task)));
    root.put("tasks", tasks);
    return root;
  }

  private static Map<String, @Nullable Object> json(PlannedTask task) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("task", task.name());
    map.put("file", task.file());
    map.put("line", (long) task.line());
    map.put("host", task.host());
    map.put("item", task.item());
    map.put("module", task.module());
    map.put("cannot_know", task.unknown());
    List<Object> steps = new ArrayList<>();
    for (Step step : task.steps()) {
      Map<String, @Nullable Object> each = new LinkedHashMap<>();
      each.put("kind", step.kind());
      each.put("what", step.what());
      each.put("certain", step.certain());
      List<Object> things = new ArrayList<>();
      for (Thing thing : step.things()) {
        Map<String, @Nullable Object> one = new LinkedHashMap<>();
        one.put("name", thing.name());
        one.put("before", thing.before());
        one.put("after", thing.after());
        one.put("id", thing.id());
        one.put("was", thing.was());
        one.put("becomes", thing.becomes());
        things.add(one);
      }
      each.put("things", things);
      each.put("key", step.key());
      steps.add(each);
    }
    map.put("steps", steps);
    map.put("id", task.id());
    return map;
  }

  private static @Nullable Object scrubbed(@Nullable Object value, UnaryOperator<String> scrub) {
    return switch (value) {
      case String text -> scrub.apply(text);
      case List<?> list ->
          list.stream().<@Nullable Object>map(each -> scrubbed(each, scrub)).toList();
      case Map<?, ?> map -> {
        Map<Object, @Nullable Object> all = new LinkedHashMap<>();
        map.forEach((name, each) -> all.put(name, scrubbed(each, scrub)));
        yield all;
      }
      case null, default -> value;
    };
  }

  /** A mapping of the file, read strictly. */
  private record Fields(Path file, Map<?, ?> values) {

    static Fields of(Path file, @Nullable Object value) {
      if (value instanceof Map<?, ?> map) {
        return new Fields(file, map);
      }
      throw garbled(file, "a mapping is missing");
    }

    @Nullable Object any(String name) {
      return values.get(name);
    }

    private <T> T required(String name, Class<T> type) {
      Object value = values.get(name);
      if (!type.isInstance(value)) {
        throw garbled(file, "'" + name + "' is missing or no " + type.getSimpleName());
      }
      return type.cast(value);
    }

    String text(String name) {
      return required(name, String.class);
    }

    @Nullable String maybe(String name) {
      return values.get(name) == null ? null : text(name);
    }

    long number(String name) {
      return required(name, Long.class);
    }

    boolean truth(String name) {
      return required(name, Boolean.class);
    }

    Instant instant(String name) {
      try {
        return Instant.parse(text(name));
      } catch (DateTimeException e) {
        throw garbled(file, "'" + name + "' is no time");
      }
    }

    Fields fields(String name) {
      return new Fields(file, required(name, Map.class));
    }

    List<Fields> list(String name) {
      List<Fields> all = new ArrayList<>();
      for (Object each : required(name, List.class)) {
        all.add(of(file, each));
      }
      return all;
    }

    List<String> texts(String name) {
      List<String> all = new ArrayList<>();
      for (Object each : required(name, List.class)) {
        all.add(String.valueOf(each));
      }
      return all;
    }

    Map<String, String> textByName(String name) {
      Map<String, String> all = new LinkedHashMap<>();
      fields(name)
          .values
          .forEach((key, value) -> all.put(String.valueOf(key), String.valueOf(value)));
      return all;
    }

    private static PlanRefused garbled(Path file, String why) {
      return new PlanRefused(
          "the plan " + file + " is garbled: " + why + ". Make it anew, and do not edit it");
    }
  }
}
