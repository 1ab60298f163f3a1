package io.pbrun.builtin;

import io.pbrun.engine.connection.FileFacts;
import io.pbrun.engine.module.Change;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.value.Strftime;
import io.pbrun.engine.value.ValueException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.Temporal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The times that a file is to have. */
record FileTimes(Stamp access, Stamp modification) {

  /** One of the two times. */
  sealed interface Stamp {
    enum Word implements Stamp {
      PRESERVE,
      NOW
    }

    /** A given time, in seconds since 1970. */
    record At(double epochSeconds) implements Stamp {}
  }

  boolean preserve() {
    return access == Stamp.Word.PRESERVE && modification == Stamp.Word.PRESERVE;
  }

  /**
   * Reads {@code preserve}, {@code now}, or a time in a strptime format, in this machine's time
   * zone.
   */
  static Stamp read(@Nullable String text, String format, Stamp otherwise) throws ModuleFailure {
    if (text == null) {
      return otherwise;
    }
    return switch (text) {
      case "preserve" -> Stamp.Word.PRESERVE;
      case "now" -> Stamp.Word.NOW;
      default -> new Stamp.At(epochSeconds(text, format));
    };
  }

  private static double epochSeconds(String text, String format) throws ModuleFailure {
    try {
      Temporal time = Strftime.parse(text, format);
      return switch (time) {
        case OffsetDateTime moment -> moment.toEpochSecond();
        case LocalDateTime local -> local.atZone(ZoneId.systemDefault()).toEpochSecond();
        case LocalDate day -> day.atStartOfDay(ZoneId.systemDefault()).toEpochSecond();
        default -> throw new ValueException("no date in it");
      };
    } catch (ValueException e) {
      throw new ModuleFailure(
          "Error while obtaining timestamp for time "
              + text
              + " using format "
              + format
              + ": "
              + e.getMessage());
    }
  }

  /** What has to be done; null when the times are right. The diff takes what will change. */
  @Nullable Change change(ModuleContext context, String path, FileFacts is, FieldDiff diff) {
    double now = context.time().now().toEpochMilli() / 1000.0;
    double wantedAccess = wanted(access, is.accessEpochSeconds(), now);
    double wantedModification = wanted(modification, is.modificationEpochSeconds(), now);
    boolean keepsAccess = same(wantedAccess, is.accessEpochSeconds());
    boolean keepsModification = same(wantedModification, is.modificationEpochSeconds());
    if (preserve() || (keepsAccess && keepsModification && !now())) {
      return null;
    }
    if (!keepsModification) {
      diff.put("mtime", is.modificationEpochSeconds(), wantedModification);
    }
    if (!keepsAccess) {
      diff.put("atime", is.accessEpochSeconds(), wantedAccess);
    }
    return Change.of(
            Change.Kind.UPDATE,
            "set the times of " + path,
            acting -> {
              acting
                  .connection()
                  .files()
                  .touch(
                      path,
                      exact(access, is.accessEpochSeconds()),
                      exact(modification, is.modificationEpochSeconds()));
              return Result.changed(FileFields.now(acting.connection().files(), path));
            })
        .predicting(Map.copyOf(Fields.known(FileFields.of(is))));
  }

  private boolean now() {
    return access == Stamp.Word.NOW || modification == Stamp.Word.NOW;
  }

  private static double wanted(Stamp stamp, double is, double now) {
    return switch (stamp) {
      case Stamp.At(double seconds) -> seconds;
      case Stamp.Word word -> word == Stamp.Word.NOW ? now : is;
    };
  }

  /** What to hand to {@code touch}: null for now. */
  private static @Nullable Double exact(Stamp stamp, double is) {
    return switch (stamp) {
      case Stamp.At(double seconds) -> (Double) seconds;
      case Stamp.Word word -> word == Stamp.Word.NOW ? null : (Double) is;
    };
  }

  private static boolean same(double one, double other) {
    return Math.abs(one - other) < 1e-6;
  }
}
