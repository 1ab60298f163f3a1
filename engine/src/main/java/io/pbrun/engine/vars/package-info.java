/** Who wins: every definition of a variable in Ansible's order of precedence. */
@NullMarked
package io.pbrun.engine.vars;

import org.jspecify.annotations.NullMarked;
