/**
 * The operator's stories, told by the real command line against real OpenStack and Kubernetes
 * services that {@code .ci/lab} starts.
 */
@NullMarked
package io.pbrun.stories;

import org.jspecify.annotations.NullMarked;
