import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@code equals}, {@code hashCode} and {@code toString} of a record, as the JVM would make them.
 */
final class RecordCode {
  private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");
  private static final ClassDesc BUILDER = ClassDesc.of("java.lang.StringBuilder");
  private static final ClassDesc CLASS = ClassDesc.of("java.lang.Class");

  private final ClassDesc owner;
  private final List<Component> components;

  /**
   * @param arguments of the call site: the class, the names, a getter for each
   */
  RecordCode(ClassDesc owner, List<ConstantDesc> arguments) {
    this.owner = owner;
    this.components = components(arguments);
  }

  private record Component(String name, ClassDesc type) {
    TypeKind kind() {
      return TypeKind.from(type);
    }

    ClassDesc wrapper() {
      return switch (kind()) {
        case BOOLEAN -> ClassDesc.of("java.lang.Boolean");
        case BYTE -> ClassDesc.of("java.lang.Byte");
        case CHAR -> ClassDesc.of("java.lang.Character");
        case SHORT -> ClassDesc.of("java.lang.Short");
        case INT -> ClassDesc.of("java.lang.Integer");
        case LONG -> ClassDesc.of("java.lang.Long");
        case FLOAT -> ClassDesc.of("java.lang.Float");
        case DOUBLE -> ClassDesc.of("java.lang.Double");
        case REFERENCE -> OBJECTS;
        case VOID -> throw new IllegalStateException(name);
      };
    }
  }

  private static List<Component> components(List<ConstantDesc> arguments) {
    List<Component> components = new ArrayList<>();
    String names = (String) arguments.get(1);
    List<String> all = names.isEmpty() ? List.of() : Arrays.asList(names.split(";"));
    for (int i = 0; i < all.size(); i++) {
      DirectMethodHandleDesc getter = (DirectMethodHandleDesc) arguments.get(i + 2);
      components.add(new Component(all.get(i), getter.invocationType().returnType()));
    }
    return components;
  }

  void equality(CodeBuilder code) {
    Label sameClass = code.newLabel();
    Label differs = code.newLabel();
    code.aload(1).instanceOf(owner).ifne(sameClass).iconst_0().ireturn().labelBinding(sameClass);
    code.aload(1).checkcast(owner).astore(2);
    for (Component each : components) {
      code.aload(0).getfield(owner, each.name(), each.type());
      code.aload(2).getfield(owner, each.name(), each.type());
      if (each.kind() == TypeKind.REFERENCE) {
        code.invokestatic(OBJECTS, "equals", MethodTypeDesc.of(CD_boolean, CD_Object, CD_Object))
            .ifeq(differs);
      } else {
        code.invokestatic(
                each.wrapper(), "compare", MethodTypeDesc.of(CD_int, each.type(), each.type()))
            .ifne(differs);
      }
    }
    code.iconst_1().ireturn();
    if (!components.isEmpty()) {
      code.labelBinding(differs).iconst_0().ireturn();
    }
  }

  void hash(CodeBuilder code) {
    code.iconst_0();
    for (Component each : components) {
      ClassDesc taken = each.kind() == TypeKind.REFERENCE ? CD_Object : each.type();
      code.bipush(31).imul();
      code.aload(0).getfield(owner, each.name(), each.type());
      code.invokestatic(each.wrapper(), "hashCode", MethodTypeDesc.of(CD_int, taken)).iadd();
    }
    code.ireturn();
  }

  /** {@code Point[x=1, y=2]}. */
  void text(CodeBuilder code) {
    code.new_(BUILDER).dup().invokespecial(BUILDER, "<init>", MethodTypeDesc.ofDescriptor("()V"));
    code.ldc(owner).invokevirtual(CLASS, "getSimpleName", MethodTypeDesc.of(CD_String));
    append(code, CD_String);
    String before = "[";
    for (Component each : components) {
      code.ldc(before + each.name() + "=");
      append(code, CD_String);
      code.aload(0).getfield(owner, each.name(), each.type());
      code.invokestatic(CD_String, "valueOf", MethodTypeDesc.of(CD_String, shown(each)));
      append(code, CD_String);
      before = ", ";
    }
    code.ldc(components.isEmpty() ? "[]" : "]");
    append(code, CD_String);
    code.invokevirtual(BUILDER, "toString", MethodTypeDesc.of(CD_String)).areturn();
  }

  private static ClassDesc shown(Component component) {
    return switch (component.kind()) {
      case BYTE, SHORT -> CD_int;
      case REFERENCE -> CD_Object;
      default -> component.type();
    };
  }

  private static void append(CodeBuilder code, ClassDesc type) {
    code.invokevirtual(BUILDER, "append", MethodTypeDesc.of(BUILDER, type));
  }
}
