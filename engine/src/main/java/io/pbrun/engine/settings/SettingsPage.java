package io.pbrun.engine.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The page of all settings in docs/. */
public final class SettingsPage {
  private SettingsPage() {}

  /** The page as Markdown, ending with a line feed. */
  public static String of(SettingTable table) {
    List<String> lines = new ArrayList<>();
    lines.add(
        """
        # Settings

        pbrun reads the settings of ansible-core, from variables of the environment first, then from the first of these files:
        the one that `ANSIBLE_CONFIG` names, `ansible.cfg` in the current folder (unless everybody may write there),
        `~/.ansible.cfg`, `/etc/ansible/ansible.cfg`. Flags of the command line win over settings. A value of the wrong type is
        an error with file and line, and ends pbrun with status 5. A key of the file that is nearly a setting's is warned of.

        `lookup('config', 'NAME')` gives a setting to a playbook.

        This page is made from the table that pbrun itself uses, `SettingLines`. A `list` and a
        `pathlist` have commas between their parts, a `pathspec` colons. Relative paths in a file start from its folder.
        """);
    section(
        lines,
        table,
        Support.HONOURED,
        "Honoured",
        "These have the effect that they have in Ansible.");
    section(
        lines,
        table,
        Support.NEEDLESS,
        "Accepted",
        "These are accepted and make no difference here.");
    section(
        lines,
        table,
        Support.WARNED,
        "Warned of",
        "When one of these is set to other than its default, a warning names it: its effect is missing.");
    section(
        lines,
        table,
        Support.REFUSED,
        "Refused",
        "To set one of these to other than its default is an error, since its effect would be missed.");
    return String.join("\n", lines).stripTrailing() + "\n";
  }

  private static void section(
      List<String> lines, SettingTable table, Support support, String title, String text) {
    List<Setting> settings =
        table.all().stream().filter(each -> each.support() == support).toList();
    if (settings.isEmpty()) {
      return;
    }
    lines.add("## " + title);
    lines.add("");
    lines.add(text);
    lines.add("");
    lines.add("| setting | variable | ansible.cfg | takes | default | remark |");
    lines.add("|---|---|---|---|---|---|");
    for (Setting setting : settings) {
      lines.add(
          "| `%s` | %s | %s | %s | %s | %s |"
              .formatted(
                  setting.name(),
                  code(setting.variables()),
                  code(setting.keys()),
                  setting.choices().isEmpty()
                      ? setting.type().name().toLowerCase(java.util.Locale.ROOT)
                      : String.join(", ", setting.choices()),
                  setting.defaultText().isEmpty()
                      ? ""
                      : "`" + setting.defaultText().replace("{ANSIBLE_HOME}", "~/.ansible") + "`",
                  setting.remark()));
    }
    lines.add("");
  }

  private static String code(List<String> words) {
    return words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
  }
}
