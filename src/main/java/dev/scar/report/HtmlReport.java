package dev.scar.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes {@code report.html} and {@code explore.html}: a run, or a study, as one page that needs no
 * network and no other file. The page's template, style and scripts are resources beside this
 * class; ECharts draws the charts.
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
    List<String> scripts = new ArrayList<>(List.of("format.js"));
    ReportChart.ALL.forEach(chart -> scripts.add(chart.script()));
    scripts.addAll(List.of("report.js", "theme.js"));
    write("report.html", title, ReportData.of(run), scripts, out);
  }

  /**
   * Writes the page of a study; the same study gives the same bytes.
   *
   * @param view what study.js reads
   */
  public static void writeStudy(String title, Object view, OutputStream out) throws IOException {
    write(
        "study.html",
        title,
        ViewWriter.compact(view),
        List.of("format.js", "study.js", "theme.js"),
        out);
  }

  private static void write(
      String template, String title, String json, List<String> scripts, OutputStream out)
      throws IOException {
    StringBuilder code = new StringBuilder();
    scripts.forEach(script -> code.append(resource(script)));
    String page =
        PLACE
            .matcher(resource(template))
            .replaceAll(
                place ->
                    Matcher.quoteReplacement(
                        switch (place.group(1)) {
                          case "title" -> Markup.escaped(title);
                          case "style" -> resource("report.css");
                          case "data" -> data(json);
                          case "echarts" -> script(resource(ECHARTS));
                          case "script" -> script(code.toString());
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
