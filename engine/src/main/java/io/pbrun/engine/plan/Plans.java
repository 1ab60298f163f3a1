package io.pbrun.engine.plan;

import io.pbrun.engine.module.DurationText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes plans of previews, and holds runs to them. */
public final class Plans {
  private final Places places;
  private final String program;
  private final Basis asked;

  /**
   * What a run is asked to do.
   *
   * @param inventories as {@code -i} names them
   * @param extraVars names of the variables of {@code -e}
   */
  public record Asked(
      List<Path> playbooks,
      List<String> inventories,
      List<String> extraVars,
      @Nullable String limit,
      List<String> tags,
      List<String> skipTags,
      @Nullable String startAtTask) {}

  /**
   * @param program version of this pbrun
   */
  public Plans(Asked asked, String program) {
    this.places = Places.of(asked.playbooks().getFirst());
    this.program = program;
    this.asked =
        new Basis(
            asked.playbooks().stream().map(places::name).toList(),
            Map.of(),
            asked.inventories().stream().map(this::inventory).toList(),
            List.copyOf(asked.extraVars()),
            asked.limit(),
            List.copyOf(asked.tags()),
            List.copyOf(asked.skipTags()),
            asked.startAtTask(),
            List.of());
  }

  private String inventory(String written) {
    Path path = places.folder().getFileSystem().getPath(written);
    return Files.exists(path) ? places.name(path) : written;
  }

  /** Listens to a preview that is to become a plan. */
  public PlanRecorder recorder() {
    return new PlanRecorder(places);
  }

  /**
   * Keeps a preview.
   *
   * @param read the files that it read, with their bytes
   * @param scrub takes secrets out of texts
   */
  public void save(
      Path file,
      PlanRecorder preview,
      Instant now,
      Map<Path, byte[]> read,
      UnaryOperator<String> scrub)
      throws IOException {
    PlanFile.write(file, preview.plan(now, program, asked.withFiles(digests(read))), scrub);
  }

  /**
   * Has a run do no more than a kept plan says.
   *
   * @param read the files that the run has read so far, with their bytes
   * @throws PlanRefused when the plan does not fit the run, is too old or cannot be read
   */
  public PlanCheck hold(Path file, Instant now, Duration maximumAge, Map<Path, byte[]> read) {
    SavedPlan plan = PlanFile.read(file);
    Duration age = Duration.between(plan.created(), now);
    if (age.isNegative()) {
      throw new PlanRefused(
          "the plan %s is of the future (%s): look at this machine's clock"
              .formatted(file, plan.created()));
    }
    if (age.compareTo(maximumAge) > 0) {
      throw new PlanRefused(
          "the plan %s was made at %s, %s ago, and may be %s old. Make it anew, or allow more with --plan-max-age"
              .formatted(
                  file,
                  plan.created(),
                  DurationText.format(Duration.ofSeconds(age.toSeconds())),
                  DurationText.format(maximumAge)));
    }
    List<String> differences = plan.basis().differences(asked.withFiles(now(plan, read)));
    if (!differences.isEmpty()) {
      throw new PlanRefused(
          "the plan %s is not for this run:\n  - %s\nMake it anew."
              .formatted(file, String.join("\n  - ", differences)));
    }
    return new PlanCheck(plan, places);
  }

  /** Has a run do no more than the preview that was just made. */
  public PlanCheck hold(PlanRecorder preview, Instant now, Map<Path, byte[]> read) {
    return new PlanCheck(preview.plan(now, program, asked.withFiles(digests(read))), places);
  }

  /** The plan's files as they are now, and those that this run has read besides. */
  private Map<String, String> now(SavedPlan plan, Map<Path, byte[]> read) {
    Map<String, String> files = digests(read);
    for (String name : plan.basis().files().keySet()) {
      Path file = places.folder().resolve(name).normalize();
      try {
        if (Files.isRegularFile(file)) {
          files.put(name, Digest.ofFile(Files.readAllBytes(file)));
        }
      } catch (IOException e) {
        throw new PlanRefused("cannot read " + file + ", which the plan was made of: " + e);
      }
    }
    return files;
  }

  private Map<String, String> digests(Map<Path, byte[]> read) {
    Map<String, String> files = new LinkedHashMap<>();
    read.forEach((file, bytes) -> files.put(places.name(file), Digest.ofFile(bytes)));
    return files;
  }
}
