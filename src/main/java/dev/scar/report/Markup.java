package dev.scar.report;

/** Text inside XML and HTML. */
final class Markup {
  private Markup() {}

  /** Text between tags, or inside an attribute with quotes of either kind around it. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
