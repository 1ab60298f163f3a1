package io.pbrun.builtin;

import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.module.FileMode;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Param;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The parameters that all modules share which leave a file on the target. */
record FileParams(
    @Param("Permissions: octal digits in quotes (`'0644'`) or symbols (`u=rw,g=r`).")
        @Nullable FileMode mode,
    @Param("Owner's name or number.") @Nullable String owner,
    @Param("Group's name or number.") @Nullable String group,
    @Param(
            value = "Flags as `chattr` takes them, such as `+i`; `=` is meant without a sign.",
            aliases = "attr")
        @Nullable String attributes,
    @Param(
            "Whether a file that cannot be replaced in one step is written over where it stands; without it the "
                + "target's variable `ANSIBLE_UNSAFE_WRITES` decides.")
        @Nullable Boolean unsafeWrites,
    @Param("SELinux user; left alone where the target has no SELinux, refused where it has.")
        @Nullable String seuser,
    @Param("SELinux role, as `seuser`.") @Nullable String serole,
    @Param("SELinux type, as `seuser`.") @Nullable String setype,
    @Param("SELinux level, as `seuser`.") @Nullable String selevel) {
  static final FileParams NONE =
      new FileParams(null, null, null, null, null, null, null, null, null);

  FileParams withMode(@Nullable FileMode other) {
    return new FileParams(
        other, owner, group, attributes, unsafeWrites, seuser, serole, setype, selevel);
  }

  /**
   * What is to be set.
   *
   * @throws ModuleFailure when an SELinux context is asked for where it would matter
   */
  Ownership ownership(ModuleContext context)
      throws ModuleFailure, ConnectionException, InterruptedException {
    boolean labelled = Stream.of(seuser, serole, setype, selevel).anyMatch(each -> each != null);
    if (labelled && context.connection().files().stat("/sys/fs/selinux/enforce", true) != null) {
      throw new ModuleFailure(
          "pbrun does not set SELinux contexts: leave out seuser, serole, setype and selevel, and use "
              + "'command: chcon' or 'command: restorecon' in a task of its own");
    }
    return new Ownership(owner, group, mode, attributes, unsafeWrites);
  }

  /** Whether the mode is to be taken from the source. */
  boolean preservesMode() {
    return mode != null && mode.text().equals("preserve");
  }
}
