import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_boolean;

import io.pbrun.engine.module.ModuleCatalog;
import io.pbrun.engine.module.ModuleFamily;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.Label;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** Overrides {@code ModuleFamily.declaration} in the families: the text of each module. */
final class Declarations {
  private static final MethodTypeDesc EQUALS = MethodTypeDesc.of(CD_boolean, CD_Object);

  /** Class of the family, name of the module, text. */
  private final Map<String, Map<String, String>> texts = new TreeMap<>();

  Declarations() {
    for (ModuleFamily family : ServiceLoader.load(ModuleFamily.class)) {
      Map<String, String> ofFamily = new TreeMap<>();
      new ModuleCatalog(List.of(family))
          .all()
          .forEach(module -> ofFamily.put(module.name(), module.asDeclaration()));
      texts.put(family.getClass().getName(), ofFamily);
    }
  }

  byte[] addedTo(String className, byte[] bytes, ClassFile format) {
    if (!texts.containsKey(className)) {
      return bytes;
    }
    ClassModel model = format.parse(bytes);
    if (model.methods().stream().anyMatch(each -> each.methodName().equalsString("declaration"))) {
      return bytes;
    }
    return format.transformClass(
        model,
        ClassTransform.endHandler(builder ->
            builder.withMethodBody(
                "declaration",
                MethodTypeDesc.of(CD_String, CD_String),
                ClassFile.ACC_PUBLIC,
                code -> {
                  texts
                      .get(className)
                      .forEach((module, text) -> {
                        Label next = code.newLabel();
                        code.ldc(module).aload(1);
                        code.invokevirtual(CD_Object, "equals", EQUALS).ifeq(next);
                        code.ldc(text).areturn().labelBinding(next);
                      });
                  code.aconst_null().areturn();
                })));
  }
}
