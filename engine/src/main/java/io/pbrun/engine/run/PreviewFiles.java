package io.pbrun.engine.run;

import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.connection.FileAttributes;
import io.pbrun.engine.connection.FileFacts;
import io.pbrun.engine.connection.TargetFiles;
import io.pbrun.engine.module.Provision;
import io.pbrun.engine.value.UnknownValueException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A target's files as they would be. What only the planned change itself can tell is an {@link
 * UnknownValueException}: the task that asks for it depends on that change.
 */
final class PreviewFiles implements TargetFiles {
  /** The place of the control machine. */
  static final String HERE = "local";

  private final TargetFiles files;
  private final String place;
  private final Prospects prospects;

  PreviewFiles(TargetFiles files, String place, Prospects prospects) {
    this.files = files;
    this.place = place;
    this.prospects = prospects;
  }

  /** A connection's machine, whoever the task becomes on it. */
  static String place(String description) {
    return description.replaceFirst(" as .*", "");
  }

  /** One spelling of each path. */
  static String path(String place, String written) {
    String path = written.replaceAll("/+", "/").replaceAll("(?<=.)/$", "");
    if (!place.equals(HERE)) {
      return path;
    }
    String home = System.getProperty("user.home", "");
    String full = path.equals("~") || path.startsWith("~/") ? home + path.substring(1) : path;
    return Path.of(full).toAbsolutePath().normalize().toString();
  }

  @Override
  public @Nullable FileFacts stat(String path, boolean follow)
      throws ConnectionException, InterruptedException {
    Prospects.Prospect prospect = prospects.at(place, path(place, path));
    if (prospect == null) {
      return isBelowWhatIsNotThere(path) ? null : files.stat(path, follow);
    }
    if (prospect.sort() == Provision.Sort.ABSENCE) {
      return null;
    }
    if (prospect.isNew()) {
      throw new UnknownValueException(prospect.unknown());
    }
    FileFacts is = files.stat(path, follow);
    return is == null || prospect.content() == null ? is : ofSize(is, prospect.content().length);
  }

  @Override
  public boolean isDirectory(String path) throws ConnectionException, InterruptedException {
    Prospects.Prospect prospect = prospects.at(place, path(place, path));
    return prospect == null
        ? !isBelowWhatIsNotThere(path) && files.isDirectory(path)
        : prospect.sort() == Provision.Sort.DIRECTORY;
  }

  @Override
  public byte[] read(String path) throws ConnectionException, InterruptedException {
    Prospects.Prospect prospect = prospects.at(place, path(place, path));
    if (prospect == null || prospect.sort() != Provision.Sort.FILE) {
      return files.read(path);
    }
    if (prospect.content() == null) {
      throw new UnknownValueException(prospect.unknown());
    }
    return prospect.content().clone();
  }

  @Override
  public List<String> list(String path) throws ConnectionException, InterruptedException {
    Prospects.Prospect prospect = prospects.at(place, path(place, path));
    if (prospect != null && prospect.isNew()) {
      throw new UnknownValueException(prospect.unknown());
    }
    List<String> names = new ArrayList<>();
    for (String name : files.list(path)) {
      Prospects.Prospect each = prospects.at(place, path(place, path + "/" + name));
      if (each == null || each.sort() != Provision.Sort.ABSENCE) {
        names.add(name);
      }
    }
    return names;
  }

  /** In a folder that would only be made, or would be gone, nothing stands. */
  private boolean isBelowWhatIsNotThere(String written) {
    String path = path(place, written);
    for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      Prospects.Prospect above = prospects.at(place, path.substring(0, slash));
      if (above != null
          && (above.sort() == Provision.Sort.ABSENCE
              || (above.sort() == Provision.Sort.DIRECTORY && above.isNew()))) {
        return true;
      }
    }
    return false;
  }

  private static FileFacts ofSize(FileFacts is, long bytes) {
    return new FileFacts(
        is.type(),
        is.mode(),
        bytes,
        is.uid(),
        is.gid(),
        is.owner(),
        is.group(),
        is.accessEpochSeconds(),
        is.modificationEpochSeconds(),
        is.changeEpochSeconds(),
        is.inode(),
        is.device(),
        is.links(),
        is.linkTarget());
  }

  // What follows is refused by the files below: a preview only looks.

  @Override
  public void write(String path, byte[] content, FileAttributes attributes)
      throws ConnectionException, InterruptedException {
    files.write(path, content, attributes);
  }

  @Override
  public void makeDirectories(String path, FileAttributes attributes)
      throws ConnectionException, InterruptedException {
    files.makeDirectories(path, attributes);
  }

  @Override
  public void makeLink(String path, String target, boolean symbolic)
      throws ConnectionException, InterruptedException {
    files.makeLink(path, target, symbolic);
  }

  @Override
  public void setAttributes(String path, FileAttributes attributes)
      throws ConnectionException, InterruptedException {
    files.setAttributes(path, attributes);
  }

  @Override
  public void touch(
      String path, @Nullable Double accessEpochSeconds, @Nullable Double modificationEpochSeconds)
      throws ConnectionException, InterruptedException {
    files.touch(path, accessEpochSeconds, modificationEpochSeconds);
  }

  @Override
  public void remove(String path) throws ConnectionException, InterruptedException {
    files.remove(path);
  }

  @Override
  public String createTemporary(String directory, String prefix, String suffix, boolean isDirectory)
      throws ConnectionException, InterruptedException {
    return files.createTemporary(directory, prefix, suffix, isDirectory);
  }
}
