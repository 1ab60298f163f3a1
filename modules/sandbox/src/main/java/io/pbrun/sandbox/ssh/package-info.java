/** The management server's sshd and the few commands it answers. */
@NullMarked
package io.pbrun.sandbox.ssh;

import org.jspecify.annotations.NullMarked;
