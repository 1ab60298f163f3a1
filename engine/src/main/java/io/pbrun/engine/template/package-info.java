/** Jinja2 as Ansible's users know it: expressions with Python's semantics, templates, filters, tests and lookups. */
@NullMarked
package io.pbrun.engine.template;

import org.jspecify.annotations.NullMarked;
