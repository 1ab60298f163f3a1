/** The modules that every playbook needs: language helpers, commands, files, ports and HTTP. */
@NullMarked
package io.pbrun.builtin;

import org.jspecify.annotations.NullMarked;
