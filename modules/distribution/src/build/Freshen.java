import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Freshen FOLDER: gives the classes of Java 5 and older in the folder's jars the form of Java 8,
 * with the stack maps that it asks for. The JVM takes no older class into its cache: such a class
 * is read from its jar and verified at every start, and so are all that have it as a parent. The
 * code stays what it was.
 */
final class Freshen {
  private static final int JAVA_6 = 50;

  public static void main(String[] args) throws IOException {
    List<Path> jars;
    try (Stream<Path> files = Files.list(Path.of(args[0]))) {
      jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
    List<URL> urls = new ArrayList<>();
    for (Path jar : jars) {
      urls.add(jar.toUri().toURL());
    }
    try (URLClassLoader loader = new URLClassLoader(urls.toArray(new URL[0]))) {
      ClassFile format =
          ClassFile.of(
              ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
              ClassFile.ClassHierarchyResolverOption.of(
                  ClassHierarchyResolver.ofResourceParsing(loader)
                      .orElse(ClassHierarchyResolver.defaultResolver())));
      for (Path jar : jars) {
        if (isOld(jar)) {
          Path fresh = jar.resolveSibling(jar.getFileName() + ".fresh");
          rewrite(jar, fresh, format);
          Files.move(fresh, jar, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  private static boolean isOld(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(ZipEntry.class::cast)::iterator) {
        if (isClass(entry) && isOld(read(zip, entry))) {
          return true;
        }
      }
    }
    return false;
  }

  private static void rewrite(Path jar, Path fresh, ClassFile format) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile());
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(fresh))) {
      for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(ZipEntry.class::cast)::iterator) {
        byte[] bytes = read(zip, entry);
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setTimeLocal(entry.getTimeLocal());
        out.putNextEntry(copy);
        out.write(isClass(entry) && isOld(bytes) ? freshened(bytes, format) : bytes);
        out.closeEntry();
      }
    }
  }

  private static byte[] freshened(byte[] bytes, ClassFile format) {
    ClassModel model = format.parse(bytes);
    return format.transformClass(
        model,
        ClassTransform.dropping(ClassFileVersion.class::isInstance)
            // Bodies that are handed over as they are would be copied, without stack maps.
            .andThen(ClassTransform.transformingMethodBodies((code, element) -> code.with(element)))
            .andThen(
                ClassTransform.endHandler(
                    builder -> builder.with(ClassFileVersion.of(ClassFile.JAVA_8_VERSION, 0)))));
  }

  private static boolean isClass(ZipEntry entry) {
    return entry.getName().endsWith(".class") && !entry.getName().startsWith("META-INF/");
  }

  private static boolean isOld(byte[] bytes) {
    return ((bytes[6] & 0xff) << 8 | bytes[7] & 0xff) < JAVA_6;
  }

  private static byte[] read(ZipFile zip, ZipEntry entry) throws IOException {
    try (var in = zip.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }
}
