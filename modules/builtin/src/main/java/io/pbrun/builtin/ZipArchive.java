package io.pbrun.builtin;

import io.pbrun.engine.connection.CommandResult;
import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.connection.FileAttributes;
import io.pbrun.engine.connection.FileFacts;
import io.pbrun.engine.connection.TargetFiles;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/** A zip file; it is read here, so that the target needs no tool for it. */
record ZipArchive(Unarchive task, byte[] bytes) implements Archive {
  private static final int DIRECTORY_ENTRY = 0x02014b50;
  private static final int DIRECTORY_END = 0x06054b50;
  private static final int LINK = 0xA000;

  /**
   * @param mode permission and type bits; 0 when the archive has none
   */
  private record Entry(String name, byte[] content, int mode, double modifiedEpochSeconds) {
    boolean isFolder() {
      return name.endsWith("/");
    }

    boolean isLink() {
      return (mode & 0xF000) == LINK;
    }
  }

  @Override
  public String handler() {
    return "ZipArchive";
  }

  private List<Entry> entries() throws ModuleFailure {
    if (!task.extraOpts().isEmpty()) {
      throw new ModuleFailure(
          "extra_opts is not supported for zip files: use 'command: unzip' with 'creates'");
    }
    Map<String, Integer> modes = modes();
    List<Entry> entries = new ArrayList<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry each = zip.getNextEntry(); each != null; each = zip.getNextEntry()) {
        String name = each.getName();
        if (name.startsWith("/") || List.of(name.split("/")).contains("..")) {
          throw new ModuleFailure(
              "the archive " + task.src() + " leads out of its folder: " + name);
        }
        if (isWanted(name)) {
          entries.add(
              new Entry(
                  name, zip.readAllBytes(), modes.getOrDefault(name, 0), each.getTime() / 1000.0));
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new ModuleFailure("cannot read the zip file " + task.src() + ": " + e.getMessage());
    }
    return entries;
  }

  private boolean isWanted(String name) {
    boolean included =
        task.include().isEmpty() || task.include().stream().anyMatch(glob -> fits(glob, name));
    return included && task.exclude().stream().noneMatch(glob -> fits(glob, name));
  }

  private static boolean fits(String glob, String name) {
    return name.matches(Globs.regex(glob).replace("\\Z", "\\z"));
  }

  /** Permissions stand in the directory at the end of the archive only. */
  private Map<String, Integer> modes() {
    Map<String, Integer> modes = new HashMap<>();
    ByteBuffer data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int end = bytes.length - 22;
    while (end >= 0 && data.getInt(end) != DIRECTORY_END) {
      end--;
    }
    int at = end < 0 ? -1 : data.getInt(end + 16);
    while (at >= 0 && at + 46 <= bytes.length && data.getInt(at) == DIRECTORY_ENTRY) {
      int length = data.getShort(at + 28) & 0xFFFF;
      int rest = (data.getShort(at + 30) & 0xFFFF) + (data.getShort(at + 32) & 0xFFFF);
      String name = new String(bytes, at + 46, length, StandardCharsets.UTF_8);
      modes.put(name, data.getInt(at + 38) >>> 16);
      at += 46 + length + rest;
    }
    return modes;
  }

  @Override
  public List<String> names(ModuleContext context) throws ModuleFailure {
    return entries().stream().map(Entry::name).toList();
  }

  @Override
  public boolean isUnpacked(ModuleContext context)
      throws ModuleFailure, ConnectionException, InterruptedException {
    List<Entry> entries = entries();
    Map<String, FoundFile> there = new HashMap<>();
    for (FoundFile file : found(context)) {
      there.put(TargetPaths.trim(file.path()), file);
    }
    List<Entry> toCompare = new ArrayList<>();
    for (Entry entry : entries) {
      FoundFile is = there.get(TargetPaths.trim(TargetPaths.join(task.dest(), entry.name())));
      if (is == null || is.isDirectory() != entry.isFolder() || is.isLink() != entry.isLink()) {
        return false;
      }
      boolean kept = task.keepNewer() && is.modified() >= entry.modifiedEpochSeconds();
      if (is.isRegular() && !kept) {
        if (is.sizeBytes() != entry.content().length) {
          return false;
        }
        toCompare.add(entry);
      }
    }
    return sameContents(context, toCompare);
  }

  private boolean sameContents(ModuleContext context, List<Entry> entries)
      throws ConnectionException, InterruptedException {
    CommandResult told =
        onAll(context.connection(), "sha1sum", entries.stream().map(Entry::name).toList());
    List<String> sums =
        told.stdout().lines().map(line -> line.replaceFirst("^\\\\", "").split(" ")[0]).toList();
    return told.succeeded()
        && sums.equals(entries.stream().map(entry -> Checksums.sha1(entry.content())).toList());
  }

  @Override
  public Map<String, @Nullable Object> unpack(ModuleContext acting)
      throws ModuleFailure, ConnectionException, InterruptedException {
    TargetFiles files = acting.connection().files();
    long written = 0;
    for (Entry entry : entries()) {
      String path = TargetPaths.trim(TargetPaths.join(task.dest(), entry.name()));
      FileFacts is = files.stat(path, false);
      if (entry.isFolder()) {
        files.makeDirectories(path, is == null ? attributes(entry) : FileAttributes.UNCHANGED);
        continue;
      }
      if (is != null
          && task.keepNewer()
          && is.modificationEpochSeconds() >= entry.modifiedEpochSeconds()) {
        continue;
      }
      files.makeDirectories(TargetPaths.parent(path), FileAttributes.UNCHANGED);
      if (entry.isLink()) {
        files.makeLink(path, new String(entry.content(), StandardCharsets.UTF_8), true);
      } else {
        files.write(path, entry.content(), attributes(entry));
        files.touch(path, entry.modifiedEpochSeconds(), entry.modifiedEpochSeconds());
      }
      written++;
    }
    return Fields.of("cmd", List.of(), "rc", 0L, "out", written + " files unpacked", "err", "");
  }

  private static FileAttributes attributes(Entry entry) {
    int bits = entry.mode() & 07777;
    return new FileAttributes(null, null, bits == 0 ? null : Modes.octal(bits));
  }
}
