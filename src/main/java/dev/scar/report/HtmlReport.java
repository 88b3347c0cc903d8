package dev.scar.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes {@code report.html}: a run as one page that needs no network and no other file. The page's
 * template, style and scripts are resources beside this class; ECharts draws the charts.
 */
public final class HtmlReport {
  private static final String ECHARTS = "/META-INF/resources/webjars/echarts/5.5.0/echarts.min.js";
  private static final List<String> SCRIPTS =
      List.of("format.js", "gantt.js", "package.js", "charts.js", "tables.js", "report.js");
  private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z]+)}}");

  private HtmlReport() {}

  /** Writes the page of a run; the same run gives the same bytes. */
  public static void write(ReplayComparison comparison, RunStory story, OutputStream out)
      throws IOException {
    String data = ReportDataWriter.write(comparison, story);
    String title =
        "%s on %s"
            .formatted(
                comparison.prediction().plan().schedule().scenario().name(),
                comparison.prediction().plan().chipletPackage().name());
    StringBuilder scripts = new StringBuilder();
    SCRIPTS.forEach(name -> scripts.append(resource(name)));
    String page =
        PLACE
            .matcher(resource("report.html"))
            .replaceAll(
                place ->
                    Matcher.quoteReplacement(
                        switch (place.group(1)) {
                          case "title" -> Markup.escaped(title);
                          case "style" -> resource("report.css");
                          case "data" -> data(data);
                          case "echarts" -> script(resource(ECHARTS));
                          case "script" -> script(scripts.toString());
                          default ->
                              throw new IllegalStateException("no such place: " + place.group());
                        }));
    out.write(page.getBytes(StandardCharsets.UTF_8));
  }

  /** JSON whose strings cannot end the script element they are in, or open a comment. */
  private static String data(String json) {
    return json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
  }

  private static String script(String code) {
    return code.replace("</script", "<\\/script").replace("<!--", "<\\!--");
  }

  private static String resource(String name) {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + name, e);
    }
  }
}
