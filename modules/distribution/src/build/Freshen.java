import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassTransform;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Freshen FOLDER: gives the classes of Java 5 and older in the folder's jars the form of Java 8,
 * with the stack maps that it asks for. The JVM takes no older class into its cache: such a class
 * is read from its jar and verified at every start, and so are all that have it as a parent. The
 * code stays what it was.
 */
final class Freshen {
  private static final int JAVA_6 = 50;

  public static void main(String[] args) throws IOException {
    try (Jars jars = new Jars(Path.of(args[0]))) {
      ClassFile format = jars.format(ClassFile.StackMapsOption.GENERATE_STACK_MAPS);
      for (Path jar : jars.files()) {
        if (hasOldClasses(jar)) {
          Jars.rewrite(jar, (name, bytes) -> isOld(bytes) ? freshened(bytes, format) : bytes);
        }
      }
    }
  }

  private static boolean hasOldClasses(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : Jars.entries(zip)) {
        if (Jars.isClass(entry) && isOld(Jars.read(zip, entry))) {
          return true;
        }
      }
    }
    return false;
  }

  private static byte[] freshened(byte[] bytes, ClassFile format) {
    return format.transformClass(
        format.parse(bytes),
        ClassTransform.dropping(ClassFileVersion.class::isInstance)
            // Bodies that are handed over as they are would be copied, without stack maps.
            .andThen(ClassTransform.transformingMethodBodies((code, element) -> code.with(element)))
            .andThen(
                ClassTransform.endHandler(
                    builder -> builder.with(ClassFileVersion.of(ClassFile.JAVA_8_VERSION, 0)))));
  }

  private static boolean isOld(byte[] bytes) {
    return ((bytes[6] & 0xff) << 8 | bytes[7] & 0xff) < JAVA_6;
  }
}
