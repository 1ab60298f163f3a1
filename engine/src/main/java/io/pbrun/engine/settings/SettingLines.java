package io.pbrun.engine.settings;

/**
 * Every setting, a line each. It is part of a class and not a file beside it because a start reads
 * it: the class comes from the start-up cache, for a file the jar would have to be opened.
 */
final class SettingLines {
  private SettingLines() {}

  static final String TEXT =
      """
      # NAME | type | default | environment variables | section.key of ansible.cfg | what pbrun does with it | remark
      ACTION_WARNINGS | boolean | true | ANSIBLE_ACTION_WARNINGS | defaults.action_warnings | needless | there is nothing of this kind to warn of
      AGNOSTIC_BECOME_PROMPT | boolean | true | ANSIBLE_AGNOSTIC_BECOME_PROMPT | privilege_escalation.agnostic_become_prompt | needless | the prompt of become is recognized by itself
      _ANSIBLE_CONNECTION_PATH | path |  | _ANSIBLE_CONNECTION_PATH |  | needless | only the tests of Ansible set it
      ANSIBLE_CONNECTION_PATH | path |  | ANSIBLE_CONNECTION_PATH | persistent_connection.ansible_connection_path | needless | for network devices, which are not reached
      ANSIBLE_COW_ACCEPTLIST | list | bud-frogs,bunny,cheese,daemon,default,dragon,elephant-in-snake,elephant,eyes,hellokitty,kitty,luke-koala,meow,milk,moofasa,moose,ren,sheep,small,stegosaurus,stimpy,supermilker,three-eyes,turkey,turtle,tux,udder,vader-koala,vader,www | ANSIBLE_COW_ACCEPTLIST | defaults.cowsay_enabled_stencils | needless | there are no cows
      ANSIBLE_COW_PATH | string |  | ANSIBLE_COW_PATH | defaults.cowpath | needless | there are no cows
      ANSIBLE_COW_SELECTION | string | default | ANSIBLE_COW_SELECTION | defaults.cow_selection | needless | there are no cows
      ANSIBLE_FORCE_COLOR | boolean | false | ANSIBLE_FORCE_COLOR | defaults.force_color | honoured |
      ANSIBLE_HOME | path | ~/.ansible | ANSIBLE_HOME | defaults.home | honoured | where default paths begin
      ANSIBLE_NOCOLOR | boolean | false | ANSIBLE_NOCOLOR | defaults.nocolor | honoured | so does NO_COLOR with any value
      ANSIBLE_NOCOWS | boolean | false | ANSIBLE_NOCOWS | defaults.nocows | needless | there are no cows
      ANSIBLE_PIPELINING | boolean | false | ANSIBLE_PIPELINING | defaults.pipelining connection.pipelining | needless | commands run over one connection and nothing is copied to the target
      ANY_ERRORS_FATAL | boolean | false | ANSIBLE_ANY_ERRORS_FATAL | defaults.any_errors_fatal | honoured |
      BECOME_ALLOW_SAME_USER | boolean | false | ANSIBLE_BECOME_ALLOW_SAME_USER | privilege_escalation.become_allow_same_user | needless | becoming the same user is always done
      BECOME_PASSWORD_FILE | path |  | ANSIBLE_BECOME_PASSWORD_FILE | defaults.become_password_file | honoured |
      BECOME_PLUGIN_PATH | pathspec | {ANSIBLE_HOME}/plugins/become:/usr/share/ansible/plugins/become | ANSIBLE_BECOME_PLUGINS | defaults.become_plugins | warned | Python plugins are not loaded; a family in Java takes their place (CONTRIBUTING.md)
      CACHE_PLUGIN | string | memory | ANSIBLE_CACHE_PLUGIN | defaults.fact_caching | honoured | memory or jsonfile
      CACHE_PLUGIN_CONNECTION | string |  | ANSIBLE_CACHE_PLUGIN_CONNECTION | defaults.fact_caching_connection | honoured |
      CACHE_PLUGIN_PREFIX | string | ansible_facts | ANSIBLE_CACHE_PLUGIN_PREFIX | defaults.fact_caching_prefix | honoured |
      CACHE_PLUGIN_TIMEOUT | integer | 86400 | ANSIBLE_CACHE_PLUGIN_TIMEOUT | defaults.fact_caching_timeout | honoured |
      CALLBACKS_ENABLED | list |  | ANSIBLE_CALLBACKS_ENABLED | defaults.callbacks_enabled | warned | there is no such effect
      COLLECTIONS_ON_ANSIBLE_VERSION_MISMATCH | string(error warning ignore) | warning | ANSIBLE_COLLECTIONS_ON_ANSIBLE_VERSION_MISMATCH | defaults.collections_on_ansible_version_mismatch | needless | there is nothing of this kind to warn of
      COLLECTIONS_PATHS | pathspec | {ANSIBLE_HOME}/collections:/usr/share/ansible/collections | ANSIBLE_COLLECTIONS_PATHS ANSIBLE_COLLECTIONS_PATH | defaults.collections_paths defaults.collections_path | warned | there are no collections
      COLLECTIONS_SCAN_SYS_PATH | boolean | true | ANSIBLE_COLLECTIONS_SCAN_SYS_PATH | defaults.collections_scan_sys_path | warned | there are no collections
      COLOR_CHANGED | string | yellow | ANSIBLE_COLOR_CHANGED | colors.changed | warned | there is no such effect
      COLOR_CONSOLE_PROMPT | string | white | ANSIBLE_COLOR_CONSOLE_PROMPT | colors.console_prompt | needless | nothing of that colour is printed
      COLOR_DEBUG | string | dark gray | ANSIBLE_COLOR_DEBUG | colors.debug | warned | there is no such effect
      COLOR_DEPRECATE | string | purple | ANSIBLE_COLOR_DEPRECATE | colors.deprecate | warned | there is no such effect
      COLOR_DIFF_ADD | string | green | ANSIBLE_COLOR_DIFF_ADD | colors.diff_add | warned | there is no such effect
      COLOR_DIFF_LINES | string | cyan | ANSIBLE_COLOR_DIFF_LINES | colors.diff_lines | warned | there is no such effect
      COLOR_DIFF_REMOVE | string | red | ANSIBLE_COLOR_DIFF_REMOVE | colors.diff_remove | warned | there is no such effect
      COLOR_DOC_CONSTANT | string | dark gray | ANSIBLE_COLOR_DOC_CONSTANT | colors.doc_constant | needless | nothing of that colour is printed
      COLOR_DOC_DEPRECATED | string | magenta | ANSIBLE_COLOR_DOC_DEPRECATED | colors.doc_deprecated | needless | nothing of that colour is printed
      COLOR_DOC_LINK | string | cyan | ANSIBLE_COLOR_DOC_LINK | colors.doc_link | needless | nothing of that colour is printed
      COLOR_DOC_MODULE | string | yellow | ANSIBLE_COLOR_DOC_MODULE | colors.doc_module | needless | nothing of that colour is printed
      COLOR_DOC_PLUGIN | string | yellow | ANSIBLE_COLOR_DOC_PLUGIN | colors.doc_plugin | needless | nothing of that colour is printed
      COLOR_DOC_REFERENCE | string | magenta | ANSIBLE_COLOR_DOC_REFERENCE | colors.doc_reference | needless | nothing of that colour is printed
      COLOR_ERROR | string | red | ANSIBLE_COLOR_ERROR | colors.error | warned | there is no such effect
      COLOR_HIGHLIGHT | string | white | ANSIBLE_COLOR_HIGHLIGHT | colors.highlight | needless | nothing of that colour is printed
      COLOR_INCLUDED | string | cyan | ANSIBLE_COLOR_INCLUDED | colors.included | warned | there is no such effect
      COLOR_OK | string | green | ANSIBLE_COLOR_OK | colors.ok | warned | there is no such effect
      COLOR_SKIP | string | cyan | ANSIBLE_COLOR_SKIP | colors.skip | warned | there is no such effect
      COLOR_UNREACHABLE | string | bright red | ANSIBLE_COLOR_UNREACHABLE | colors.unreachable | warned | there is no such effect
      COLOR_VERBOSE | string | blue | ANSIBLE_COLOR_VERBOSE | colors.verbose | warned | there is no such effect
      COLOR_WARN | string | bright purple | ANSIBLE_COLOR_WARN | colors.warn | warned | there is no such effect
      CONFIG_FILE | path |  |  |  | needless | only Ansible itself prints it
      CONNECTION_FACTS_MODULES | dict |  |  |  | needless | for network devices, which are not reached
      CONNECTION_PASSWORD_FILE | path |  | ANSIBLE_CONNECTION_PASSWORD_FILE | defaults.connection_password_file | honoured |
      COVERAGE_REMOTE_OUTPUT | string |  | _ANSIBLE_COVERAGE_REMOTE_OUTPUT |  | needless | only the tests of Ansible set it
      COVERAGE_REMOTE_PATHS | string | * | _ANSIBLE_COVERAGE_REMOTE_PATH_FILTER |  | needless | only the tests of Ansible set it
      DEFAULT_ACTION_PLUGIN_PATH | pathspec | {ANSIBLE_HOME}/plugins/action:/usr/share/ansible/plugins/action | ANSIBLE_ACTION_PLUGINS | defaults.action_plugins | warned | Python plugins are not loaded; a family in Java takes their place (CONTRIBUTING.md)
      DEFAULT_ALLOW_UNSAFE_LOOKUPS | boolean | false |  | defaults.allow_unsafe_lookups | needless | lookups give data, which is never templated
      DEFAULT_ASK_PASS | boolean | false | ANSIBLE_ASK_PASS | defaults.ask_pass | honoured |
      DEFAULT_ASK_VAULT_PASS | boolean | false | ANSIBLE_ASK_VAULT_PASS | defaults.ask_vault_pass | honoured |
      DEFAULT_BECOME | boolean | false | ANSIBLE_BECOME | privilege_escalation.become | honoured |
      DEFAULT_BECOME_ASK_PASS | boolean | false | ANSIBLE_BECOME_ASK_PASS | privilege_escalation.become_ask_pass | honoured |
      DEFAULT_BECOME_EXE | string |  | ANSIBLE_BECOME_EXE | privilege_escalation.become_exe | honoured |
      DEFAULT_BECOME_FLAGS | string |  | ANSIBLE_BECOME_FLAGS | privilege_escalation.become_flags | honoured |
      DEFAULT_BECOME_METHOD | string | sudo | ANSIBLE_BECOME_METHOD | privilege_escalation.become_method | honoured | sudo or su
      DEFAULT_BECOME_USER | string | root | ANSIBLE_BECOME_USER | privilege_escalation.become_user | honoured |
      DEFAULT_CACHE_PLUGIN_PATH | pathspec | {ANSIBLE_HOME}/plugins/cache:/usr/share/ansible/plugins/cache | ANSIBLE_CACHE_PLUGINS | defaults.cache_plugins | warned | Python plugins are not loaded; a family in Java takes their place (CONTRIBUTING.md)
      DEFAULT_CALLBACK_PLUGIN_PATH | pathspec | {ANSIBLE_HOME}/plugins/callback:/usr/share/ansible/plugins/callback | ANSIBLE_CALLBACK_PLUGINS | defaults.callback_plugins | warned | Python plugins are not loaded; a family in Java takes their place (CONTRIBUTING.md)
      DEFAULT_CLICONF_PLUGIN_PATH | pathspec | {ANSIBLE_HOME}/plugins/cliconf:/usr/share/ansible/plugins/cliconf | ANSIBLE_CLICONF_PLUGINS | defaults.cliconf_plugins | needless | for network devices, which are not reached
      DEFAULT_CONNECTION_PLUGIN_PATH | pathspec | {ANSIBLE_HOME}/plugins/connection:/usr/share/ansible/plugins/connection | ANSIBLE_CONNECTION_PLUGINS | defaults.connection_plugins | warned | Python plugins are not loaded; a family in Java takes their place (CONTRIBUTING.md)
      DEFAULT_DEBUG | boolean | false | ANSIBLE_DEBUG | defaults.debug | needless | only Ansible itself prints it
      DEFAULT_EXECUTABLE | string | /bin/sh | ANSIBLE_EXECUTABLE | defaults.executable | honoured | the shell of the target
      DEFAULT_FACT_PATH | string |  | ANSIBLE_FACT_PATH | defaults.fact_path | refused | local facts are not read; set variables in the inventory
      DEFAULT_FILTER_PLUGIN_PATH | pathspec | {ANSIBLE_HOME}/plugins/filter:/usr/share/ansible/plugins/filter | ANSIBLE_FILTER_PLUGINS | defaults.filter_plugins | warned | Python plugins are not loaded; a family in Java takes their place (CONTRIBUTING.md)
      DEFAULT_FORCE_HANDLERS | boolean | false | ANSIBLE_FORCE_HANDLERS | defaults.force_handlers | honoured |
      DEFAULT_FORKS | integer | 5 | ANSIBLE_FORKS | defaults.forks | honoured |
      DEFAULT_GATHERING | string(implicit explicit smart) | implicit | ANSIBLE_GATHERING | defaults.gathering | honoured |
      DEFAULT_GATHER_SUBSET | list |  | ANSIBLE_GATHER_SUBSET | defaults.gather_subset | honoured |
      DEFAULT_GATHER_TIMEOUT | integer |  | ANSIBLE_GATHER_TIMEOUT | defaults.gather_timeout | honoured |
      DEFAULT_HASH_BEHAVIOUR | string(replace merge) | replace | ANSIBLE_HASH_BEHAVIOUR | defaults.hash_behaviour | honoured |
      DEFAULT_HOST_LIST | pathlist | /etc/ansible/hosts | ANSIBLE_INVENTORY | defaults.inventory | honoured |
      DEFAULT_HTTPAPI_PLUGIN_PATH | pathspec | {ANSIBLE_HOME}/plugins/httpapi:/usr/share/ansible/plugins/httpapi | ANSIBLE_HTTPAPI_PLUGINS | defaults.httpapi_plugins | needless | for network devices, which are not reached
      DEFAULT_INTERNAL_POLL_INTERVAL | float | 0.001 |  | defaults.internal_poll_interval | needless | how workers are run is not set from outside
      DEFAULT_INVENTORY_PLUGIN_PATH | pathspec | {ANSIBLE_HOME}/plugins/inventory:/usr/share/ansible/plugins/inventory | ANSIBLE_INVENTORY_PLUGINS | defaults.inventory_plugins | warned | Python plugins are not loaded; a family in Java takes their place (CONTRIBUTING.md)
      DEFAULT_JINJA2_EXTENSIONS | string |  | ANSIBLE_JINJA2_EXTENSIONS | defaults.jinja2_extensions | honoured | jinja2.ext.do and jinja2.ext.loopcontrols; others are refused
      DEFAULT_JINJA2_NATIVE | boolean | false | ANSIBLE_JINJA2_NATIVE | defaults.jinja2_native | needless | templates always keep types
      DEFAULT_KEEP_REMOTE_FILES | boolean | false | ANSIBLE_KEEP_REMOTE_FILES | defaults.keep_remote_files | needless | commands run over one connection and nothing is copied to the target
      DEFAULT_LIBVIRT_LXC_NOSECLABEL | boolean | false | ANSIBLE_LIBVIRT_LXC_NOSECLABEL | selinux.libvirt_lxc_noseclabel | needless | no containers are entered
      DEFAULT_LOAD_CALLBACK_PLUGINS | boolean | false | ANSIBLE_LOAD_CALLBACK_PLUGINS | defaults.bin_ansible_callbacks | needless | of the command ansible
      DEFAULT_LOCAL_TMP | path | {ANSIBLE_HOME}/tmp | ANSIBLE_LOCAL_TEMP | defaults.local_tmp | needless | commands run over one connection and nothing is copied to the target
      DEFAULT_LOG_FILTER | list |  | ANSIBLE_LOG_FILTER | defaults.log_filter | warned | use the setting DEFAULT_LOG_PATH alone; all that is printed is logged
      DEFAULT_LOG_PATH | path |  | ANSIBLE_LOG_PATH | defaults.log_path | warned | there is no such effect
      DEFAULT_LOOKUP_PLUGIN_PATH | pathspec | {ANSIBLE_HOME}/plugins/lookup:/usr/share/ansible/plugins/lookup | ANSIBLE_LOOKUP_PLUGINS | defaults.lookup_plugins | warned | Python plugins are not loaded; a family in Java takes their place (CONTRIBUTING.md)
      DEFAULT_MANAGED_STR | string | Ansible managed |  | defaults.ansible_managed | warned | there is no such effect
      DEFAULT_MODULE_ARGS | string |  | ANSIBLE_MODULE_ARGS | defaults.module_args | needless | of the command ansible
      DEFAULT_MODULE_COMPRESSION | string | ZIP_DEFLATED |  | defaults.module_compression | needless | commands run over one connection and nothing is copied to the target
      DEFAULT_MODULE_NAME | string | command |  | defaults.module_name | needless | of the command ansible
      DEFAULT_MODULE_PATH | pathspec | {ANSIBLE_HOME}/plugins/modules:/usr/share/ansible/plugins/modules | ANSIBLE_LIBRARY | defaults.library | warned | Python plugins are not loaded; a family in Java takes their place (CONTRIBUTING.md)
      DEFAULT_MODULE_UTILS_PATH | pathspec | {ANSIBLE_HOME}/plugins/module_utils:/usr/share/ansible/plugins/module_utils | ANSIBLE_MODULE_UTILS | defaults.module_utils | needless | no Python on the target
      DEFAULT_NETCONF_PLUGIN_PATH | pathspec | {ANSIBLE_HOME}/plugins/netconf:/usr/share/ansible/plugins/netconf | ANSIBLE_NETCONF_PLUGINS | defaults.netconf_plugins | needless | for network devices, which are not reached
      DEFAULT_NO_LOG | boolean | false | ANSIBLE_NO_LOG | defaults.no_log | honoured |
      DEFAULT_NO_TARGET_SYSLOG | boolean | false | ANSIBLE_NO_TARGET_SYSLOG | defaults.no_target_syslog | needless | modules write nothing to the log of the target
      DEFAULT_NULL_REPRESENTATION | string |  | ANSIBLE_NULL_REPRESENTATION | defaults.null_representation | needless | a text stays a text
      DEFAULT_POLL_INTERVAL | integer | 15 | ANSIBLE_POLL_INTERVAL | defaults.poll_interval | warned | there is no such effect
      DEFAULT_PRIVATE_KEY_FILE | path |  | ANSIBLE_PRIVATE_KEY_FILE | defaults.private_key_file | honoured |
      DEFAULT_PRIVATE_ROLE_VARS | boolean | false | ANSIBLE_PRIVATE_ROLE_VARS | defaults.private_role_vars | warned | there is no such effect
      DEFAULT_REMOTE_PORT | integer |  | ANSIBLE_REMOTE_PORT | defaults.remote_port | honoured |
      DEFAULT_REMOTE_USER | string |  | ANSIBLE_REMOTE_USER | defaults.remote_user | honoured |
      DEFAULT_ROLES_PATH | pathspec | {ANSIBLE_HOME}/roles:/usr/share/ansible/roles:/etc/ansible/roles | ANSIBLE_ROLES_PATH | defaults.roles_path | honoured |
      DEFAULT_SELINUX_SPECIAL_FS | list | fuse, nfs, vboxsf, ramfs, 9p, vfat | ANSIBLE_SELINUX_SPECIAL_FS | selinux.special_context_filesystems | warned | files are replaced in one step where the file system can do it
      DEFAULT_STDOUT_CALLBACK | string | default | ANSIBLE_STDOUT_CALLBACK | defaults.stdout_callback | honoured | default, or yaml for default with CALLBACK_RESULT_FORMAT yaml; others are refused
      DEFAULT_STRATEGY | string | linear | ANSIBLE_STRATEGY | defaults.strategy | honoured |
      DEFAULT_STRATEGY_PLUGIN_PATH | pathspec | {ANSIBLE_HOME}/plugins/strategy:/usr/share/ansible/plugins/strategy | ANSIBLE_STRATEGY_PLUGINS | defaults.strategy_plugins | warned | Python plugins are not loaded; a family in Java takes their place (CONTRIBUTING.md)
      DEFAULT_SU | boolean | false | ANSIBLE_SU | defaults.su | refused | su is asked for by DEFAULT_BECOME_METHOD
      DEFAULT_SYSLOG_FACILITY | string | LOG_USER | ANSIBLE_SYSLOG_FACILITY | defaults.syslog_facility | needless | modules write nothing to the log of the target
      DEFAULT_TERMINAL_PLUGIN_PATH | pathspec | {ANSIBLE_HOME}/plugins/terminal:/usr/share/ansible/plugins/terminal | ANSIBLE_TERMINAL_PLUGINS | defaults.terminal_plugins | needless | for network devices, which are not reached
      DEFAULT_TEST_PLUGIN_PATH | pathspec | {ANSIBLE_HOME}/plugins/test:/usr/share/ansible/plugins/test | ANSIBLE_TEST_PLUGINS | defaults.test_plugins | warned | Python plugins are not loaded; a family in Java takes their place (CONTRIBUTING.md)
      DEFAULT_TIMEOUT | integer | 10 | ANSIBLE_TIMEOUT | defaults.timeout | honoured |
      DEFAULT_TRANSPORT | string | ssh | ANSIBLE_TRANSPORT | defaults.transport | honoured | ssh or local
      DEFAULT_UNDEFINED_VAR_BEHAVIOR | boolean | true | ANSIBLE_ERROR_ON_UNDEFINED_VARS | defaults.error_on_undefined_vars | refused | an undefined variable is always an error; use the filter default()
      DEFAULT_VARS_PLUGIN_PATH | pathspec | {ANSIBLE_HOME}/plugins/vars:/usr/share/ansible/plugins/vars | ANSIBLE_VARS_PLUGINS | defaults.vars_plugins | warned | Python plugins are not loaded; a family in Java takes their place (CONTRIBUTING.md)
      DEFAULT_VAULT_ENCRYPT_IDENTITY | string |  | ANSIBLE_VAULT_ENCRYPT_IDENTITY | defaults.vault_encrypt_identity | honoured |
      DEFAULT_VAULT_IDENTITY | string | default | ANSIBLE_VAULT_IDENTITY | defaults.vault_identity | honoured |
      DEFAULT_VAULT_IDENTITY_LIST | list |  | ANSIBLE_VAULT_IDENTITY_LIST | defaults.vault_identity_list | honoured |
      DEFAULT_VAULT_ID_MATCH | string | false | ANSIBLE_VAULT_ID_MATCH | defaults.vault_id_match | honoured |
      DEFAULT_VAULT_PASSWORD_FILE | path |  | ANSIBLE_VAULT_PASSWORD_FILE | defaults.vault_password_file | honoured |
      DEFAULT_VERBOSITY | integer | 0 | ANSIBLE_VERBOSITY | defaults.verbosity | honoured |
      DEPRECATION_WARNINGS | boolean | true | ANSIBLE_DEPRECATION_WARNINGS | defaults.deprecation_warnings | needless | nothing is deprecated in pbrun
      DEVEL_WARNING | boolean | true | ANSIBLE_DEVEL_WARNING | defaults.devel_warning | needless | there is nothing of this kind to warn of
      DIFF_ALWAYS | boolean | false | ANSIBLE_DIFF_ALWAYS | diff.always | honoured |
      DIFF_CONTEXT | integer | 3 | ANSIBLE_DIFF_CONTEXT | diff.context | warned | there is no such effect
      DISPLAY_ARGS_TO_STDOUT | boolean | false | ANSIBLE_DISPLAY_ARGS_TO_STDOUT | defaults.display_args_to_stdout | warned | there is no such effect
      DISPLAY_SKIPPED_HOSTS | boolean | true | ANSIBLE_DISPLAY_SKIPPED_HOSTS | defaults.display_skipped_hosts | honoured |
      DOCSITE_ROOT_URL | string | https://docs.ansible.com/ansible-core/ |  | defaults.docsite_root_url | needless | only Ansible itself prints it
      DOC_FRAGMENT_PLUGIN_PATH | pathspec | {ANSIBLE_HOME}/plugins/doc_fragments:/usr/share/ansible/plugins/doc_fragments | ANSIBLE_DOC_FRAGMENT_PLUGINS | defaults.doc_fragment_plugins | needless | nothing is loaded from folders of modules
      DUPLICATE_YAML_DICT_KEY | string(error warn ignore) | error | ANSIBLE_DUPLICATE_YAML_DICT_KEY | defaults.duplicate_dict_key | honoured |
      EDITOR | string | vi | ANSIBLE_EDITOR EDITOR | defaults.editor | honoured | of pbrun vault edit
      ENABLE_TASK_DEBUGGER | boolean | false | ANSIBLE_ENABLE_TASK_DEBUGGER | defaults.enable_task_debugger | warned | there is no such effect
      ERROR_ON_MISSING_HANDLER | boolean | true | ANSIBLE_ERROR_ON_MISSING_HANDLER | defaults.error_on_missing_handler | honoured |
      FACTS_MODULES | list | smart | ANSIBLE_FACTS_MODULES | defaults.facts_modules | warned | there is no such effect
      GALAXY_CACHE_DIR | path | {ANSIBLE_HOME}/galaxy_cache | ANSIBLE_GALAXY_CACHE_DIR | galaxy.cache_dir | needless | not for running playbooks
      GALAXY_COLLECTIONS_PATH_WARNING | boolean | true | ANSIBLE_GALAXY_COLLECTIONS_PATH_WARNING | galaxy.collections_path_warning | needless | not for running playbooks
      GALAXY_COLLECTION_IMPORT_POLL_FACTOR | float | 1.5 | ANSIBLE_GALAXY_COLLECTION_IMPORT_POLL_FACTOR |  | needless | not for running playbooks
      GALAXY_COLLECTION_IMPORT_POLL_INTERVAL | float | 2.0 | ANSIBLE_GALAXY_COLLECTION_IMPORT_POLL_INTERVAL |  | needless | not for running playbooks
      GALAXY_COLLECTION_SKELETON | path |  | ANSIBLE_GALAXY_COLLECTION_SKELETON | galaxy.collection_skeleton | needless | not for running playbooks
      GALAXY_COLLECTION_SKELETON_IGNORE | list | ^.git$, ^.*/.git_keep$ | ANSIBLE_GALAXY_COLLECTION_SKELETON_IGNORE | galaxy.collection_skeleton_ignore | needless | not for running playbooks
      GALAXY_DISABLE_GPG_VERIFY | boolean | false | ANSIBLE_GALAXY_DISABLE_GPG_VERIFY | galaxy.disable_gpg_verify | needless | not for running playbooks
      GALAXY_DISPLAY_PROGRESS | boolean |  | ANSIBLE_GALAXY_DISPLAY_PROGRESS | galaxy.display_progress | needless | not for running playbooks
      GALAXY_GPG_KEYRING | path |  | ANSIBLE_GALAXY_GPG_KEYRING | galaxy.gpg_keyring | needless | not for running playbooks
      GALAXY_IGNORE_CERTS | boolean |  | ANSIBLE_GALAXY_IGNORE | galaxy.ignore_certs | needless | not for running playbooks
      GALAXY_IGNORE_INVALID_SIGNATURE_STATUS_CODES | list |  | ANSIBLE_GALAXY_IGNORE_SIGNATURE_STATUS_CODES | galaxy.ignore_signature_status_codes | needless | not for running playbooks
      GALAXY_REQUIRED_VALID_SIGNATURE_COUNT | string | 1 | ANSIBLE_GALAXY_REQUIRED_VALID_SIGNATURE_COUNT | galaxy.required_valid_signature_count | needless | not for running playbooks
      GALAXY_ROLE_SKELETON | path |  | ANSIBLE_GALAXY_ROLE_SKELETON | galaxy.role_skeleton | needless | not for running playbooks
      GALAXY_ROLE_SKELETON_IGNORE | list | ^.git$, ^.*/.git_keep$ | ANSIBLE_GALAXY_ROLE_SKELETON_IGNORE | galaxy.role_skeleton_ignore | needless | not for running playbooks
      GALAXY_SERVER | string | https://galaxy.ansible.com | ANSIBLE_GALAXY_SERVER | galaxy.server | needless | not for running playbooks
      GALAXY_SERVER_LIST | list |  | ANSIBLE_GALAXY_SERVER_LIST | galaxy.server_list | needless | not for running playbooks
      GALAXY_SERVER_TIMEOUT | integer | 60 | ANSIBLE_GALAXY_SERVER_TIMEOUT | galaxy.server_timeout | needless | not for running playbooks
      GALAXY_TOKEN_PATH | path | {ANSIBLE_HOME}/galaxy_token | ANSIBLE_GALAXY_TOKEN_PATH | galaxy.token_path | needless | not for running playbooks
      HOST_KEY_CHECKING | boolean | true | ANSIBLE_HOST_KEY_CHECKING | defaults.host_key_checking | honoured |
      HOST_PATTERN_MISMATCH | string(error warning ignore) | warning | ANSIBLE_HOST_PATTERN_MISMATCH | inventory.host_pattern_mismatch | honoured |
      INJECT_FACTS_AS_VARS | boolean | true | ANSIBLE_INJECT_FACT_VARS | defaults.inject_facts_as_vars | honoured |
      INTERPRETER_PYTHON | string | auto | ANSIBLE_PYTHON_INTERPRETER | defaults.interpreter_python | needless | no Python on the target
      _INTERPRETER_PYTHON_DISTRO_MAP | string |  |  |  | needless | no Python on the target
      INTERPRETER_PYTHON_FALLBACK | list | python3.13, python3.12, python3.11, python3.10, python3.9, python3.8, /usr/bin/python3, python3 |  |  | needless | no Python on the target
      INVALID_TASK_ATTRIBUTE_FAILED | boolean | true | ANSIBLE_INVALID_TASK_ATTRIBUTE_FAILED | defaults.invalid_task_attribute_failed | refused | an unknown keyword is always an error
      INVENTORY_ANY_UNPARSED_IS_FAILED | boolean | true | ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED | inventory.any_unparsed_is_failed | honoured | on unless it is set: a run on half of the hosts is worse than none
      INVENTORY_CACHE_ENABLED | boolean | false | ANSIBLE_INVENTORY_CACHE | inventory.cache | warned | inventories are read anew each time
      INVENTORY_CACHE_PLUGIN | string |  | ANSIBLE_INVENTORY_CACHE_PLUGIN | inventory.cache_plugin | warned | inventories are read anew each time
      INVENTORY_CACHE_PLUGIN_CONNECTION | string |  | ANSIBLE_INVENTORY_CACHE_CONNECTION | inventory.cache_connection | warned | inventories are read anew each time
      INVENTORY_CACHE_PLUGIN_PREFIX | string | ansible_inventory_ | ANSIBLE_INVENTORY_CACHE_PLUGIN_PREFIX | inventory.cache_prefix | warned | inventories are read anew each time
      INVENTORY_CACHE_TIMEOUT | string | 3600 | ANSIBLE_INVENTORY_CACHE_TIMEOUT | inventory.cache_timeout | warned | inventories are read anew each time
      INVENTORY_ENABLED | list | host_list, script, auto, yaml, ini, toml | ANSIBLE_INVENTORY_ENABLED | inventory.enable_plugins | warned | there is no such effect
      INVENTORY_EXPORT | boolean | false | ANSIBLE_INVENTORY_EXPORT | inventory.export | honoured |
      INVENTORY_IGNORE_EXTS | list | .pyc, .pyo, .swp, .bak, ~, .rpm, .md, .txt, .rst, .orig, .cfg, .retry | ANSIBLE_INVENTORY_IGNORE | defaults.inventory_ignore_extensions inventory.ignore_extensions | warned | there is no such effect
      INVENTORY_IGNORE_PATTERNS | list |  | ANSIBLE_INVENTORY_IGNORE_REGEX | defaults.inventory_ignore_patterns inventory.ignore_patterns | warned | there is no such effect
      INVENTORY_UNPARSED_IS_FAILED | boolean | false | ANSIBLE_INVENTORY_UNPARSED_FAILED | inventory.unparsed_is_failed | honoured |
      INVENTORY_UNPARSED_WARNING | boolean | true | ANSIBLE_INVENTORY_UNPARSED_WARNING | inventory.inventory_unparsed_warning | warned | there is no such effect
      JINJA2_NATIVE_WARNING | boolean | true | ANSIBLE_JINJA2_NATIVE_WARNING | defaults.jinja2_native_warning | needless | templates always keep types
      LOCALHOST_WARNING | boolean | true | ANSIBLE_LOCALHOST_WARNING | defaults.localhost_warning | warned | there is no such effect
      LOG_VERBOSITY | integer |  | ANSIBLE_LOG_VERBOSITY | defaults.log_verbosity | warned | use the setting DEFAULT_LOG_PATH alone; all that is printed is logged
      MAX_FILE_SIZE_FOR_DIFF | integer | 104448 | ANSIBLE_MAX_DIFF_SIZE | defaults.max_diff_size | warned | there is no such effect
      MODULE_IGNORE_EXTS | list | .pyc, .pyo, .swp, .bak, ~, .rpm, .md, .txt, .rst, .yaml, .yml, .ini | ANSIBLE_MODULE_IGNORE_EXTS | defaults.module_ignore_exts | needless | nothing is loaded from folders of modules
      MODULE_STRICT_UTF8_RESPONSE | boolean | true | ANSIBLE_MODULE_STRICT_UTF8_RESPONSE | defaults.module_strict_utf8_response | needless | no Python on the target
      NETCONF_SSH_CONFIG | string |  | ANSIBLE_NETCONF_SSH_CONFIG | netconf_connection.ssh_config | needless | for network devices, which are not reached
      NETWORK_GROUP_MODULES | list | eos, nxos, ios, iosxr, junos, enos, ce, vyos, sros, dellos9, dellos10, dellos6, asa, aruba, aireos, bigip, ironware, onyx, netconf, exos, voss, slxos | ANSIBLE_NETWORK_GROUP_MODULES | defaults.network_group_modules | needless | for network devices, which are not reached
      OLD_PLUGIN_CACHE_CLEARING | boolean | false | ANSIBLE_OLD_PLUGIN_CACHE_CLEAR | defaults.old_plugin_cache_clear | needless | commands run over one connection and nothing is copied to the target
      PAGER | string | less | ANSIBLE_PAGER PAGER | defaults.pager | needless | only Ansible itself prints it
      PARAMIKO_HOST_KEY_AUTO_ADD | boolean | false | ANSIBLE_PARAMIKO_HOST_KEY_AUTO_ADD | paramiko_connection.host_key_auto_add | needless | paramiko is not used
      PARAMIKO_LOOK_FOR_KEYS | boolean | true | ANSIBLE_PARAMIKO_LOOK_FOR_KEYS | paramiko_connection.look_for_keys | needless | paramiko is not used
      PERSISTENT_COMMAND_TIMEOUT | integer | 30 | ANSIBLE_PERSISTENT_COMMAND_TIMEOUT | persistent_connection.command_timeout | needless | for network devices, which are not reached
      PERSISTENT_CONNECT_RETRY_TIMEOUT | integer | 15 | ANSIBLE_PERSISTENT_CONNECT_RETRY_TIMEOUT | persistent_connection.connect_retry_timeout | needless | for network devices, which are not reached
      PERSISTENT_CONNECT_TIMEOUT | integer | 30 | ANSIBLE_PERSISTENT_CONNECT_TIMEOUT | persistent_connection.connect_timeout | needless | for network devices, which are not reached
      PERSISTENT_CONTROL_PATH_DIR | path | {ANSIBLE_HOME}/pc | ANSIBLE_PERSISTENT_CONTROL_PATH_DIR | persistent_connection.control_path_dir | needless | for network devices, which are not reached
      PLAYBOOK_DIR | path |  | ANSIBLE_PLAYBOOK_DIR | defaults.playbook_dir | honoured |
      PLAYBOOK_VARS_ROOT | string(top bottom all) | top | ANSIBLE_PLAYBOOK_VARS_ROOT | defaults.playbook_vars_root | warned | there is no such effect
      PLUGIN_FILTERS_CFG | path |  |  | defaults.plugin_filters_cfg | refused | a plugin cannot be filtered out; leave it out of the playbooks
      PYTHON_MODULE_RLIMIT_NOFILE | string | 0 | ANSIBLE_PYTHON_MODULE_RLIMIT_NOFILE | defaults.python_module_rlimit_nofile | needless | no Python on the target
      RETRY_FILES_ENABLED | boolean | false | ANSIBLE_RETRY_FILES_ENABLED | defaults.retry_files_enabled | honoured |
      RETRY_FILES_SAVE_PATH | path |  | ANSIBLE_RETRY_FILES_SAVE_PATH | defaults.retry_files_save_path | honoured |
      RUN_VARS_PLUGINS | string(demand start) | demand | ANSIBLE_RUN_VARS_PLUGINS | defaults.run_vars_plugins | refused | group_vars and host_vars are read when they are needed
      SHOW_CUSTOM_STATS | boolean | false | ANSIBLE_SHOW_CUSTOM_STATS | defaults.show_custom_stats | honoured |
      STRING_CONVERSION_ACTION | string | warn | ANSIBLE_STRING_CONVERSION_ACTION | defaults.string_conversion_action | needless | a text stays a text
      STRING_TYPE_FILTERS | list | string, to_json, to_nice_json, to_yaml, to_nice_yaml, ppretty, json | ANSIBLE_STRING_TYPE_FILTERS | jinja2.dont_type_filters | needless | templates always keep types
      SYSTEM_WARNINGS | boolean | true | ANSIBLE_SYSTEM_WARNINGS | defaults.system_warnings | needless | warnings say what an operator must know
      TAGS_RUN | list |  | ANSIBLE_RUN_TAGS | tags.run | honoured |
      TAGS_SKIP | list |  | ANSIBLE_SKIP_TAGS | tags.skip | honoured |
      TARGET_LOG_INFO | string |  | ANSIBLE_TARGET_LOG_INFO | defaults.target_log_info | needless | modules write nothing to the log of the target
      TASK_DEBUGGER_IGNORE_ERRORS | boolean | true | ANSIBLE_TASK_DEBUGGER_IGNORE_ERRORS | defaults.task_debugger_ignore_errors | warned | there is no such effect
      TASK_TIMEOUT | integer | 0 | ANSIBLE_TASK_TIMEOUT | defaults.task_timeout | honoured |
      TRANSFORM_INVALID_GROUP_CHARS | string(always never ignore silently) | never | ANSIBLE_TRANSFORM_INVALID_GROUP_CHARS | defaults.force_valid_group_names | honoured |
      USE_PERSISTENT_CONNECTIONS | boolean | false | ANSIBLE_USE_PERSISTENT_CONNECTIONS | defaults.use_persistent_connections | needless | commands run over one connection and nothing is copied to the target
      VALIDATE_ACTION_GROUP_METADATA | boolean | true | ANSIBLE_VALIDATE_ACTION_GROUP_METADATA | defaults.validate_action_group_metadata | needless | there is nothing of this kind to warn of
      VARIABLE_PLUGINS_ENABLED | list | host_group_vars | ANSIBLE_VARS_ENABLED | defaults.vars_plugins_enabled | refused | variables beside inventory and playbook come from host_group_vars
      VARIABLE_PRECEDENCE | list | all_inventory, groups_inventory, all_plugins_inventory, all_plugins_play, groups_plugins_inventory, groups_plugins_play | ANSIBLE_PRECEDENCE | defaults.precedence | refused | pbrun has one order, that of the default
      VAULT_ENCRYPT_SALT | string |  | ANSIBLE_VAULT_ENCRYPT_SALT | defaults.vault_encrypt_salt | honoured |
      VERBOSE_TO_STDERR | boolean | false | ANSIBLE_VERBOSE_TO_STDERR | defaults.verbose_to_stderr | warned | there is no such effect
      WIN_ASYNC_STARTUP_TIMEOUT | integer | 5 | ANSIBLE_WIN_ASYNC_STARTUP_TIMEOUT | defaults.win_async_startup_timeout | needless | Windows is not managed
      WORKER_SHUTDOWN_POLL_COUNT | integer | 0 | ANSIBLE_WORKER_SHUTDOWN_POLL_COUNT |  | needless | how workers are run is not set from outside
      WORKER_SHUTDOWN_POLL_DELAY | float | 0.1 | ANSIBLE_WORKER_SHUTDOWN_POLL_DELAY |  | needless | how workers are run is not set from outside
      YAML_FILENAME_EXTENSIONS | list | .yml, .yaml, .json | ANSIBLE_YAML_FILENAME_EXT | defaults.yaml_valid_extensions | warned | there is no such effect
      _Z_TEST_ENTRY | string |  | ANSIBLE_TEST_ENTRY ANSIBLE_TEST_ENTRY_D | testing.valid testing.deprecated | needless | only the tests of Ansible set it
      _Z_TEST_ENTRY_2 | string |  | ANSIBLE_TEST_ENTRY2 | testing.valid2 | needless | only the tests of Ansible set it
      ALLOW_BROKEN_CONDITIONALS | boolean | false | ANSIBLE_ALLOW_BROKEN_CONDITIONALS | defaults.allow_broken_conditionals | honoured | of ansible-core 2.19: conditions may be other than true or false
      DISPLAY_OK_HOSTS | boolean | true | ANSIBLE_DISPLAY_OK_HOSTS | defaults.display_ok_hosts | honoured |
      DISPLAY_FAILED_STDERR | boolean | false | ANSIBLE_DISPLAY_FAILED_STDERR | defaults.display_failed_stderr | honoured |
      SHOW_PER_HOST_START | boolean | false | ANSIBLE_SHOW_PER_HOST_START | defaults.show_per_host_start | warned | there is no such effect
      CHECK_MODE_MARKERS | boolean | false | ANSIBLE_CHECK_MODE_MARKERS | defaults.check_mode_markers | honoured |
      SHOW_TASK_PATH_ON_FAILURE | boolean | false | ANSIBLE_SHOW_TASK_PATH_ON_FAILURE | defaults.show_task_path_on_failure | honoured |
      CALLBACK_RESULT_FORMAT | string(json yaml) | json | ANSIBLE_CALLBACK_RESULT_FORMAT | defaults.callback_result_format | honoured |
      CALLBACK_FORMAT_PRETTY | boolean |  | ANSIBLE_CALLBACK_FORMAT_PRETTY | defaults.callback_format_pretty | honoured | on for yaml, and for json from -vvv on, unless it is set
      CALLBACK_RESULT_INDENTATION | integer(1 2 3 4 5 6 7 8) | 4 | ANSIBLE_CALLBACK_RESULT_INDENTATION | defaults.callback_result_indentation | honoured |
      CALLBACK_TREE_DIR | path | ~/.ansible/tree | ANSIBLE_CALLBACK_TREE_DIR | callback_tree.directory | warned | there is no such effect
      JUNIT_OUTPUT_DIR | path | ~/.ansible.log | JUNIT_OUTPUT_DIR |  | warned | there is no such effect
      SSH_ARGS | string | -C -o ControlMaster=auto -o ControlPersist=60s | ANSIBLE_SSH_ARGS | ssh_connection.ssh_args | honoured | options that pbrun's own SSH client has
      SSH_COMMON_ARGS | string |  | ANSIBLE_SSH_COMMON_ARGS | ssh_connection.ssh_common_args | honoured |
      SSH_EXTRA_ARGS | string |  | ANSIBLE_SSH_EXTRA_ARGS | ssh_connection.ssh_extra_args | honoured |
      SSH_TIMEOUT | integer |  | ANSIBLE_SSH_TIMEOUT | ssh_connection.timeout | honoured |
      SSH_HOST_KEY_CHECKING | boolean |  | ANSIBLE_SSH_HOST_KEY_CHECKING | ssh_connection.host_key_checking | honoured |
      SSH_EXECUTABLE | string | ssh | ANSIBLE_SSH_EXECUTABLE | ssh_connection.ssh_executable | refused | pbrun has an SSH client of its own and runs no ssh
      SFTP_EXECUTABLE | string | sftp | ANSIBLE_SFTP_EXECUTABLE | ssh_connection.sftp_executable | needless | files are written through the shell of the target
      SCP_EXECUTABLE | string | scp | ANSIBLE_SCP_EXECUTABLE | ssh_connection.scp_executable | needless | files are written through the shell of the target
      SCP_EXTRA_ARGS | string |  | ANSIBLE_SCP_EXTRA_ARGS | ssh_connection.scp_extra_args | needless | files are written through the shell of the target
      SFTP_EXTRA_ARGS | string |  | ANSIBLE_SFTP_EXTRA_ARGS | ssh_connection.sftp_extra_args | needless | files are written through the shell of the target
      SFTP_BATCH_MODE | boolean | true | ANSIBLE_SFTP_BATCH_MODE | ssh_connection.sftp_batch_mode | needless | files are written through the shell of the target
      SCP_IF_SSH | string | smart | ANSIBLE_SCP_IF_SSH | ssh_connection.scp_if_ssh | needless | files are written through the shell of the target
      SSH_TRANSFER_METHOD | string | smart | ANSIBLE_SSH_TRANSFER_METHOD | ssh_connection.transfer_method | needless | files are written through the shell of the target
      SSH_CONTROL_PATH | string |  | ANSIBLE_SSH_CONTROL_PATH | ssh_connection.control_path | needless | a run keeps its connections itself
      SSH_CONTROL_PATH_DIR | string | ~/.ansible/cp | ANSIBLE_SSH_CONTROL_PATH_DIR | ssh_connection.control_path_dir | needless | a run keeps its connections itself
      SSH_RETRIES | integer | 0 | ANSIBLE_SSH_RETRIES | ssh_connection.retries | warned | a failed connection is not tried again; a task can have retries
      SSH_PIPELINING | boolean | false | ANSIBLE_SSH_PIPELINING | ssh_connection.pipelining | needless | commands run over one connection and nothing is copied to the target
      SSH_USETTY | boolean | true | ANSIBLE_SSH_USETTY | ssh_connection.usetty | needless | a terminal is asked for where become needs one
      SSHPASS_PROMPT | string |  | ANSIBLE_SSHPASS_PROMPT | ssh_connection.sshpass_prompt | needless | sshpass is not used
      BECOME_SUDO_USER | string |  | ANSIBLE_SUDO_USER | sudo_become_plugin.user | honoured | for sudo, before DEFAULT_BECOME_USER
      REMOTE_TMP | string | ~/.ansible/tmp | ANSIBLE_REMOTE_TEMP ANSIBLE_REMOTE_TMP | defaults.remote_tmp | needless | nothing is copied to the target
      ASYNC_DIR | string | ~/.ansible_async | ANSIBLE_ASYNC_DIR | defaults.async_dir | honoured |
      UNSAFE_WRITES | boolean | false | ANSIBLE_UNSAFE_WRITES |  | honoured |
      INVENTORY_USE_EXTRA_VARS | boolean | false | ANSIBLE_INVENTORY_USE_EXTRA_VARS | inventory_plugins.use_extra_vars | warned | there is no such effect
      """;
}
