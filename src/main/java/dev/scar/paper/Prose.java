package dev.scar.paper;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text in Markdown that is part of the program. */
final class Prose {
  private static final Pattern SLOT = Pattern.compile("\\{\\{([a-z0-9-]+)\\}\\}");

  private final String text;

  private Prose(String text) {
    this.text = text;
  }

  /** The resource of this name. */
  static Prose of(String name) {
    return new Prose(PaperReader.text(name));
  }

  /** What stands under a heading of the second level, without line breaks at its ends. */
  Optional<String> chapter(String heading) {
    Matcher found =
        Pattern.compile(
                "^## " + Pattern.quote(heading) + "\\R+(.*?)\\s*(?=^#|\\z)",
                Pattern.MULTILINE | Pattern.DOTALL)
            .matcher(text);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  /**
   * The text with every slot, {@code {{name}}}, filled.
   *
   * @throws NullPointerException if a slot has no filling
   */
  String filled(Map<String, Supplier<String>> slots) {
    return SLOT.matcher(text)
        .replaceAll(
            slot ->
                Matcher.quoteReplacement(
                    Objects.requireNonNull(slots.get(slot.group(1)), slot.group()).get()));
  }
}
