package io.pbrun.builtin;

import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleFailure;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The request for an archive that stands at an address. */
record ArchiveDownload(String url, boolean validateCerts) implements HttpOptions {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  static byte[] of(Unarchive task, ModuleContext context)
      throws ModuleFailure, InterruptedException {
    HttpOptions request = new ArchiveDownload(task.src(), task.validateCerts());
    HttpAnswer answer = HttpExchange.of(request, "GET", null).send(context);
    if (answer.status() != 200) {
      throw new ModuleFailure("Failure downloading " + task.src() + ", " + answer.words());
    }
    return answer.body();
  }

  @Override
  public Map<String, Object> headers() {
    return Map.of();
  }

  @Override
  public @Nullable String urlUsername() {
    return null;
  }

  @Override
  public @Nullable String urlPassword() {
    return null;
  }

  @Override
  public boolean forceBasicAuth() {
    return false;
  }

  @Override
  public Duration timeout() {
    return TIMEOUT;
  }

  @Override
  public String httpAgent() {
    return "ansible-httpget";
  }

  @Override
  public boolean force() {
    return false;
  }
}
