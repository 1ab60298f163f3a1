/** YAML text to nodes that know file, line and column. */
@NullMarked
package io.pbrun.engine.yaml;

import org.jspecify.annotations.NullMarked;
