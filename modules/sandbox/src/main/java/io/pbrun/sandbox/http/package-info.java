/** A small HTTP face over the JDK's server: routes, JSON, and the record of every request. */
@NullMarked
package io.pbrun.sandbox.http;

import org.jspecify.annotations.NullMarked;
