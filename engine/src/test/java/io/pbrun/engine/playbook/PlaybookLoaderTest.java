package io.pbrun.engine.playbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlaybookLoaderTest {
  private final Folder folder = new Folder();

  private static Map<String, Object> arguments(Task task) {
    return ((Action.CallModule) task.action()).arguments();
  }

  private static List<String> names(List<TaskNode> nodes) {
    return nodes.stream()
        .flatMap(node ->
            node instanceof Block block
                ? names(block.body()).stream()
                : List.of(name((Task) node)).stream())
        .toList();
  }

  private static String name(Task task) {
    return task.name() == null ? task.action().written() : String.valueOf(task.name());
  }

  @Test
  void a_play_has_its_sections_and_keywords() {
    Play play =
        folder.play(
            """
            - name: first
              hosts: [web, "{{ more }}"]
              gather_facts: no
              serial: [1, "30%"]
              become: yes
              vars: {a: 1, b: "{{ a }}"}
              vars_prompt:
                - {name: answer, prompt: "Sure?", private: no}
              pre_tasks: [{ping: }]
              tasks: [{ping: , name: t}]
              post_tasks: [{debug: {msg: x}}]
              handlers: [{name: h, ping: , listen: topic}]
            """);
    assertThat(play.name()).isEqualTo("first");
    assertThat(play.hosts()).asString().isEqualTo("[web, <{{ more }}>]");
    assertThat(play.keywords().get(Keyword.GATHER_FACTS)).isEqualTo(false);
    assertThat(play.keywords().list(Keyword.SERIAL)).containsExactly(1L, "30%");
    assertThat(play.keywords().varsLayers().getFirst()).asString().isEqualTo("{a=1, b=<{{ a }}>}");
    assertThat(play.varsPrompts())
        .containsExactly(new Play.VarsPrompt("answer", "Sure?", null, false, false, false));
    assertThat(names(play.preTasks())).containsExactly("ping");
    assertThat(names(play.postTasks())).containsExactly("debug");
    Task handler = (Task) play.handlers().getFirst();
    assertThat(handler.keywords().list(Keyword.LISTEN)).containsExactly("topic");
    Task task = (Task) play.tasks().getFirst();
    assertThat(task.keywords().get(Keyword.BECOME)).isEqualTo(true);
    assertThat(task.keywords().varsLayers()).as("play vars are no layer of the tasks").isEmpty();
  }

  @Test
  void a_task_carries_what_it_inherits() {
    Play play =
        folder.play(
            """
            - hosts: all
              tags: play
              environment: {A: 1}
              tasks:
                - name: outer
                  when: one
                  tags: a,b
                  vars: {x: 1}
                  become: true
                  block:
                    - name: t
                      ping:
                      when: [two, true]
                      tags: [c]
                      vars: {x: 2}
                      become: false
                      environment: {B: 2}
                  rescue:
                    - ping:
                  always:
                    - ping:
            """);
    Block block = (Block) play.tasks().getFirst();
    Task task = (Task) block.body().getFirst();
    assertThat(task.keywords().conditions(Keyword.WHEN))
        .extracting(Object::toString)
        .containsExactly("one", "two", "true");
    assertThat(task.keywords().list(Keyword.TAGS)).containsExactly("play", "a", "b", "c");
    assertThat(task.keywords().varsLayers()).containsExactly(Map.of("x", 1L), Map.of("x", 2L));
    assertThat(task.keywords().get(Keyword.BECOME)).isEqualTo(false);
    assertThat(task.keywords().list(Keyword.ENVIRONMENT))
        .containsExactly(Map.of("A", 1L), Map.of("B", 2L));
    assertThat(((Task) block.rescue().getFirst()).keywords().list(Keyword.TAGS))
        .containsExactly("play", "a", "b");
    assertThat(block.always()).hasSize(1);
  }

  @Test
  void arguments_can_be_written_in_every_way_that_ansible_knows() {
    assertThat(arguments(folder.task("- debug: {msg: hi}"))).isEqualTo(Map.of("msg", "hi"));
    assertThat(arguments(folder.task("- ansible.builtin.debug: msg='two words' verbosity=1")))
        .isEqualTo(Map.of("msg", "two words", "verbosity", "1"));
    assertThat(arguments(folder.task("- debug: msg=\"a\\tb\"\n  args: {verbosity: 2, msg: no}")))
        .isEqualTo(Map.of("msg", "a\tb", "verbosity", 2L));
    assertThat(arguments(folder.task("- action: debug msg=hi"))).isEqualTo(Map.of("msg", "hi"));
    assertThat(arguments(folder.task("- action: {module: debug, msg: hi}")))
        .isEqualTo(Map.of("msg", "hi"));
    Task local = folder.task("- local_action: command echo hi");
    assertThat(local.keywords().get(Keyword.DELEGATE_TO)).isEqualTo("localhost");
    assertThat(arguments(local)).isEqualTo(Map.of("cmd", "echo hi"));
    assertThat(arguments(folder.task("- ping:"))).isEmpty();
    assertThat(arguments(folder.task("- set_fact: a=1 b='{{ x }} y'")).toString())
        .isEqualTo("{a=1, b=<{{ x }} y>}");
    Task variable = folder.task("- tcp_wait:\n  args: '{{ map }}'");
    assertThat(((Action.CallModule) variable.action()).variableArguments())
        .hasToString("<{{ map }}>");
  }

  @Test
  void free_form_commands_keep_their_text_and_give_up_only_known_options() {
    assertThat(arguments(folder.task("- command: chdir=/tmp a=b  \"c  d\" creates='/x y' ls")))
        .isEqualTo(Map.of("chdir", "/tmp", "creates", "/x y", "cmd", "a=b  \"c  d\" ls"));
    assertThat(
            arguments(folder.task("- shell: |\n    for i in 1 2; do\n      echo $i\n    done\n")))
        .isEqualTo(Map.of("cmd", "for i in 1 2; do\n  echo $i\ndone\n"));
    assertThat(arguments(folder.task("- shell: |\n    echo a \\\n    'b \\\n    c' d\n")))
        .isEqualTo(Map.of("cmd", "echo a 'b \\\nc' d\n"));
    assertThat(
            arguments(
                    folder.task(
                        "- shell: echo {{ a | default('x y') }} b\n  args:\n    chdir: /tmp"))
                .toString())
        .isEqualTo("{chdir=/tmp, cmd=<echo {{ a | default('x y') }} b>}");
    assertThat(arguments(folder.task("- command: {cmd: ls}"))).isEqualTo(Map.of("cmd", "ls"));
    assertThat(arguments(folder.task("- include_vars: x.yml\n  when: never")).toString())
        .isEqualTo("{file=x.yml}");
  }

  @Test
  void a_template_in_a_free_form_text_knows_its_column() {
    Task task = folder.task("- command: chdir=/tmp echo {{ x }}");
    Language.FakeTemplate template = (Language.FakeTemplate) arguments(task).get("cmd");
    assertThat(template.place()).hasToString("p.yml:3:27");
  }

  @Test
  void loops_of_both_kinds_with_their_control() {
    Loop plain = folder.task("- ping:\n  loop: [1, '{{ x }}']").loop();
    assertThat(plain.items()).hasToString("[1, <{{ x }}>]");
    assertThat(plain.lookup()).isNull();
    assertThat(plain.loopVar()).isEqualTo("item");
    Loop with =
        folder
            .task(
                """
                - ping:
                  with_dict: "{{ d }}"
                  loop_control:
                    loop_var: it
                    index_var: i
                    label: "{{ it.key }}"
                    pause: 2
                    extended: yes
                    extended_allitems: no
                    break_when: it.value == 3
                """)
            .loop();
    assertThat(with.lookup()).isEqualTo("dict");
    assertThat(with.loopVar()).isEqualTo("it");
    assertThat(with.indexVar()).isEqualTo("i");
    assertThat(with.label()).hasToString("<{{ it.key }}>");
    assertThat(with.pause()).isEqualTo(2L);
    assertThat(with.extended()).isTrue();
    assertThat(with.extendedAllItems()).isFalse();
    assertThat(with.breakWhen()).hasToString("[it.value == 3]");
  }

  @Test
  void conditions_are_bare_expressions_and_braces_are_taken_off_with_a_warning() {
    assertThat(folder.task("- ping:\n  when: x is defined").keywords().conditions(Keyword.WHEN))
        .hasToString("[x is defined]");
    assertThat(
            folder
                .task("- ping:\n  changed_when: false")
                .keywords()
                .conditions(Keyword.CHANGED_WHEN))
        .hasToString("[false]");
    assertThat(folder.task("- ping:\n  until: [a, b]").keywords().conditions(Keyword.UNTIL))
        .hasToString("[a, b]");
    assertThat(folder.warnings).isEmpty();
    assertThat(folder.task("- ping:\n  when: '{{ var }}'").keywords().conditions(Keyword.WHEN))
        .hasToString("[var]");
    assertThat(
            folder
                .task("- ping:\n  when: \"'{{ a }}-x' == b and {{ c }}\"")
                .keywords()
                .conditions(Keyword.WHEN))
        .hasToString("['' ~ (a) ~ '-x' == b and (c)]");
    assertThat(folder.warnings).hasSize(2);
    assertThat(folder.task("- assert: {that: [a, 'b == 1']}").action())
        .isInstanceOfSatisfying(
            Action.CallModule.class,
            action -> assertThat(action.arguments().get("that")).hasToString("[a, b == 1]"));
  }

  @Test
  void imports_are_replaced_by_their_tasks_with_the_keywords_of_the_import() {
    folder.with("tasks/more.yml", "- {name: m1, ping: }\n- import_tasks: deeper.yml\n");
    folder.with("tasks/deeper.yml", "- {name: m2, ping: , tags: own}\n");
    folder.extraVars.put("which", "more");
    List<TaskNode> tasks =
        folder.tasks(
            "- import_tasks: tasks/{{ which }}.yml\n  tags: t\n  when: c\n  vars: {v: 1}\n- {name: after, ping: }");
    assertThat(names(tasks)).containsExactly("m1", "m2", "after");
    Task deepest = (Task) tasks.get(1);
    assertThat(deepest.keywords().list(Keyword.TAGS)).containsExactly("t", "own");
    assertThat(deepest.keywords().conditions(Keyword.WHEN)).hasToString("[c]");
    assertThat(deepest.keywords().varsLayers()).containsExactly(Map.of("v", 1L));
    assertThat(deepest.file()).hasToString("tasks/deeper.yml");
    assertThat(deepest.place()).hasToString("tasks/deeper.yml:1:3");
  }

  @Test
  void includes_stay_actions_and_are_read_when_they_run() {
    folder.with("inc.yml", "- {name: i1, ping: }\n");
    Task include =
        folder.task(
            "- include_tasks: {file: inc.yml, apply: {tags: a, become: yes}}\n  tags: own\n  when: c\n  vars: {v: 1}");
    Action.IncludeTasks action = (Action.IncludeTasks) include.action();
    assertThat(action.file()).isEqualTo("inc.yml");
    List<TaskNode> tasks =
        folder.loader().taskFiles().tasks(include, "inc.yml", folder.path(""), false);
    Task task = (Task) tasks.getFirst();
    assertThat(task.keywords().list(Keyword.TAGS)).containsExactly("a");
    assertThat(task.keywords().get(Keyword.BECOME)).isEqualTo(true);
    assertThat(task.keywords().conditions(Keyword.WHEN)).isEmpty();
    assertThat(task.keywords().includeParams()).containsExactly(Map.of("v", 1L));
    assertThatThrownBy(
            () -> folder.loader().taskFiles().tasks(include, "nope.yml", folder.path(""), false))
        .hasMessage("p.yml:3:7: there is no file of tasks 'nope.yml'");
  }

  @Test
  void roles_come_with_their_dependencies_variables_and_handlers() {
    folder
        .with("roles/app/tasks/main.yml", "- {name: app1, ping: , notify: 'base : restart'}\n")
        .with("roles/app/vars/main.yaml", "v: app\n")
        .with("roles/app/defaults/main/a.yml", "d1: 1\n")
        .with("roles/app/defaults/main/b.yml", "d2: 2\n")
        .with(
            "roles/app/meta/main.yml",
            "allow_duplicates: true\ndependencies:\n  - {role: base, level: 3, tags: dep}\n")
        .with("roles/base/tasks/main", "- {name: base1, ping: , when: b}\n")
        .with("roles/base/handlers/main.yml", "- {name: restart, ping: }\n")
        .with("roles/base/vars/main.yml", "bv: 1\n");
    Play play =
        folder.play(
            """
            - hosts: all
              roles:
                - role: app
                  when: w
                  tags: [r]
                  vars: {v: entry, e: 1}
                  p: 5
            """);
    assertThat(names(play.roles())).containsExactly("base1", "", "app1", "");
    assertThat(((Block) play.roles().getFirst()).isRole()).isTrue();
    RoleUse base = play.roleUses().get(0);
    RoleUse app = play.roleUses().get(1);
    assertThat(app.vars()).isEqualTo(Map.of("bv", 1L, "level", 3L, "p", 5L, "v", "app", "e", 1L));
    assertThat(app.params()).isEqualTo(Map.of("p", 5L));
    assertThat(app.defaults()).isEqualTo(Map.of("d1", 1L, "d2", 2L));
    assertThat(app.allowDuplicates()).isTrue();
    assertThat(base.parents()).extracting(RoleUse::name).containsExactly("app");
    assertThat(base.params()).isEqualTo(Map.of("p", 5L, "level", 3L));
    Task baseTask = (Task) ((Block) play.roles().getFirst()).body().getFirst();
    assertThat(baseTask.role()).isSameAs(base);
    assertThat(baseTask.keywords().conditions(Keyword.WHEN)).hasToString("[w, b]");
    assertThat(baseTask.keywords().list(Keyword.TAGS)).containsExactly("r", "dep");
    assertThat(names(play.handlers())).containsExactly("restart");
  }

  @Test
  void two_uses_of_a_role_are_the_same_unless_something_differs() {
    folder.with("roles/r/tasks/main.yml", "- ping:\n");
    Play play =
        folder.play("- hosts: all\n  roles: [r, {role: r}, {role: r, x: 1}, {role: r, tags: t}]\n");
    List<Object> identities = play.roleUses().stream().map(RoleUse::identity).toList();
    assertThat(identities.get(0))
        .isEqualTo(identities.get(1))
        .isNotEqualTo(identities.get(2))
        .isNotEqualTo(identities.get(3));
  }

  @Test
  void import_role_is_a_block_in_place_and_include_role_is_read_when_it_runs() {
    folder
        .with("roles/r/tasks/main.yml", "- {name: main, ping: }\n")
        .with("roles/r/tasks/other.yml", "- {name: other, ping: , notify: rh}\n")
        .with("roles/r/handlers/main.yml", "- {name: rh, ping: }\n");
    Play play =
        folder.play(
            """
            - hosts: all
              tasks:
                - import_role: {name: r, tasks_from: other}
                  vars: {a: 1}
                  tags: t
                - name: dynamic
                  include_role: name=r
                  vars: {a: 2}
                - ping:
                  notify: rh
            """);
    Block block = (Block) play.tasks().getFirst();
    assertThat(names(block.body())).containsExactly("other", "");
    assertThat(((Task) block.body().getFirst()).keywords().list(Keyword.TAGS)).containsExactly("t");
    assertThat(names(play.handlers())).containsExactly("rh");
    Task include = (Task) play.tasks().get(1);
    Action.IncludeRole action = (Action.IncludeRole) include.action();
    TaskFileLoader.IncludedRole role =
        folder.loader().taskFiles().role(include, action, folder.path(""));
    assertThat(names(role.blocks())).containsExactly("main", "");
    assertThat(names(role.handlers())).containsExactly("rh");
    assertThat(
            ((Task) ((Block) role.blocks().getFirst()).body().getFirst())
                .keywords()
                .includeParams())
        .containsExactly(Map.of("a", 2L));
  }

  @Test
  void roles_are_found_beside_the_playbook_on_the_path_and_beside_the_role_that_needs_them() {
    folder
        .with("/etc/roles/far/tasks/main.yml", "- {name: far, ping: }\n")
        .with("/etc/roles/far/meta/main.yml", "dependencies: [near]\n")
        .with("/etc/roles/near/tasks/main.yml", "- {name: near, ping: }\n")
        .with("here/tasks/main.yml", "- {name: here, ping: }\n");
    assertThat(names(folder.play("- hosts: all\n  roles: [far, here]\n").roles()))
        .containsExactly("near", "", "far", "", "here", "");
  }

  @Test
  void imported_playbooks_take_the_vars_tags_and_conditions_of_the_import() {
    folder.with(
        "sub/b.yml", "- hosts: b\n  tags: own\n  vars: {x: 1, y: 1}\n  tasks: [{ping: }]\n");
    Playbook playbook =
        folder
            .with(
                "a.yml",
                "- hosts: a\n- import_playbook: sub/b.yml\n  tags: t\n  when: c\n  vars: {x: 2}\n")
            .load("a.yml");
    assertThat(playbook.plays()).extracting(Play::hosts).containsExactly("a", "b");
    Play play = playbook.plays().get(1);
    Task task = (Task) play.tasks().getFirst();
    assertThat(task.keywords().list(Keyword.TAGS)).containsExactly("t", "own");
    assertThat(task.keywords().conditions(Keyword.WHEN)).hasToString("[c]");
    assertThat(play.keywords().varsLayers().getFirst()).isEqualTo(Map.of("x", 2L, "y", 1L));
    assertThat(play.keywords().list(Keyword.TAGS)).containsExactly("t", "own");
    assertThat(play.file()).hasToString("sub/b.yml");
  }

  @Test
  void module_defaults_count_as_given_and_unsafe_stays_text() {
    Play play =
        folder.play(
            """
            - hosts: all
              module_defaults:
                tcp_wait: {port: 22}
              tasks:
                - tcp_wait: {host: x}
                - debug: {msg: !unsafe "{{ no }}"}
            """);
    assertThat(arguments((Task) play.tasks().get(1))).isEqualTo(Map.of("msg", "{{ no }}"));
  }

  @Test
  void names_that_are_templates_see_what_does_not_depend_on_a_host() {
    folder
        .with(
            "roles/r/tasks/main.yml",
            "- action: \"{{ module }} data=x\"\n- import_tasks: \"{{ file }}.yml\"\n")
        .with("roles/r/tasks/more.yml", "- {name: more, ping: }\n")
        .with("roles/r/defaults/main.yml", "file: nothing\n")
        .with("roles/r/vars/main.yml", "module: ping\n");
    assertThat(names(folder.play("- hosts: all\n  roles: [{role: r, file: more}]\n").roles()))
        .containsExactly("{{ module }}", "more", "");
  }

  @Test
  void old_spellings_that_ansible_takes_are_taken() {
    Play play = folder.play("- hosts: all\n  user: admin\n");
    assertThat(play.keywords().get(Keyword.REMOTE_USER)).isEqualTo("admin");
  }
}
