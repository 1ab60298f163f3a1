/** The playbooks of this project, run by the real command line against the cloud in a box. */
@NullMarked
package io.pbrun.journeys;

import org.jspecify.annotations.NullMarked;
