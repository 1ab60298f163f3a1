/** Tests of ansible-vault's format. */
@NullMarked
package io.pbrun.engine.vault;

import org.jspecify.annotations.NullMarked;
