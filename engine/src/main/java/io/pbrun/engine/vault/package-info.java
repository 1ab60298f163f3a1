/** Files and values in ansible-vault's format: reading, decrypting, encrypting. */
@NullMarked
package io.pbrun.engine.vault;

import org.jspecify.annotations.NullMarked;
