/**
 * The values of the language, as plain Java objects: {@code null}, {@link java.lang.Boolean},
 * {@link java.lang.Long} or {@link java.math.BigInteger}, {@link java.lang.Double}, {@link
 * java.lang.String}, {@link java.util.List}, {@link java.util.Map} (insertion order kept), and the
 * few classes of this package. Their behaviour is Python's.
 */
@NullMarked
package io.pbrun.engine.value;

import org.jspecify.annotations.NullMarked;
