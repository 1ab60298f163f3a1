package io.pbrun.kubernetes;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.ExecConfig;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a user of a kubeconfig proves itself with. A certificate goes along with any of the others;
 * of those, a token file counts before a token, as for kubectl.
 *
 * @param tokenFile its path, resolved; it is read again and again, because it may be renewed
 * @param basic user name and password, as the header wants them
 */
record Credentials(
    @Nullable ClientCertificate certificate,
    @Nullable String token,
    @Nullable String tokenFile,
    @Nullable ExecConfig exec,
    @Nullable String basic) {
  private static final Pattern EXPIRY = Pattern.compile("\"exp\"\\s*:\\s*(\\d{1,12})\\b");

  static Credentials of(AuthInfo user, KubeconfigFiles files)
      throws UnusableKubeconfig, InterruptedException {
    if (user.getAuthProvider() != null) {
      throw new UnusableKubeconfig(
          "its user has the auth-provider '"
              + user.getAuthProvider().getName()
              + "', which Kubernetes has dropped: use an exec plugin or a token");
    }
    ExecConfig exec = user.getExec();
    if (exec != null) {
      ExecPlugin.check(exec);
    }
    String tokenFile = user.getTokenFile();
    boolean hasFile = tokenFile != null && !tokenFile.isBlank();
    if (hasFile) {
      files.read(files.resolve(tokenFile), "tokenFile");
    }
    return new Credentials(
        ClientCertificate.of(
            files.dataOrFile(
                user.getClientCertificateData(), user.getClientCertificate(), "client-certificate"),
            files.dataOrFile(user.getClientKeyData(), user.getClientKey(), "client-key")),
        user.getToken() == null || user.getToken().isBlank() ? null : user.getToken().strip(),
        hasFile ? files.resolve(tokenFile) : null,
        exec,
        user.getUsername() == null || user.getUsername().isBlank()
            ? null
            : Pem.base64(
                user.getUsername() + ":" + (user.getPassword() == null ? "" : user.getPassword())));
  }

  /** What sort of credentials they are, without them: "client certificate valid until ...". */
  String described() {
    List<String> all = new ArrayList<>();
    if (certificate != null) {
      all.add(
          "client certificate valid from "
              + certificate.validFrom()
              + " until "
              + certificate.validUntil());
    }
    if (tokenFile != null) {
      all.add("token of " + tokenFile);
    } else if (token != null) {
      Instant end = tokenExpiry(token);
      all.add("token" + (end == null ? "" : " valid until " + end));
    }
    if (exec != null) {
      all.add("exec plugin " + exec.getCommand());
    }
    if (basic != null) {
      all.add("user name and password, which Kubernetes takes no longer since 1.19");
    }
    return all.isEmpty() ? "no credentials" : String.join(", ", all);
  }

  boolean none() {
    return certificate == null
        && token == null
        && tokenFile == null
        && exec == null
        && basic == null;
  }

  List<String> secrets() {
    List<String> all = new ArrayList<>();
    if (certificate != null) {
      all.addAll(certificate.secrets());
    }
    if (token != null) {
      all.add(token);
    }
    if (basic != null) {
      all.add(basic);
      String plain = new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8);
      String password = plain.substring(plain.indexOf(':') + 1);
      if (!password.isBlank()) {
        all.add(password);
      }
    }
    return all;
  }

  /** When a ServiceAccount's token (a JWT) ends; null when it does not tell. */
  static @Nullable Instant tokenExpiry(String token) {
    String[] parts = token.split("\\.");
    if (parts.length != 3) {
      return null;
    }
    try {
      String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
      Matcher expiry = EXPIRY.matcher(claims);
      return expiry.find() ? Instant.ofEpochSecond(Long.parseLong(expiry.group(1))) : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Without any of them. */
  @Override
  public String toString() {
    return described();
  }
}
