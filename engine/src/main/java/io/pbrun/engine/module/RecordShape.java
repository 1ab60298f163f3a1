package io.pbrun.engine.module;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/**
 * How a record of parameters is made, looked up once for each record.
 *
 * @param groups the type of each component that stands for the parameters of its own type; null for
 *     the others
 */
record RecordShape(Constructor<?> canonical, @Nullable Class<?>[] groups) {
  private static final ClassValue<RecordShape> SHAPES =
      new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
          return read(type);
        }
      };

  static RecordShape of(Class<?> record) {
    return SHAPES.get(record);
  }

  private static RecordShape read(Class<?> record) {
    RecordComponent[] components = record.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    @Nullable Class<?>[] groups = new @Nullable Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      // Only a record can be a group, so that most modules' annotations are not read.
      groups[i] = types[i].isRecord() && RecordReader.isGroup(components[i]) ? types[i] : null;
    }
    try {
      Constructor<?> canonical = record.getDeclaredConstructor(types);
      // Modules are package-private where nobody but the engine needs them.
      canonical.setAccessible(true);
      return new RecordShape(canonical, groups);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("cannot make a " + record.getName(), e);
    }
  }
}
