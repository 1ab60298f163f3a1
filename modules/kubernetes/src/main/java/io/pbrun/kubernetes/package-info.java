/**
 * Modules that look at Kubernetes: the k8s snap on its VM, any object of an API server, and Cluster
 * API.
 */
@NullMarked
package io.pbrun.kubernetes;

import org.jspecify.annotations.NullMarked;
