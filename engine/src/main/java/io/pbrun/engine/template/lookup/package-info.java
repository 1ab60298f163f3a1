/** The lookups of Ansible: what templates may read from outside the variables. */
@NullMarked
package io.pbrun.engine.template.lookup;

import org.jspecify.annotations.NullMarked;
