/** Settings under Ansible's names: what is set by the environment and {@code ansible.cfg}. */
@NullMarked
package io.pbrun.engine.settings;

import org.jspecify.annotations.NullMarked;
