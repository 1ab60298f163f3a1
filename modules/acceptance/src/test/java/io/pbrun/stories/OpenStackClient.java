package io.pbrun.stories;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The stock {@code openstack} command, which the lab brings: how stories prepare what they need.
 */
final class OpenStackClient {
  private final String cloud;

  /**
   * @param cloud an entry of the lab's clouds.yaml: lab, capi-mgmt, services
   */
  OpenStackClient(String cloud) {
    this.cloud = cloud;
  }

  /** Runs a command, words separated by blanks, and gives its standard output. */
  String run(String words) {
    List<String> command = new ArrayList<>(List.of("openstack", "--os-cloud", cloud));
    command.addAll(List.of(words.split(" ")));
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(false);
      builder
          .environment()
          .put("OS_CLIENT_CONFIG_FILE", Lab.OPENSTACK.resolve("clouds.yaml").toString());
      builder.redirectError(ProcessBuilder.Redirect.INHERIT);
      Process process = builder.start();
      process.getOutputStream().close();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError("openstack " + words + " failed:\n" + text);
      }
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
