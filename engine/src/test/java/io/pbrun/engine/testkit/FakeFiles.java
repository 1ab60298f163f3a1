package io.pbrun.engine.testkit;

import io.pbrun.engine.connection.Access;
import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.connection.FileAttributes;
import io.pbrun.engine.connection.FileFacts;
import io.pbrun.engine.connection.ReadOnlyViolation;
import io.pbrun.engine.connection.TargetFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A target's files, in memory. The login directory is {@code /home/tester}; every change is
 * remembered as a line.
 */
public final class FakeFiles implements TargetFiles {
  public static final String HOME = "/home/tester";

  private static final class Node {
    FileFacts.Type type = FileFacts.Type.FILE;
    byte[] content = new byte[0];
    @Nullable String target;
    int mode = 0644;
    String owner = "tester";
    String group = "tester";
    double accessed = 1000;
    double modified = 1000;
    long inode;
  }

  private final TreeMap<String, Node> nodes;
  private final List<String> changes;
  private final Access access;

  FakeFiles() {
    this(new TreeMap<>(), new ArrayList<>(), Access.READ_WRITE);
    for (String directory : List.of("/", "/etc", "/home", HOME, "/tmp")) {
      create(directory, FileFacts.Type.DIRECTORY).mode = 0755;
    }
  }

  private FakeFiles(TreeMap<String, Node> nodes, List<String> changes, Access access) {
    this.nodes = nodes;
    this.changes = changes;
    this.access = access;
  }

  FakeFiles as(Access other) {
    return new FakeFiles(nodes, changes, other);
  }

  /** Puts a file there, with the folders above it, as something that has always been there. */
  public FakeFiles put(String path, String content) {
    return put(path, content, 0644);
  }

  public FakeFiles put(String path, String content, int mode) {
    parents(absolute(path));
    Node node = create(absolute(path), FileFacts.Type.FILE);
    node.content = content.getBytes(StandardCharsets.UTF_8);
    node.mode = mode;
    return this;
  }

  /** Puts a folder there, with those above it. */
  public FakeFiles putDirectory(String path) {
    parents(absolute(path) + "/x");
    return this;
  }

  public FakeFiles putLink(String path, String target) {
    Node node = create(absolute(path), FileFacts.Type.LINK);
    node.target = target;
    node.mode = 0777;
    return this;
  }

  /** The text of a file; fails when there is none. */
  public String text(String path) {
    Node node = nodes.get(absolute(path));
    if (node == null || node.type != FileFacts.Type.FILE) {
      throw new AssertionError("no file " + path + " among " + nodes.keySet());
    }
    return new String(node.content, StandardCharsets.UTF_8);
  }

  public boolean exists(String path) {
    return nodes.containsKey(absolute(path));
  }

  /** What was changed, in order: {@code write /etc/motd}, {@code remove /tmp/x}. */
  public List<String> changes() {
    return List.copyOf(changes);
  }

  @Override
  public @Nullable FileFacts stat(String path, boolean follow) {
    Node node = follow ? resolve(absolute(path), 0) : nodes.get(absolute(path));
    if (node == null) {
      return null;
    }
    long id = node.owner.equals("root") ? 0 : 1000;
    return new FileFacts(
        node.type,
        node.mode,
        node.type == FileFacts.Type.FILE ? node.content.length : 0,
        id,
        id,
        node.owner,
        node.group,
        node.accessed,
        node.modified,
        node.modified,
        node.inode,
        1,
        1,
        node.target);
  }

  @Override
  public byte[] read(String path) throws ConnectionException {
    Node node = resolve(absolute(path), 0);
    if (node == null || node.type != FileFacts.Type.FILE) {
      throw new ConnectionException("cannot read " + path + ": no such file");
    }
    return node.content.clone();
  }

  @Override
  public List<String> list(String path) {
    String prefix = absolute(path).equals("/") ? "/" : absolute(path) + "/";
    return nodes.keySet().stream()
        .filter(name -> name.startsWith(prefix) && name.length() > prefix.length())
        .map(name -> name.substring(prefix.length()))
        .filter(name -> !name.contains("/"))
        .toList();
  }

  @Override
  public void write(String path, byte[] content, FileAttributes attributes)
      throws ConnectionException {
    change("write", path);
    String absolute = absolute(path);
    if (!nodes.containsKey(parent(absolute))) {
      throw new ConnectionException("cannot write " + path + ": the folder does not exist");
    }
    Node old = nodes.get(absolute);
    Node node = create(absolute, FileFacts.Type.FILE);
    if (old != null) {
      node.mode = old.mode;
      node.owner = old.owner;
      node.group = old.group;
    }
    node.content = content.clone();
    set(node, attributes);
  }

  @Override
  public void makeDirectories(String path, FileAttributes attributes) {
    change("mkdir", path);
    parents(absolute(path) + "/x");
    set(node(path), attributes);
  }

  @Override
  public void makeLink(String path, String target, boolean symbolic) {
    change(symbolic ? "symlink" : "hardlink", path);
    if (symbolic) {
      putLink(path, target);
    } else {
      nodes.put(absolute(path), node(target));
    }
  }

  @Override
  public void setAttributes(String path, FileAttributes attributes) {
    change("attributes", path);
    set(node(path), attributes);
  }

  @Override
  public void touch(String path, @Nullable Double accessed, @Nullable Double modified) {
    change("touch", path);
    Node node = nodes.get(absolute(path));
    if (node == null) {
      node = create(absolute(path), FileFacts.Type.FILE);
    }
    node.accessed = accessed == null ? 2000 : accessed;
    node.modified = modified == null ? 2000 : modified;
  }

  @Override
  public void remove(String path) {
    change("remove", path);
    String absolute = absolute(path);
    nodes.keySet().removeIf(name -> name.equals(absolute) || name.startsWith(absolute + "/"));
  }

  @Override
  public String createTemporary(
      String directory, String prefix, String suffix, boolean isDirectory) {
    String path = directory + "/" + prefix + "x" + (nodes.size() + 1) + suffix;
    change("temporary", path);
    Node node =
        create(absolute(path), isDirectory ? FileFacts.Type.DIRECTORY : FileFacts.Type.FILE);
    node.mode = isDirectory ? 0700 : 0600;
    return path;
  }

  private Node create(String path, FileFacts.Type type) {
    Node node = new Node();
    node.type = type;
    node.inode = nodes.size() + 1L;
    if (type == FileFacts.Type.DIRECTORY) {
      node.mode = 0755;
    }
    nodes.put(path, node);
    return node;
  }

  private void parents(String path) {
    for (String up = parent(path); !nodes.containsKey(up); up = parent(up)) {
      create(up, FileFacts.Type.DIRECTORY);
    }
  }

  private Node node(String path) {
    Node node = nodes.get(absolute(path));
    if (node == null) {
      throw new AssertionError("nothing at " + path);
    }
    return node;
  }

  private @Nullable Node resolve(String path, int depth) {
    Node node = nodes.get(path);
    if (node == null || node.type != FileFacts.Type.LINK || node.target == null || depth > 8) {
      return node;
    }
    return resolve(Path.of(parent(path)).resolve(node.target).normalize().toString(), depth + 1);
  }

  private static void set(Node node, FileAttributes attributes) {
    node.owner = attributes.owner() == null ? node.owner : attributes.owner();
    node.group = attributes.group() == null ? node.group : attributes.group();
    String mode = attributes.mode();
    if (mode != null) {
      if (!mode.matches("[0-7]+")) {
        throw new AssertionError("the fake knows octal modes only, not " + mode);
      }
      node.mode = Integer.parseInt(mode, 8);
    }
  }

  private void change(String what, String path) {
    if (access == Access.READ_ONLY) {
      throw new ReadOnlyViolation(what + " " + path);
    }
    changes.add(what + " " + path);
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }

  private static String absolute(String path) {
    String full = path.equals("~") ? HOME : path.startsWith("~/") ? HOME + path.substring(1) : path;
    return Path.of(HOME).resolve(full).normalize().toString();
  }
}
