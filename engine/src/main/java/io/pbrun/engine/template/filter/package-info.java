/** The filters and tests of Jinja2 and Ansible, in families. */
@NullMarked
package io.pbrun.engine.template.filter;

import org.jspecify.annotations.NullMarked;
