package io.pbrun.openstack.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was found.
 *
 * @param site the site's name; null when it has none
 * @param source the file that the cloud's configuration comes from
 * @param region null when the site leaves it to a catalogue with one region only
 * @param project the project that owns the stack; null when the site names none
 */
record Report(
    @Nullable String site,
    String cloud,
    String source,
    String authUrl,
    @Nullable String region,
    String interfaceName,
    SignedIn admin,
    @Nullable SignedIn project,
    List<Service> services,
    List<Answer> answers) {

  /**
   * One scope.
   *
   * @param scope {@code admin}, or the project's name
   * @param refusal why there is no token; null when there is one
   */
  record SignedIn(
      String scope,
      @Nullable String user,
      @Nullable String project,
      @Nullable String projectId,
      List<String> roles,
      @Nullable Instant expires,
      @Nullable String refusal) {

    /** The same sign-in, for another scope. */
    SignedIn in(String other) {
      return new SignedIn(other, user, project, projectId, roles, expires, refusal);
    }
  }

  /**
   * One service.
   *
   * @param url null when the catalogue has none for the site's region and interface
   * @param version null when it was not told
   * @param asked the microversion that pbrun asks for; null for services without
   * @param fault why it cannot be used; null when it answers
   * @param needed whether the playbooks need it
   */
  record Service(
      String name,
      @Nullable String url,
      @Nullable String version,
      @Nullable String lowest,
      @Nullable String newest,
      @Nullable String asked,
      @Nullable String fault,
      boolean needed) {}

  /** How a question ended. */
  enum Verdict {
    GRANTED,
    REFUSED,
    UNREACHABLE,
    NOT_ASKED
  }

  /**
   * The answer to a question.
   *
   * @param message what was said instead; a remark when it was granted
   */
  record Answer(Question question, Verdict verdict, @Nullable String message) {}

  Report {
    services = List.copyOf(services);
    answers = List.copyOf(answers);
  }

  /** Whether nothing could be asked, for want of a sign-in. */
  boolean mute() {
    return answers.stream().allMatch(answer -> answer.verdict() == Verdict.NOT_ASKED);
  }

  /** Modules that would be refused or get no answer, with what is missing. */
  Map<String, List<String>> unusable() {
    Map<String, List<String>> found = new LinkedHashMap<>();
    for (Answer answer : answers) {
      if (answer.verdict() != Verdict.GRANTED) {
        for (String module : answer.question().modules()) {
          found.computeIfAbsent(module, _ -> new ArrayList<>()).add(answer.question().what());
        }
      }
    }
    return found;
  }

  /** What stands in the playbooks' way, each once. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (admin.refusal() != null) {
      problems.add(admin.refusal());
    }
    if (project != null && project.refusal() != null && !problems.contains(project.refusal())) {
      problems.add(project.refusal());
    }
    for (Service service : services) {
      if (service.fault() != null && service.needed()) {
        problems.add(service.fault());
      }
    }
    for (Answer answer : answers) {
      boolean known =
          answer.verdict() == Verdict.NOT_ASKED
              || problems.contains(String.valueOf(answer.message()));
      if (answer.verdict() != Verdict.GRANTED && answer.question().needed() && !known) {
        problems.add(String.valueOf(answer.message()));
      }
    }
    return problems;
  }

  /** What does not stand in the way, but should be known. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (project == null) {
      notes.add("the site names no mgmt_project, so only admin scope was checked");
    }
    for (Service service : services) {
      if (service.fault() != null && !service.needed()) {
        notes.add(service.fault());
      }
    }
    for (Answer answer : answers) {
      boolean harmless = answer.verdict() == Verdict.GRANTED || !answer.question().needed();
      if (answer.verdict() != Verdict.NOT_ASKED
          && harmless
          && answer.message() != null
          && !notes.contains(answer.message())) {
        notes.add(answer.message());
      }
    }
    return notes;
  }
}
