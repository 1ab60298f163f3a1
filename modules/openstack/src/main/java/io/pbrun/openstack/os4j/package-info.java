/** The fence around openstack4j: its calls run over our transport, and none of its types leaves. */
@NullMarked
package io.pbrun.openstack.os4j;

import org.jspecify.annotations.NullMarked;
