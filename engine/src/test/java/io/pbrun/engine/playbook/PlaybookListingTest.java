package io.pbrun.engine.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The expected texts are what ansible-playbook 2.14 prints for these playbooks. */
class PlaybookListingTest {
  private final Playbook playbook =
      new Folder()
          .with("roles/r/tasks/main.yml", "- ping:\n- {name: named, ping: }\n")
          .with(
              "l.yml",
              """
              - hosts: localhost
                tags: [p1]
                pre_tasks: [{ping: }]
                roles: [r]
                tasks:
                  - name: one {{ x }}
                    ping:
                    tags: [z, b]
                  - block: [{name: inner, ansible.builtin.debug: msg=1}]
                    rescue: [{name: resc, ping: }]
                  - meta: noop
                  - {ping: , tags: never}
              - name: second
                hosts: [localhost, 'b*']
              """)
          .load("l.yml");

  private String listing(PlaybookListing.Part first, PlaybookListing.Part... others) {
    return PlaybookListing.render(
        playbook,
        EnumSet.of(first, others),
        play -> List.of("localhost"),
        (play, keywords) ->
            keywords.list(Keyword.TAGS).stream()
                .map(String::valueOf)
                .collect(Collectors.toCollection(LinkedHashSet::new)),
        tags -> !tags.contains("never"));
  }

  @Test
  void tasks_are_listed_with_their_tags() {
    assertThat(listing(PlaybookListing.Part.TASKS))
        .isEqualTo(
            """

            playbook: l.yml

              play #1 (localhost): localhost\tTAGS: [p1]
                tasks:
                  ping\tTAGS: [p1]
                  ping\tTAGS: [p1]
                  r : named\tTAGS: [p1]
                  one {{ x }}\tTAGS: [b, p1, z]
                  inner\tTAGS: [p1]
                  meta\tTAGS: [p1]

              play #2 (localhost,b*): second\tTAGS: []
                tasks:
            """);
  }

  @Test
  void hosts_and_tags_are_listed_together() {
    assertThat(listing(PlaybookListing.Part.HOSTS, PlaybookListing.Part.TAGS))
        .isEqualTo(
            """

            playbook: l.yml

              play #1 (localhost): localhost\tTAGS: [p1]
                pattern: ['localhost']
                hosts (1):
                  localhost
                  TASK TAGS: [b, p1, z]

              play #2 (localhost,b*): second\tTAGS: []
                pattern: ['localhost', 'b*']
                hosts (1):
                  localhost
                  TASK TAGS: []
            """);
  }
}
