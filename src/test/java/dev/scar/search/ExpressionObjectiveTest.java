package dev.scar.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Objectives that people write, and what is no objective. */
class ExpressionObjectiveTest {
  @Test
  void expressionsAreEvaluated() {
    Map<String, Double> at3And2 =
        Map.of(
            "latency^2 * energy", 18.0,
            "2^3^2 * latency", 1536.0,
            "max(latency, 2*energy) + edp", 10.0,
            "sqrt(latency * 27) + energy", 11.0,
            "log10(latency * 1000000) * energy + latency", 2 * Math.log10(3e6) + 3,
            "if(latency > 1, 10 * latency, latency) + energy", 32.0,
            "-(-latency)", 3.0);
    at3And2.forEach(
        (text, value) ->
            assertThat(ExpressionObjective.parse(text).score(3, 2))
                .as(text)
                .isCloseTo(value, org.assertj.core.api.Assertions.within(1e-9)));
  }

  @Test
  void whatIsNotANumberThatGrowsIsRefused() {
    Map<String, String> refused =
        Map.ofEntries(
            Map.entry("latency*10^999999999", "finite"),
            Map.entry("latency^400 * 10^300", "finite"),
            Map.entry("latency * 1e99999", "exponent"),
            Map.entry("7", "every latency and energy"),
            Map.entry("latency - latency", "every latency and energy"),
            Map.entry("latency == 1", "not a finite number"),
            Map.entry("\"latency\"", "not a finite number"),
            Map.entry("DT_NOW() + latency", "DT_NOW"),
            Map.entry("RANDOM() * latency", "RANDOM"),
            Map.entry("FACT(1000000000) * latency", "FACT"),
            Map.entry("latency / energy", "does not grow"),
            Map.entry("latency" + " + latency".repeat(4000), "characters"),
            Map.entry("(".repeat(240) + "latency" + ")".repeat(240) + "^(-1)", "does not grow"));
    refused.forEach(
        (text, why) ->
            assertThatThrownBy(() -> ExpressionObjective.parse(text))
                .as(text)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why));
  }
}
