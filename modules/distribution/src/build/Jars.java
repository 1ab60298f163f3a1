import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** The jars of a folder, and how their classes are written anew. */
final class Jars implements AutoCloseable {
  private final List<Path> files;
  private final URLClassLoader classes;

  Jars(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
    List<URL> urls = new ArrayList<>();
    for (Path file : files) {
      urls.add(file.toUri().toURL());
    }
    classes = new URLClassLoader(urls.toArray(new URL[0]));
  }

  List<Path> files() {
    return files;
  }

  /** Reads and writes classes, and knows from the jars what extends what. */
  ClassFile format(ClassFile.Option... options) {
    return ClassFile.of(options)
        .withOptions(
            ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(classes)
                    .orElse(ClassHierarchyResolver.defaultResolver())));
  }

  /** Makes of a class another one, or gives it back as it is. */
  interface Rewriting {
    byte[] of(String className, byte[] bytes);
  }

  /** Writes the jar anew, all but its changed classes as they were. */
  static void rewrite(Path jar, Rewriting rewriting) throws IOException {
    Path fresh = jar.resolveSibling(jar.getFileName() + ".fresh");
    try (ZipFile zip = new ZipFile(jar.toFile());
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(fresh))) {
      for (ZipEntry entry : entries(zip)) {
        byte[] bytes = read(zip, entry);
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setTimeLocal(entry.getTimeLocal());
        out.putNextEntry(copy);
        out.write(isClass(entry) ? rewriting.of(className(entry), bytes) : bytes);
        out.closeEntry();
      }
    }
    Files.move(fresh, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Writes a jar with one text in it. */
  static void write(Path jar, String name, String text) throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      ZipEntry entry = new ZipEntry(name);
      entry.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0)); // The same content has the same id.
      out.putNextEntry(entry);
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.closeEntry();
    }
  }

  static Iterable<ZipEntry> entries(ZipFile zip) {
    return zip.stream().map(ZipEntry.class::cast)::iterator;
  }

  static boolean isClass(ZipEntry entry) {
    return entry.getName().endsWith(".class") && !entry.getName().startsWith("META-INF/");
  }

  static byte[] read(ZipFile zip, ZipEntry entry) throws IOException {
    try (var in = zip.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  private static String className(ZipEntry entry) {
    return entry.getName().replaceFirst("\\.class$", "").replace('/', '.');
  }

  @Override
  public void close() throws IOException {
    classes.close();
  }
}
