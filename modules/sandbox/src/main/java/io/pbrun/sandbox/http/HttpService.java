package io.pbrun.sandbox.http;

/** A simulated service: how it answers a request, and how it words a refusal. */
public interface HttpService {
  /** Short name as it appears in the record: keystone, nova, octavia, ... */
  String name();

  /** The answer; called with the site settled and locked. */
  Response answer(Request request);

  /** The answer to a request that was refused. */
  Response refuse(ApiFault fault);
}
