package io.pbrun.openstack.http;

import org.jspecify.annotations.Nullable;

/** Makes errors of refusals, with advice. */
public final class Refusals {
  private Refusals() {}

  /**
   * @param who who asked, as {@code user admin in project admin with roles [...]}; empty before
   *     signing in
   */
  public static OpenStackException of(Answer answer, String who) {
    Call call = answer.call();
    Faults.Fault fault = Faults.in(answer);
    StringBuilder message = new StringBuilder();
    message
        .append(call.service())
        .append(" refused ")
        .append(call.named())
        .append(" with ")
        .append(answer.status());
    if (fault.text() != null) {
      message.append(": ").append(fault.text().replaceAll("\\s+", " ").strip());
    }
    String advice = advice(answer.status(), call, who);
    if (advice != null) {
      message.append(message.charAt(message.length() - 1) == '.' ? " " : ". ").append(advice);
    }
    if (answer.requestId() != null) {
      message.append(" [request ").append(answer.requestId()).append(']');
    }
    boolean mayHaveHappened =
        !call.repeatable() && answer.status() >= 500 && answer.status() != 501;
    return new OpenStackException(
        message.toString(),
        answer.status(),
        fault.code(),
        fault.text(),
        answer.requestId(),
        mayHaveHappened,
        null);
  }

  private static @Nullable String advice(int status, Call call, String who) {
    return switch (status) {
      case 401 ->
          call.signsIn()
              ? "Check user, password or secret and the project's name; Keystone gives the same answer for a wrong password and for a project without a role."
              : "The token is not accepted any more, and a renewed one neither.";
      case 403 -> who + " lacks a role: " + neededRole(call) + ".";
      case 404 -> null;
      case 429 -> "The service is throttling; try again later.";
      case 500, 502, 503, 504 ->
          call.repeatable()
              ? "It kept failing; look at the service's log under the request's id."
              : "Nobody can tell from here whether it was done; it is not sent again.";
      default -> null;
    };
  }

  private static String neededRole(Call call) {
    return switch (call.service()) {
      case "Octavia" ->
          "failover and amphorae need load-balancer_admin (or admin); reading the project's own load balancers needs load-balancer_observer or member";
      case "Placement" -> "it needs admin (or service)";
      case "Nova" ->
          "listing all projects, hypervisors and other projects' servers needs admin; the project's own servers need member (reader to look)";
      case "Magnum" -> "it needs member in the cluster's project, or admin";
      case "Neutron" -> "other projects' ports need admin";
      default -> "it needs admin";
    };
  }
}
