import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_boolean;

import java.io.IOException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Prelink FOLDER: writes into the folder's pbrun jars the code that the JVM would otherwise make at
 * every start: what modules declare, and call sites. A switch over patterns and the {@code equals},
 * {@code hashCode} and {@code toString} of a record are call sites that are linked by generating
 * classes when they are first reached, and the start-up cache of Java 25 keeps none of these:
 * together they took longer than all else that one debug task does. What the code means stays what
 * it was.
 */
final class Prelink {
  private static final String OURS = "pbrun-";
  private static final ClassDesc SWITCHES = ClassDesc.of("java.lang.runtime.SwitchBootstraps");
  private static final ClassDesc RECORDS = ClassDesc.of("java.lang.runtime.ObjectMethods");
  private static final MethodTypeDesc EQUALS = MethodTypeDesc.of(CD_boolean, CD_Object);
  private static final int HELPER =
      ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC;

  private final ClassDesc owner;
  private final boolean isInterface;
  private final List<Helper> helpers = new ArrayList<>();

  private Prelink(ClassModel model) {
    this.owner = model.thisClass().asSymbol();
    this.isInterface = model.flags().has(AccessFlag.INTERFACE);
  }

  /** A method that takes the place of a call site. */
  private record Helper(String name, MethodTypeDesc type, Consumer<CodeBuilder> body) {}

  public static void main(String[] args) throws IOException {
    Declarations declarations = new Declarations();
    Path folder = Path.of(args[0]);
    // First in the class path, so that a search for a logger ends there (NoLoggers). It looks one
    // further than it was asked to, hence two.
    for (String name : List.of("pbrun-loggers-1.jar", "pbrun-loggers-2.jar")) {
      Jars.write(
          folder.resolve(name),
          "META-INF/services/java.lang.System$LoggerFinder",
          "io.pbrun.engine.cli.NoLoggers\n");
    }
    try (Jars jars = new Jars(folder)) {
      ClassFile format = jars.format();
      for (Path jar : jars.files()) {
        if (jar.getFileName().toString().startsWith(OURS)) {
          Jars.rewrite(
              jar, (name, bytes) -> declarations.addedTo(name, linked(bytes, format), format));
        }
      }
    }
  }

  private static byte[] linked(byte[] bytes, ClassFile format) {
    ClassModel model = format.parse(bytes);
    if (model.methods().stream().noneMatch(Prelink::hasCallSite)) {
      return bytes;
    }
    Prelink prelink = new Prelink(model);
    return format.transformClass(
        model,
        ClassTransform.transformingMethodBodies(Prelink::hasCallSite, prelink::replace)
            .andThen(ClassTransform.endHandler(prelink::addHelpers)));
  }

  private static boolean hasCallSite(MethodModel method) {
    return method
        .code()
        .map(code ->
            code.elementStream()
                .anyMatch(each -> each instanceof InvokeDynamicInstruction site && isOurs(site)))
        .orElse(false);
  }

  private static boolean isOurs(InvokeDynamicInstruction site) {
    DirectMethodHandleDesc bootstrap = site.bootstrapMethod();
    return bootstrap.owner().equals(RECORDS)
        || bootstrap.owner().equals(SWITCHES)
            && bootstrap.methodName().equals("typeSwitch")
            && site.bootstrapArgs().stream()
                .allMatch(label ->
                    label instanceof ClassDesc type && !type.isPrimitive()
                        || label instanceof String);
  }

  private void replace(CodeBuilder code, CodeElement element) {
    if (!(element instanceof InvokeDynamicInstruction site && isOurs(site))) {
      code.with(element);
      return;
    }
    String name = "prelinked$" + helpers.size();
    MethodTypeDesc type = site.typeSymbol();
    List<ConstantDesc> arguments = site.bootstrapArgs();
    helpers.add(
        new Helper(
            name,
            type,
            body -> {
              switch (site.name().stringValue()) {
                case "equals" -> new RecordCode(owner, arguments).equality(body);
                case "hashCode" -> new RecordCode(owner, arguments).hash(body);
                case "toString" -> new RecordCode(owner, arguments).text(body);
                default -> choice(body, arguments);
              }
            }));
    code.invokestatic(owner, name, type, isInterface);
  }

  private void addHelpers(ClassBuilder builder) {
    helpers.forEach(
        helper -> builder.withMethodBody(helper.name(), helper.type(), HELPER, helper.body()));
  }

  /** The index of the first label from a given one on that the value has; -1 for null. */
  private static void choice(CodeBuilder code, List<ConstantDesc> labels) {
    Label isThere = code.newLabel();
    code.aload(0).ifnonnull(isThere).iconst_m1().ireturn().labelBinding(isThere);
    for (int i = 0; i < labels.size(); i++) {
      Label next = code.newLabel();
      code.iload(1).loadConstant(i).if_icmpgt(next);
      if (labels.get(i) instanceof ClassDesc type) {
        code.aload(0).instanceOf(type);
      } else {
        code.ldc((String) labels.get(i)).aload(0).invokevirtual(CD_Object, "equals", EQUALS);
      }
      code.ifeq(next).loadConstant(i).ireturn().labelBinding(next);
    }
    code.loadConstant(labels.size()).ireturn();
  }
}
