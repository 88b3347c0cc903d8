package dev.scar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What code and documents cite is there: pages, their anchors, files behind links. */
class CitationsTest {
  private static final Path HOME = Path.of(System.getProperty("scar.home", ".")).toAbsolutePath();
  private static final Path PAGES = HOME.resolve("src/site/markdown");
  private static final Pattern CITATION = Pattern.compile("([a-z][a-z-]*\\.md)(?:#([a-z0-9-]+))?");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern ANCHOR = Pattern.compile("<a id=\"([^\"]+)\">");
  private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);
  private static final Pattern UNSHIPPED =
      Pattern.compile("DESIGN section|replay rules? \\d|\\bthe note\\b|\\(Q\\d+[;)]");

  private final Map<Path, Set<String>> anchors = new HashMap<>();

  @Test
  void codeCitesPagesAndAnchorsThatExist() throws IOException {
    List<String> missing = new ArrayList<>();
    int cited = 0;
    for (Path source : files("src", ".java")) {
      // Javadoc may break a line inside {@code …}, but never inside a citation.
      var citations = CITATION.matcher(Files.readString(source));
      while (citations.find()) {
        Path page = PAGES.resolve(citations.group(1));
        if (citations.group(2) != null) {
          cited++;
          check(source, page, citations.group(2), missing);
        }
      }
    }
    assertThat(missing).isEmpty();
    assertThat(cited).as("citations").isGreaterThan(30);
  }

  @Test
  void everyReplayRuleIsCitedByTheCodeThatObeysIt() throws IOException {
    Set<String> rules = new TreeSet<>();
    for (String anchor : anchors(PAGES.resolve("replay-rules.md"))) {
      if (anchor.startsWith("rule-")) {
        rules.add(anchor);
      }
    }
    assertThat(rules).hasSizeGreaterThanOrEqualTo(20);
    for (Path source : files("src/main/java", ".java")) {
      String text = Files.readString(source);
      rules.removeIf(rule -> text.matches("(?s).*replay-rules\\.md#" + rule + "\\b.*"));
    }
    assertThat(rules).as("rules that no class names").isEmpty();
  }

  @Test
  void documentsLinkToWhatIsThere() throws IOException {
    List<String> missing = new ArrayList<>();
    int links = 0;
    List<Path> documents = new ArrayList<>(files("src/site/markdown", ".md"));
    documents.add(HOME.resolve("README.md"));
    documents.add(HOME.resolve(".github/CONTRIBUTING.md"));
    documents.add(HOME.resolve("traces/README.md"));
    for (Path document : documents) {
      var link = LINK.matcher(Files.readString(document));
      while (link.find()) {
        String target = link.group(1);
        if (target.matches("[a-z]+:.*")) {
          continue;
        }
        links++;
        String[] parts = target.split("#", 2);
        Path file = target(document, parts[0]);
        if (!Files.exists(file)) {
          missing.add(HOME.relativize(document) + ": " + target + " is not there");
        } else if (parts.length == 2) {
          check(document, file, parts[1], missing);
        }
      }
    }
    assertThat(missing).isEmpty();
    assertThat(links).as("links").isGreaterThan(30);
  }

  @Test
  void nothingCitesATextThatDoesNotShip() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path source : files("src", ".java")) {
      if (!source.endsWith("CitationsTest.java")) {
        UNSHIPPED
            .matcher(Files.readString(source).replaceAll("\\s*\\n\\s*\\*?\\s*", " "))
            .results()
            .forEach(hit -> found.add(HOME.relativize(source) + ": " + hit.group()));
      }
    }
    assertThat(found).isEmpty();
  }

  private static Path target(Path document, String link) {
    if (link.isEmpty()) {
      return document;
    }
    // The site puts images beside the pages; in the repository they are resources.
    Path beside = document.resolveSibling(link).normalize();
    Path resource = HOME.resolve("src/site/resources").resolve(link).normalize();
    return Files.exists(beside) || !document.startsWith(PAGES) ? beside : resource;
  }

  private void check(Path from, Path page, String anchor, List<String> missing) throws IOException {
    if (!Files.exists(page)) {
      missing.add(HOME.relativize(from) + ": " + page.getFileName() + " is not there");
    } else if (!anchors(page).contains(anchor)) {
      missing.add(
          HOME.relativize(from) + ": " + page.getFileName() + "#" + anchor + " is not there");
    }
  }

  /** Written anchors, and those that a reader such as GitHub makes of headings. */
  private Set<String> anchors(Path page) throws IOException {
    Set<String> known = anchors.get(page);
    if (known == null) {
      Set<String> found = new HashSet<>();
      String text = Files.readString(page);
      ANCHOR.matcher(text).results().forEach(hit -> found.add(hit.group(1)));
      HEADING
          .matcher(text)
          .results()
          .map(hit -> hit.group(1).toLowerCase(Locale.ROOT))
          .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
          .forEach(found::add);
      anchors.put(page, found);
      known = found;
    }
    return known;
  }

  private static List<Path> files(String folder, String suffix) throws IOException {
    try (Stream<Path> all = Files.walk(HOME.resolve(folder))) {
      return all.filter(path -> path.toString().endsWith(suffix)).sorted().toList();
    }
  }
}
