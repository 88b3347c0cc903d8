package dev.scar.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One description of the columns, three formats. */
class TableTest {
  private record Row(String name, long ps, @Nullable Long bytes, double share, double score) {}

  private static final Table<Row> TABLE =
      Table.of(
          Column.text("name", Row::name),
          Column.time("busy", Row::ps),
          Column.size("moved", Row::bytes).absent("–"),
          Column.share("utilisation", Row::share),
          Column.<Row>number("EDP score", "%.4g", Row::score).key("score"),
          Column.<Row>text("remark", row -> row.ps() > 0 ? "late" : "").textOnly(),
          Column.<Row>count("twice", row -> 2 * row.ps()).filesOnly());
  private static final List<Row> ROWS =
      List.of(
          new Row("link 0>1", 1_500_000, 2048L, 0.125, 0.1 + 0.2),
          new Row("=1+cmd,\"x\"", 0, null, 1, Double.NaN));

  @Test
  void textIsAlignedWithUnits() {
    assertThat(TABLE.print(TableFormat.TABLE, ROWS))
        .isEqualTo(
            """
              name          busy     moved  utilisation  EDP score  remark
              link 0>1    1.5 us  2.048 kB      12.50 %     0.3000  late
              =1+cmd,"x"  0.0 ps         –     100.00 %
            """);
  }

  @Test
  void markdownShowsWhatTextShows() {
    Table<String> table =
        Table.of(
            Column.text("name", name -> name),
            Column.count("letters", (String name) -> name.length()));
    assertThat(table.markdown(List.of("a|b", "c")))
        .isEqualTo(
            """
            | name | letters |
            |---|--:|
            | a\\|b | 3 |
            | c | 1 |
            """);
  }

  @Test
  void csvHasExactValuesAndNoFormulas() {
    assertThat(TABLE.print(TableFormat.CSV, ROWS))
        .isEqualTo(
            """
            name,busy_ps,moved_bytes,utilisation,score,twice
            link 0>1,1500000,2048,0.125,0.30000000000000004,3000000
            "'=1+cmd,""x""\",0,,1.0,,0
            """);
  }

  @Test
  void jsonHasTheSameValuesUnderTheSameNames() {
    assertThat(TABLE.print(TableFormat.JSON, ROWS))
        .isEqualTo(
            """
            [ {
              "name" : "link 0>1",
              "busyPs" : 1500000,
              "movedBytes" : 2048,
              "utilisation" : 0.125,
              "score" : 0.30000000000000004,
              "twice" : 3000000
            }, {
              "name" : "=1+cmd,\\"x\\"",
              "busyPs" : 0,
              "movedBytes" : null,
              "utilisation" : 1.0,
              "score" : null,
              "twice" : 0
            } ]
            """);
  }

  @Test
  void controlCharactersOfNamesReachNeitherTextNorCsv() {
    List<Row> evil = List.of(new Row("\u001b[31mred\u0007\u202e\u009b", 1, 1L, 0, 0));
    assertThat(TABLE.text(evil)).contains("?[31mred???").doesNotContain("\u001b");
    assertThat(TABLE.csv(evil)).contains("?[31mred???").doesNotContain("\u001b");
    Table<String> title = new Table<>(List.of(Column.text("\u001b[2Jtitle", name -> name)));
    assertThat(title.text(List.of())).isEqualTo("  ?[2Jtitle\n");
  }

  @Test
  void sumsBeyondALongAreExactInFiles() {
    BigInteger sum = BigInteger.TWO.pow(80);
    Table<Map<String, BigInteger>> table = Table.of(Column.time("waited", row -> row.get("sum")));
    assertThat(table.csv(List.of(Map.of("sum", sum)))).isEqualTo("waited_ps\n" + sum + "\n");
    assertThat(table.text(List.of(Map.of("sum", sum)))).contains("1208925819615 s");
  }
}
