package io.pbrun.openstack.http;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How the cloud's certificates are checked, and which one of ours is shown.
 *
 * @param verify whether certificates are checked at all
 * @param authorities PEM file of authorities to trust; null for the JDK's
 * @param certificate PEM file of the client's certificate, its chain after it; null for none
 * @param key PEM file of the client's key; null when it is in the certificate's file
 */
public record TlsSettings(
    boolean verify, @Nullable Path authorities, @Nullable Path certificate, @Nullable Path key) {

  /** Checked against the JDK's authorities. */
  public static final TlsSettings DEFAULT = new TlsSettings(true, null, null, null);
}
