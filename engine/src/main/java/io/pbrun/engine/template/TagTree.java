package io.pbrun.engine.template;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.interpret.TemplateError;
import com.hubspot.jinjava.lib.tag.Tag;
import com.hubspot.jinjava.tree.ExpressionNode;
import com.hubspot.jinjava.tree.Node;
import com.hubspot.jinjava.tree.TagNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Has Jinjava nest the tags of a template. Jinjava is given the skeleton of the template, in which
 * a number stands for each expression, tag and text, since its own scanner ends {@code {{ {'a': {}}
 * }}} too early, has no {@code {%- endraw -%}} and counts columns wrongly (measured on 2.8.4).
 */
final class TagTree {

  /** A segment with those nested in it, {@code else} and {@code elif} among them. */
  record Branch(int segment, List<Branch> children) {}

  /** A mistake in the nesting, at a segment. */
  record Mistake(int segment, String message) {}

  private static final Map<String, String> BLOCKS =
      Map.ofEntries(
          Map.entry("if", "endif"),
          Map.entry("for", "endfor"),
          Map.entry("setblock", "endset"),
          Map.entry("macro", "endmacro"),
          Map.entry("call", "endcall"),
          Map.entry("filter", "endfilter"),
          Map.entry("with", "endwith"),
          Map.entry("block", "endblock"),
          Map.entry("autoescape", "endautoescape"));
  private static final Set<String> SINGLE =
      Set.of(
          "else", "elif", "set", "include", "import", "from", "extends", "do", "break", "continue");

  private TagTree() {}

  static boolean isTag(String name) {
    return BLOCKS.containsKey(name) || SINGLE.contains(name) || BLOCKS.containsValue(name);
  }

  static List<String> names() {
    List<String> names = new ArrayList<>(BLOCKS.keySet());
    names.remove("setblock");
    names.addAll(SINGLE);
    names.addAll(BLOCKS.values());
    names.add("raw");
    return names;
  }

  /** Only tells Jinjava where a tag ends; statements are run by {@link Statement}. */
  private record Structure(String name, String end) implements Tag {
    @Override
    public String getName() {
      return name;
    }

    @Override
    public String getEndTagName() {
      return end;
    }

    @Override
    public String interpret(TagNode node, JinjavaInterpreter interpreter) {
      throw new UnsupportedOperationException("pbrun runs '" + name + "' itself");
    }
  }

  /**
   * Nests the tags.
   *
   * @param tags the name of each segment's tag; empty for text and expressions
   * @param mistakes receives what is wrong
   */
  static List<Branch> build(List<String> tags, List<Mistake> mistakes) {
    StringBuilder skeleton = new StringBuilder();
    int[] columns = new int[tags.size()];
    for (int i = 0; i < tags.size(); i++) {
      columns[i] = skeleton.length() + 1;
      skeleton.append(
          tags.get(i).isEmpty() ? "{{ " + i + " }}" : "{% " + tags.get(i) + " " + i + " %}");
    }
    Jinjava jinjava = Holder.JINJAVA;
    JinjavaInterpreter interpreter =
        new JinjavaInterpreter(
            jinjava, new Context(jinjava.getGlobalContext()), jinjava.getGlobalConfig());
    JinjavaInterpreter.pushCurrent(interpreter);
    try {
      Node root = interpreter.parse(skeleton.toString());
      for (TemplateError error : interpreter.getErrors()) {
        int segment = 0;
        for (int i = 0; i < columns.length && columns[i] <= error.getStartPosition(); i++) {
          segment = i;
        }
        mistakes.add(new Mistake(segment, error.getMessage()));
      }
      return branches(root);
    } finally {
      JinjavaInterpreter.popCurrent();
    }
  }

  private static List<Branch> branches(Node node) {
    List<Branch> branches = new ArrayList<>();
    for (Node child : node.getChildren()) {
      switch (child) {
        case TagNode tag ->
            branches.add(new Branch(Integer.parseInt(tag.getHelpers().strip()), branches(tag)));
        case ExpressionNode expression -> {
          String image = expression.getMaster().getImage();
          branches.add(
              new Branch(
                  Integer.parseInt(image.substring(2, image.length() - 2).strip()), List.of()));
        }
        default -> {}
      }
    }
    return branches;
  }

  /** Jinjava is set up when the first template with a tag is compiled, not before. */
  private static final class Holder {
    static final Jinjava JINJAVA = create();

    private static Jinjava create() {
      JinjavaConfig config =
          JinjavaConfig.newBuilder()
              .withNestedInterpretationEnabled(false)
              .withTrimBlocks(false)
              .withLstripBlocks(false)
              .withKeepTrailingNewline(true)
              .build();
      Jinjava jinjava = new Jinjava(config);
      BLOCKS.forEach(
          (name, end) -> jinjava.getGlobalContext().registerTag(new Structure(name, end)));
      SINGLE.forEach(name -> jinjava.getGlobalContext().registerTag(new Single(name)));
      return jinjava;
    }
  }

  private record Single(String name) implements Tag {
    @Override
    public String getName() {
      return name;
    }

    @Override
    public @org.jspecify.annotations.Nullable String getEndTagName() {
      return null;
    }

    @Override
    public String interpret(TagNode node, JinjavaInterpreter interpreter) {
      throw new UnsupportedOperationException("pbrun runs '" + name + "' itself");
    }
  }
}
