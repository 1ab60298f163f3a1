/** Tests that keep README.md, CONTRIBUTING.md and docs/ true. */
@NullMarked
package io.pbrun.distribution.documents;

import org.jspecify.annotations.NullMarked;
