/** Tests of the settings. */
@NullMarked
package io.pbrun.engine.settings;

import org.jspecify.annotations.NullMarked;
