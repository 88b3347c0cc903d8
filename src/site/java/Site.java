import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes one site of the documents, before and after {@code mvn site}: {@code Site.java prepare FROM
 * TO} copies them with links as the site needs them, {@code Site.java finish SITE} checks every link
 * and writes what the search looks through.
 */
public final class Site {
  private static final Pattern LINK = Pattern.compile("(!?\\[[^\\]]*\\])\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(#{1,6}) (.+?)\\s*");
  private static final Pattern SECTION =
      Pattern.compile("(?s)<h([1-3])[^>]*>(.*?)</h\\1>(.*?)(?=<h[1-3][ >]|<footer|$)");
  private static final Pattern ID = Pattern.compile("\\b(?:id|name)=\"([^\"]+)\"");
  private static final Pattern REFERENCE = Pattern.compile("\\b(?:href|src)=\"([^\"]*)\"");

  private Site() {}

  public static void main(String[] args) throws IOException {
    if (args[0].equals("prepare")) {
      prepare(Path.of(args[1]).toAbsolutePath().normalize(), Path.of(args[2]));
    } else {
      finish(Path.of(args[1]));
    }
  }

  /** The documents by what the site calls them. */
  private static Map<Path, String> pages(Path home) throws IOException {
    Map<Path, String> pages = new LinkedHashMap<>();
    pages.put(home.resolve("README.md"), "index");
    pages.put(home.resolve(".github/CONTRIBUTING.md"), "contributing");
    pages.put(home.resolve("CHANGELOG.md"), "changes");
    pages.put(home.resolve("traces/README.md"), "traces");
    try (Stream<Path> files = Files.list(home.resolve("src/site/markdown"))) {
      files.sorted().forEach(f -> pages.put(f, f.getFileName().toString().replace(".md", "")));
    }
    return pages;
  }

  private static void prepare(Path home, Path to) throws IOException {
    Map<Path, String> pages = pages(home);
    copy(home.resolve("src/site/resources"), to.resolve("resources"));
    Files.copy(home.resolve("src/site/site.xml"), fresh(to.resolve("site.xml")));
    for (Map.Entry<Path, String> page : pages.entrySet()) {
      StringBuilder text = new StringBuilder();
      boolean code = false;
      for (String line : Files.readAllLines(page.getKey())) {
        code ^= line.startsWith("```");
        Matcher heading = HEADING.matcher(line);
        if (!code && heading.matches()) {
          text.append("<a id=\"").append(slug(heading.group(2))).append("\"></a>\n\n");
        }
        text.append(code ? line : linked(line, page.getKey(), pages, home, to)).append('\n');
      }
      Files.writeString(fresh(to.resolve("markdown").resolve(page.getValue() + ".md")), text);
    }
  }

  private static String linked(
      String line, Path page, Map<Path, String> pages, Path home, Path to) {
    return LINK.matcher(line)
        .replaceAll(
            found -> {
              String whole = found.group(2);
              if (whole.matches("[a-z]+:.*|#.*")) {
                return Matcher.quoteReplacement(found.group());
              }
              String file = whole.replaceFirst("#.*", "");
              String anchor = whole.substring(file.length());
              Path target = page.resolveSibling(file).normalize();
              String shown = pages.containsKey(target) ? pages.get(target) + ".html" : null;
              Path resources = home.resolve("src/site/resources");
              if (shown == null && target.startsWith(resources)) {
                shown = resources.relativize(target).toString();
              }
              if (shown == null && Files.isRegularFile(target)) {
                Path copy = Path.of("files").resolve(home.relativize(target));
                copyFile(target, to.resolve("resources").resolve(copy));
                shown = copy.toString();
              }
              String text = found.group(1);
              return Matcher.quoteReplacement(
                  shown == null
                      ? text.substring(1, text.length() - 1)
                      : text + "(" + shown + anchor + ")");
            });
  }

  /** As forges make anchors of headings. */
  private static String slug(String heading) {
    return heading
        .replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N} _-]", "")
        .replace(' ', '-');
  }

  private static void finish(Path site) throws IOException {
    Map<Path, String> pages = new LinkedHashMap<>();
    try (Stream<Path> files = Files.list(site)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".html")).sorted().toList()) {
        pages.put(file, Files.readString(file));
      }
    }
    List<String> broken = new ArrayList<>();
    StringBuilder index = new StringBuilder("const SECTIONS = [\n");
    for (Map.Entry<Path, String> page : pages.entrySet()) {
      for (MatchResult reference : REFERENCE.matcher(page.getValue()).results().toList()) {
        if (isBroken(page.getKey(), reference.group(1), pages)) {
          broken.add(page.getKey().getFileName() + ": " + reference.group(1));
        }
      }
      index(page.getKey().getFileName().toString(), page.getValue(), index);
    }
    Files.writeString(site.resolve("search-index.js"), index.append("];\n"));
    System.out.println(pages.size() + " pages, " + broken.size() + " broken links");
    broken.forEach(System.err::println);
    if (!broken.isEmpty()) {
      System.exit(1);
    }
  }

  private static boolean isBroken(Path page, String reference, Map<Path, String> pages)
      throws IOException {
    if (reference.isEmpty() || reference.matches("[a-z]+:.*|//.*|#")) {
      return false;
    }
    String file = reference.replaceFirst("[?#].*", "");
    Path target = file.isEmpty() ? page : page.resolveSibling(file).normalize();
    boolean written = target.getFileName().toString().equals("search-index.js");
    if (!written && !Files.exists(target)) {
      return true;
    }
    int anchor = reference.indexOf('#');
    if (anchor < 0 || !pages.containsKey(target)) {
      return false;
    }
    Set<String> ids = new TreeSet<>();
    ID.matcher(pages.get(target)).results().forEach(id -> ids.add(id.group(1)));
    return !ids.contains(reference.substring(anchor + 1));
  }

  private static void index(String page, String html, StringBuilder index) {
    int from = Math.max(0, html.indexOf("<main"));
    String anchor = "";
    for (MatchResult section : SECTION.matcher(html.substring(from)).results().toList()) {
      String before = html.substring(from, from + section.start());
      int id = before.lastIndexOf("<a id=\"");
      if (id >= 0) {
        anchor = "#" + before.substring(id + 7, before.indexOf('"', id + 7));
      }
      index
          .append("[\"").append(page).append(anchor).append("\",\"")
          .append(plain(section.group(2))).append("\",\"")
          .append(plain(section.group(3))).append("\"],\n");
    }
  }

  private static String plain(String html) {
    return html.replaceAll("(?s)<script.*?</script>|<[^>]*>", " ")
        .replaceAll("\\s+", " ")
        .strip()
        .replace("\\", "\\\\")
        .replace("\"", "\\\"");
  }

  private static Path fresh(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.deleteIfExists(file);
    return file;
  }

  private static void copyFile(Path from, Path to) {
    try {
      Files.copy(from, fresh(to));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      files
          .filter(Files::isRegularFile)
          .forEach(file -> copyFile(file, to.resolve(from.relativize(file).toString())));
    }
  }
}
