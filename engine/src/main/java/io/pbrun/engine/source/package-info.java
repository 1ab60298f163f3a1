/** Source text, places in it, and what is to be said about them. */
@NullMarked
package io.pbrun.engine.source;

import org.jspecify.annotations.NullMarked;
