package io.pbrun.engine.settings;

/** What pbrun does with a setting of Ansible's. */
public enum Support {
  /** It has the effect that it has in Ansible. */
  HONOURED("honoured"),
  /** It is accepted, since it makes no difference here; the remark says why. */
  NEEDLESS("needless"),
  /** A warning names it when it is set to other than its default: its effect is missing. */
  WARNED("warned"),
  /** It is an error to set it to other than its default: its effect would be missed. */
  REFUSED("refused");

  private final String word;

  Support(String word) {
    this.word = word;
  }

  /** As the table of settings writes it. */
  public String word() {
    return word;
  }

  static Support of(String word) {
    for (Support each : values()) {
      if (each.word.equals(word)) {
        return each;
      }
    }
    throw new IllegalArgumentException("no such support: " + word);
  }
}
