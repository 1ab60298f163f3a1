/** How commands and files reach a target: this machine, or another one by SSH. */
@NullMarked
package io.pbrun.engine.connection;

import org.jspecify.annotations.NullMarked;
