package io.pbrun.engine.module;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a component of a module's record whose own type is a record of parameters: they become
 * parameters of the module itself, as if its components stood there. Several modules share a group
 * this way, such as owner, group and mode of a file.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface ParamGroup {}
