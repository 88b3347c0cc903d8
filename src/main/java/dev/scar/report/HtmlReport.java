package dev.scar.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes {@code report.html}: a run as one page that needs no network and no other file. The page's
 * template, style and scripts are resources beside this class; ECharts draws the charts.
 */
public final class HtmlReport {
  private static final String ECHARTS = "/META-INF/resources/webjars/echarts/5.5.0/echarts.min.js";
  private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z]+)}}");

  private HtmlReport() {}

  /** Writes the page of a run; the same run gives the same bytes. */
  public static void write(RunReport run, OutputStream out) throws IOException {
    String title =
        "%s on %s"
            .formatted(run.plan().schedule().scenario().name(), run.plan().chipletPackage().name());
    StringBuilder scripts = new StringBuilder(resource("format.js"));
    ReportChart.ALL.forEach(chart -> scripts.append(resource(chart.script())));
    scripts.append(resource("report.js"));
    String page =
        PLACE
            .matcher(resource("report.html"))
            .replaceAll(
                place ->
                    Matcher.quoteReplacement(
                        switch (place.group(1)) {
                          case "title" -> Markup.escaped(title);
                          case "style" -> resource("report.css");
                          case "data" -> data(ReportData.of(run));
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
