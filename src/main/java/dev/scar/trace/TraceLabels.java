package dev.scar.trace;

/** What the numbers in a log mean, for people. */
public interface TraceLabels {
  /** The kinds of component, one track group each. */
  enum Group {
    CHIPLETS("chiplets"),
    LINKS("NoP links"),
    DRAMS("DRAM"),
    PORTS("ejection ports");

    private final String title;

    Group(String title) {
      this.title = title;
    }

    /** What the group is called. */
    public String title() {
      return title;
    }
  }

  /** The group of a component. */
  Group group(int component);

  /** The name of a component's track. */
  String component(int component);

  /** What a flow of a window moves. */
  String flow(int window, int flow);

  /** What a component computes in a window. */
  String stage(int window, int component);
}
