package io.pbrun.openstack.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.pbrun.engine.connection.Access;
import io.pbrun.engine.module.Time;
import io.pbrun.openstack.api.Rest;
import io.pbrun.openstack.auth.Scope;
import io.pbrun.openstack.auth.ServiceType;
import io.pbrun.openstack.auth.Session;
import io.pbrun.openstack.auth.Token;
import io.pbrun.openstack.check.Report.Answer;
import io.pbrun.openstack.check.Report.Service;
import io.pbrun.openstack.check.Report.SignedIn;
import io.pbrun.openstack.check.Report.Verdict;
import io.pbrun.openstack.config.CloudConfig;
import io.pbrun.openstack.config.CloudConfig.ApplicationCredential;
import io.pbrun.openstack.config.CloudConfigs;
import io.pbrun.openstack.http.Call;
import io.pbrun.openstack.http.CallContext;
import io.pbrun.openstack.http.HttpTransport;
import io.pbrun.openstack.http.OpenStackException;
import io.pbrun.openstack.http.Tls;
import io.pbrun.openstack.os4j.Keystone;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Signs in as the playbooks do and asks each service what they will ask it. Reads only. */
final class CloudCheck implements AutoCloseable {
  private final CloudConfig config;
  private final Site site;
  private final Time time;
  private final Consumer<String> hide;
  private final HttpTransport transport;
  private final Session admin;
  private final @Nullable Session project;

  /**
   * What the site says of itself.
   *
   * @param limit the longest that one call may take
   */
  record Site(
      @Nullable String name,
      @Nullable String mgmtProject,
      @Nullable String mgmtServer,
      @Nullable String octaviaProject,
      Duration limit) {}

  CloudCheck(CloudConfigs configs, Site site, Time time, Consumer<String> hide) {
    this.config = configs.admin();
    this.site = site;
    this.time = time;
    this.hide = hide;
    this.transport = new HttpTransport(Tls.context(config.tls()), site.limit());
    this.admin = new Session(config, new Scope.Admin(), transport, new Keystone());
    this.project = site.mgmtProject() == null ? null : session(configs, site.mgmtProject());
  }

  /** The project's own session, unless admin scope is that project already. */
  private Session session(CloudConfigs configs, String projectName) {
    Session own =
        new Session(configs.site(), new Scope.Project(projectName), transport, new Keystone());
    return own.config().equals(config) ? admin : own;
  }

  Report report() throws InterruptedException {
    SignedIn asAdmin = signedIn(admin, "admin");
    SignedIn asProject = null;
    if (project != null && site.mgmtProject() != null) {
      boolean same =
          project == admin
              || (asAdmin.refusal() != null
                  && config.identity() instanceof ApplicationCredential
                  && config.identity().equals(project.config().identity()));
      asProject = same ? asAdmin.in(site.mgmtProject()) : signedIn(project, site.mgmtProject());
    }
    List<Service> services = new ArrayList<>();
    List<Answer> answers = new ArrayList<>();
    List<Question> questions = Question.all(site.octaviaProject(), site.mgmtServer());
    if (asAdmin.refusal() == null || (asProject != null && asProject.refusal() == null)) {
      for (Interview interview : interviews(questions, asAdmin, asProject)) {
        services.add(interview.service());
        answers.addAll(interview.answers());
      }
    } else {
      questions.forEach(each -> answers.add(notAsked(each, asAdmin)));
    }
    return new Report(
        site.name(),
        config.name(),
        config.source(),
        config.authUrl(),
        config.region(),
        config.interfaceName(),
        asAdmin,
        asProject,
        services,
        answers);
  }

  private SignedIn signedIn(Session session, String scope) throws InterruptedException {
    try {
      Token token = session.token(context());
      return new SignedIn(
          scope,
          token.userName(),
          token.projectName(),
          token.projectId(),
          token.roles().stream().sorted().toList(),
          token.expires(),
          null);
    } catch (OpenStackException e) {
      return new SignedIn(scope, null, null, null, List.of(), null, e.getMessage());
    }
  }

  private record Interview(Service service, List<Answer> answers) {}

  /** All services at once: one that hangs does not hold up the others. */
  private List<Interview> interviews(
      List<Question> questions, SignedIn asAdmin, @Nullable SignedIn asProject)
      throws InterruptedException {
    try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Interview>> running = new ArrayList<>();
      for (ServiceType service : ServiceType.values()) {
        List<Question> own = questions.stream().filter(q -> q.service() == service).toList();
        running.add(all.submit(() -> interview(service, own, asAdmin, asProject)));
      }
      List<Interview> ended = new ArrayList<>();
      try {
        for (Future<Interview> each : running) {
          ended.add(each.get());
        }
      } catch (ExecutionException e) {
        throw e.getCause() instanceof RuntimeException unexpected
            ? unexpected
            : new IllegalStateException(e.getCause());
      } finally {
        running.forEach(each -> each.cancel(true));
      }
      return ended;
    }
  }

  private Interview interview(
      ServiceType type, List<Question> questions, SignedIn asAdmin, @Nullable SignedIn asProject)
      throws InterruptedException {
    boolean needed = questions.stream().anyMatch(Question::needed) || type == ServiceType.IDENTITY;
    Session any = asAdmin.refusal() == null || project == null ? admin : project;
    String address = null;
    Versions versions = Versions.UNKNOWN;
    String fault = null;
    try {
      address = new Rest(any, context(), type).base();
      versions = versions(type, any, address);
    } catch (OpenStackException e) {
      fault = e.getMessage();
    }
    List<Answer> answers = new ArrayList<>();
    for (Question question :
        questions.stream().sorted(Comparator.comparing(Question::admin).reversed()).toList()) {
      Session session = question.admin() ? admin : project;
      SignedIn as = question.admin() ? asAdmin : asProject;
      if (session == null || as == null) {
        continue;
      }
      answers.add(
          as.refusal() != null
              ? notAsked(question, as)
              : fault != null
                  ? new Answer(question, Verdict.UNREACHABLE, fault)
                  : answer(question, session, as));
    }
    return new Interview(
        new Service(
            type.title(),
            address,
            versions.version(),
            versions.lowest(),
            versions.newest(),
            any.microversion(type),
            fault,
            needed),
        answers);
  }

  private static Answer notAsked(Question question, SignedIn as) {
    return new Answer(question, Verdict.NOT_ASKED, as.refusal());
  }

  /** A service that keeps its versions to itself may be used all the same; silence is a fault. */
  private Versions versions(ServiceType type, Session session, String address)
      throws InterruptedException {
    Call call = Call.of(type.title(), "GET", URI.create(Versions.root(address)));
    CallContext context = context();
    try {
      io.pbrun.openstack.http.Answer answer =
          transport.send(call.withHeader("X-Auth-Token", session.token(context).id()), context);
      return answer.refused() ? Versions.UNKNOWN : Versions.in(answer.json(), address);
    } catch (OpenStackException e) {
      if ("unexpected_answer".equals(e.code())) {
        return Versions.UNKNOWN;
      }
      throw e.askedBy(session.config().asker());
    }
  }

  private Answer answer(Question question, Session session, SignedIn as)
      throws InterruptedException {
    try {
      JsonNode said = new Rest(session, context(), question.service()).get(question.path());
      return new Answer(question, Verdict.GRANTED, remark(question, said, as));
    } catch (OpenStackException e) {
      boolean refused = e.status() == 401 || e.status() == 403;
      return new Answer(question, refused ? Verdict.REFUSED : Verdict.UNREACHABLE, e.getMessage());
    }
  }

  /** What is looked for by name and not there: the wrong project, more often than not. */
  private static @Nullable String remark(Question question, JsonNode said, SignedIn as) {
    boolean byName =
        question.path().contains("name=") && question.service() != ServiceType.PLACEMENT;
    boolean none = said.size() > 0 && said.iterator().next().isEmpty();
    return byName && none
        ? "%s: granted, but there is none for user %s in project %s; an empty answer usually means the wrong project"
            .formatted(question.what(), as.user(), as.project())
        : null;
  }

  private CallContext context() {
    // Time for one more try, when the first was no hang but a passing fault.
    Duration most = site.limit().multipliedBy(3).dividedBy(2);
    return new CallContext(Access.READ_ONLY, time, time.now().plus(most), hide);
  }

  @Override
  public void close() {
    transport.close();
  }
}
