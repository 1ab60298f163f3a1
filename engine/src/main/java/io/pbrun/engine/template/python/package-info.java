/** The methods that Python's types have, as templates call them. */
@NullMarked
package io.pbrun.engine.template.python;

import org.jspecify.annotations.NullMarked;
