package io.pbrun.openstack.check;

import io.pbrun.engine.value.Json;
import io.pbrun.openstack.check.Report.Answer;
import io.pbrun.openstack.check.Report.Service;
import io.pbrun.openstack.check.Report.SignedIn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The report for programs. */
final class ReportJson {
  private ReportJson() {}

  static String text(Report report) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("ready", report.problems().isEmpty());
    map.put("site", report.site());
    map.put("cloud", report.cloud());
    map.put("source", report.source());
    map.put("auth_url", report.authUrl());
    map.put("region", report.region());
    map.put("interface", report.interfaceName());
    map.put("admin", map(report.admin()));
    map.put("project", report.project() == null ? null : map(report.project()));
    map.put("services", report.services().stream().map(ReportJson::map).toList());
    map.put("answers", report.answers().stream().map(ReportJson::map).toList());
    map.put("unusable_modules", new LinkedHashMap<String, @Nullable Object>(report.unusable()));
    map.put("notes", report.notes());
    map.put("problems", report.problems());
    return Json.write(map, Json.Style.PYTHON.ascii(false).indented(4));
  }

  private static Map<String, @Nullable Object> map(SignedIn each) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("signed_in", each.refusal() == null);
    map.put("user", each.user());
    map.put("project", each.project() == null ? each.scope() : each.project());
    map.put("project_id", each.projectId());
    map.put("roles", each.roles());
    map.put("token_expires_at", each.expires() == null ? null : each.expires().toString());
    map.put("msg", each.refusal());
    return map;
  }

  private static Map<String, @Nullable Object> map(Service each) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("name", each.name());
    map.put("endpoint", each.url());
    map.put("version", each.version());
    map.put("min_microversion", each.asked() == null ? null : each.lowest());
    map.put("max_microversion", each.asked() == null ? null : each.newest());
    map.put("asked_microversion", each.asked());
    map.put("needed", each.needed());
    map.put("msg", each.fault());
    return map;
  }

  private static Map<String, @Nullable Object> map(Answer each) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("asked", each.question().what());
    map.put("scope", each.question().admin() ? "admin" : "project");
    map.put("service", each.question().service().title());
    map.put("answer", each.verdict().name().toLowerCase(Locale.ROOT));
    map.put("modules", List.copyOf(each.question().modules()));
    map.put("needed", each.question().needed());
    map.put("msg", each.message());
    return map;
  }
}
