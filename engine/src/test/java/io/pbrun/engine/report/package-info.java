/** Tests of reports: the console's text, word for word. */
@NullMarked
package io.pbrun.engine.report;

import org.jspecify.annotations.NullMarked;
