package io.pbrun.stories;

import io.pbrun.acceptance.Ending;
import io.pbrun.acceptance.Keys;
import io.pbrun.acceptance.Pbrun;
import io.pbrun.acceptance.RealSshd;
import io.pbrun.acceptance.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An operator with a home of their own ({@code ~/.ssh} is empty, no agent runs), servers to log in
 * to, and an inventory with one host, {@code there}, whose variables the story sets.
 */
final class SshScene implements AutoCloseable {
  private final Path folder;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Map<String, Object> variables = new LinkedHashMap<>();
  private Pbrun pbrun;
  private final Map<String, String> hosts = new LinkedHashMap<>(Map.of("there", ""));
  private int servers;

  SshScene(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder.resolve("home/.ssh"));
    // Users of the target pass through on their way to the server's folder.
    Files.setPosixFilePermissions(
        folder, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
    pbrun =
        new Pbrun(
                Map.of(
                    "HOME",
                    folder.resolve("home").toString(),
                    "XDG_STATE_HOME",
                    folder.resolve("state").toString(),
                    "SSH_AUTH_SOCK",
                    ""))
            .withJava("-Duser.home=" + folder.resolve("home"))
            .in(folder)
            .within(Duration.ofSeconds(90));
  }

  Path folder() {
    return folder;
  }

  Path home() {
    return folder.resolve("home");
  }

  Path knownHosts() {
    return home().resolve(".ssh/known_hosts");
  }

  /** How long a run may take; 90 seconds unless this is said. */
  SshScene within(Duration limit) {
    pbrun = pbrun.within(limit);
    return this;
  }

  /** A server that is ended with the scene, not started yet. */
  RealSshd server() {
    return keep(new RealSshd(folder.resolve("sshd" + servers++)));
  }

  <T extends AutoCloseable> T keep(T resource) {
    open.push(resource);
    return resource;
  }

  /** A key pair of the operator's. */
  Path key(String name, String type, String passphrase, String... more) {
    return Keys.make(folder.resolve(name), type, passphrase, more);
  }

  /** The inventory's hosts from now on, each with its address; empty for the common one. */
  SshScene hosts(Map<String, String> named) {
    hosts.clear();
    hosts.putAll(named);
    return this;
  }

  /** A variable of the hosts. */
  SshScene set(String variable, Object value) {
    variables.put(variable, value);
    return this;
  }

  SshScene unset(String variable) {
    variables.remove(variable);
    return this;
  }

  /** The host is this server, whose host key is known, and who logs in is root. */
  SshScene at(RealSshd server) {
    knows(server.knownHostsLine("ed25519"));
    return set("ansible_host", "127.0.0.1")
        .set("ansible_port", server.port())
        .set("ansible_user", System.getProperty("user.name"));
  }

  SshScene knows(String lines) {
    return write(knownHosts(), lines);
  }

  /** The operator's ~/.ssh/config. */
  SshScene sshConfig(String text) {
    return write(home().resolve(".ssh/config"), text);
  }

  SshScene write(Path file, String text) {
    try {
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  SshScene environment(String variable, String value) {
    pbrun = pbrun.with(variable, value);
    return this;
  }

  SshScene java(String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("-Duser.home=" + home());
    pbrun = pbrun.withJava(all.toArray(String[]::new));
    return this;
  }

  Pbrun pbrun() {
    return pbrun;
  }

  /** Runs one task that is given as YAML, such as {@code command: id -un}, and registers it. */
  Ending task(String task, String... options) {
    return pbrun.run(prepared(task, options));
  }

  Running starts(String task, String... options) {
    return pbrun.start(prepared(task, options));
  }

  private String[] prepared(String task, String... options) {
    return prepare(
        "- hosts: all\n  gather_facts: false\n  tasks:\n    - name: Do it\n      "
            + task.strip().replace("\n", "\n      ")
            + "\n      register: it\n",
        options);
  }

  /** Runs a whole playbook that is given as YAML. */
  Ending playbook(String text, String... options) {
    return pbrun.run(prepare(text, options));
  }

  private String[] prepare(String text, String... options) {
    StringBuilder inventory = new StringBuilder("all:\n  hosts:\n");
    hosts.forEach((name, address) ->
        inventory
            .append("    ")
            .append(name)
            .append(address.isEmpty() ? ":\n" : ": {ansible_host: " + address + "}\n"));
    inventory.append("  vars:\n    in_scene: true\n");
    variables.forEach((name, value) ->
        inventory
            .append("    ")
            .append(name)
            .append(": ")
            .append(value instanceof String s ? "'" + s.replace("'", "''") + "'" : value)
            .append('\n'));
    write(folder.resolve("inventory.yml"), inventory.toString());
    write(folder.resolve("play.yml"), text);
    List<String> arguments = new ArrayList<>(List.of("play.yml", "-i", "inventory.yml"));
    arguments.addAll(List.of(options));
    return arguments.toArray(String[]::new);
  }

  @Override
  public void close() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }
}
