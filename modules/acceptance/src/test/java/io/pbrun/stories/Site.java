package io.pbrun.stories;

import io.pbrun.acceptance.Ending;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A site of a story's own, in a folder for itself: clouds.yaml, inventory, playbooks. */
final class Site {
  private final Path folder;

  /**
   * @param junitFolder a folder that goes with the story, so that its secrets stay nowhere
   */
  Site(Path junitFolder) {
    folder = junitFolder;
    file("hosts.yml", "all: {children: {control: {hosts: {site: {ansible_connection: local}}}}}\n");
  }

  Path file(String name, String text) {
    try {
      Path path = folder.resolve(name);
      Files.writeString(path, text);
      return path;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The site's variables, as YAML. */
  Site variables(String yaml) {
    try {
      Files.createDirectories(folder.resolve("group_vars"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    file("group_vars/all.yml", "site_name: story\n" + yaml);
    return this;
  }

  /** A site with one cloud, named {@code own}, whose entry this is. */
  Site cloud(String entry) {
    file("clouds.yaml", "clouds:\n  own:\n" + entry.indent(4));
    return variables("openstack_cloud: own\n");
  }

  /** {@code pbrun cloud check} on this site. */
  Ending check(Operator operator, String... options) {
    List<String> all =
        new ArrayList<>(List.of("cloud", "check", "-i", folder.resolve("hosts.yml").toString()));
    all.addAll(List.of(options));
    return operator.runs(all.toArray(String[]::new));
  }

  /** A playbook of these tasks on this site. */
  Ending play(Operator operator, String tasks, String... options) {
    Path playbook =
        file("play.yml", "- hosts: control\n  gather_facts: false\n  tasks:\n" + tasks.indent(4));
    List<String> all =
        new ArrayList<>(List.of(playbook.toString(), "-i", folder.resolve("hosts.yml").toString()));
    all.addAll(List.of(options));
    return operator.runs(all.toArray(String[]::new));
  }
}
