/** What the API server in the box is checked for. */
@org.jspecify.annotations.NullMarked
package io.pbrun.sandbox.kubernetes;
