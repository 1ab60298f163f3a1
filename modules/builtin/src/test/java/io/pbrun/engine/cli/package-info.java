/** Tests of the whole command line, with the modules that playbooks need. */
@NullMarked
package io.pbrun.engine.cli;

import org.jspecify.annotations.NullMarked;
