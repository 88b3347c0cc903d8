package dev.scar.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.report.Figure.Unit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FigureTableTest {
  private static final Figure EQUAL = Figure.of("run", "all", "end_ps", 7_000, Unit.TIME);
  private static final Figure FIRST = Figure.of("model", "gpt", "busy_ps", 3_000_000, Unit.TIME);
  private static final Figure BOTH = Figure.of("model", "u-net", "busy_ps", 1_000_000, Unit.TIME);
  private static final Figure SLOWER = Figure.of("model", "u-net", "busy_ps", 1_500_000, Unit.TIME);

  private final FigureTable table =
      new FigureTable(
          List.of("a", "b"),
          List.of(Map.of("seed", "1"), Map.of()),
          List.of(List.of(EQUAL, FIRST, BOTH), List.of(EQUAL, SLOWER)));

  @Test
  void whatOneRunLacksIsNotZero() {
    assertThat(table.text(false).lines().map(line -> line.strip().replaceAll(" +", " ")))
        .contains(
            "model a b difference ratio",
            "gpt busy 3 us – – –",
            "u-net busy 1 us 1.5 us 500 ns 1.500",
            "1 figures are equal; --all shows them");
    assertThat(table.print(TableFormat.CSV))
        .contains("model,gpt,busy_ps,a,3000000\n", "model,gpt,busy_ps,b,\n")
        .contains("model,u-net,busy_ps,b,1500000\n");
  }

  @Test
  void jsonHasOriginsAndNulls() {
    assertThat(table.print(TableFormat.JSON).replaceAll("\\s", ""))
        .contains("{\"name\":\"a\",\"inputs\":{\"seed\":\"1\"}},{\"name\":\"b\",\"inputs\":{}}")
        .contains("\"name\":\"gpt\",\"figure\":\"busy_ps\",\"values\":{\"a\":3000000,\"b\":null}");
  }
}
