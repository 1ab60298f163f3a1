/** Tests of runs: playbooks in text blocks and the stories that they make. */
@NullMarked
package io.pbrun.engine.run;

import org.jspecify.annotations.NullMarked;
