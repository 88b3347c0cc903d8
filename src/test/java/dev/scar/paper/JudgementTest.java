package dev.scar.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When a claim holds, on numbers made up for it, and that every claim is checked. */
final class JudgementTest {
  private static Verdict ratio(double paper, double ours) {
    return Judgement.ratio(paper, ours).verdict();
  }

  private static Verdict percent(double paper, double ours) {
    return Judgement.percent(paper, ours).verdict();
  }

  @Test
  void aRatioHoldsWithinTenPercentIfItSaysTheSame() {
    assertThat(ratio(2.0, 2.19)).isEqualTo(Verdict.HOLDS);
    assertThat(ratio(2.0, 1.81)).isEqualTo(Verdict.HOLDS);
    assertThat(ratio(2.0, 2.21)).isEqualTo(Verdict.HOLDS_IN_DIRECTION);
    assertThat(ratio(2.0, 1.06)).isEqualTo(Verdict.HOLDS_IN_DIRECTION);
    assertThat(ratio(2.0, 0.94)).isEqualTo(Verdict.FAILS);
    assertThat(ratio(0.5, 0.9)).isEqualTo(Verdict.HOLDS_IN_DIRECTION);
    assertThat(ratio(0.5, 1.1)).isEqualTo(Verdict.FAILS);
    assertThat(ratio(2.0, 1.0)).isEqualTo(Verdict.FAILS);
    assertThat(Judgement.ratio(2.0, 3.0).ratio()).isEqualTo(1.5);
  }

  /** 1.04 and 0.96 are no difference, 1.06 and 0.94 are one. */
  @Test
  void anEffectBelowFivePercentIsNone() {
    assertThat(ratio(1.04, 0.96)).as("none here and there").isEqualTo(Verdict.HOLDS);
    assertThat(ratio(1.06, 1.04)).as("only there").isEqualTo(Verdict.FAILS);
    assertThat(ratio(1.04, 1.06)).as("only here").isEqualTo(Verdict.FAILS);
    assertThat(ratio(1.06, 0.98)).isEqualTo(Verdict.FAILS);
    assertThat(ratio(2.0, 1.04)).isEqualTo(Verdict.FAILS);
    assertThat(percent(3, -2)).isEqualTo(Verdict.HOLDS);
    assertThat(percent(8, 4.9)).isEqualTo(Verdict.FAILS);
    assertThat(Judgement.percent(8, 4.9).why()).isEqualTo("no difference here, -3.1 points");
  }

  /** 2.4 times as large is the paper's direction, 2.6 times is another size. */
  @Test
  void inDirectionTheFigureIsWithinAFactorOfTwoAndAHalf() {
    assertThat(ratio(2.0, 4.8)).isEqualTo(Verdict.HOLDS_IN_DIRECTION);
    assertThat(ratio(2.0, 5.2)).isEqualTo(Verdict.FAILS);
    assertThat(ratio(0.3, 0.72)).isEqualTo(Verdict.HOLDS_IN_DIRECTION);
    assertThat(ratio(0.3, 0.78)).isEqualTo(Verdict.FAILS);
    assertThat(percent(50, 20.5)).isEqualTo(Verdict.HOLDS_IN_DIRECTION);
    assertThat(percent(50, 19.5)).isEqualTo(Verdict.FAILS);
    assertThat(Judgement.percent(50, 19.5).why())
        .isEqualTo("same direction, but not the size, -30.5 points");
  }

  @Test
  void aPercentageHoldsWithinFivePointsIfItSaysTheSame() {
    assertThat(percent(27.6, 32.5)).isEqualTo(Verdict.HOLDS);
    assertThat(percent(27.6, 33)).isEqualTo(Verdict.HOLDS_IN_DIRECTION);
    assertThat(percent(27.6, 0.1)).isEqualTo(Verdict.FAILS);
    assertThat(percent(27.6, -20)).isEqualTo(Verdict.FAILS);
  }

  @Test
  void judgementsAreAlikeIfNoFigureDiffersByFivePercent() {
    Judgement one = Judgement.ratios(List.of(2.0, 2.0), List.of(2.0, 3.0));
    assertThat(one.isLike(Judgement.ratios(List.of(2.0, 2.0), List.of(2.08, 2.9)))).isTrue();
    assertThat(one.isLike(Judgement.ratios(List.of(2.0, 2.0), List.of(2.12, 3.0)))).isFalse();
    assertThat(Judgement.ranking(2, 3, "a").isLike(Judgement.ranking(2, 3, "a"))).isTrue();
    assertThat(Judgement.ranking(2, 3, "a").isLike(Judgement.ranking(3, 3, "b"))).isFalse();
  }

  @Test
  void theWorstOfSeveralFiguresDecides() {
    assertThat(Judgement.ratios(List.of(2.0, 2.0), List.of(2.0, 3.0)).verdict())
        .isEqualTo(Verdict.HOLDS_IN_DIRECTION);
    assertThat(Judgement.ratios(List.of(2.0, 2.0), List.of(0.5, 2.0)).verdict())
        .isEqualTo(Verdict.FAILS);
    assertThat(Judgement.ratios(List.of(2.0, 2.0), List.of(1.0, 4.0)).ratio())
        .isCloseTo(1, within(1e-12));
    assertThat(Judgement.percents(List.of(10.0, 10.0), List.of(10.0, 20.0)).verdict())
        .isEqualTo(Verdict.HOLDS_IN_DIRECTION);
    assertThat(Judgement.ranking(2, 3, "").verdict()).isEqualTo(Verdict.FAILS);
    assertThat(Judgement.ranking(3, 3, "").verdict()).isEqualTo(Verdict.HOLDS);
    assertThat(Judgement.ranking(2, 1, 3, "").why())
        .isEqualTo("2 of 3 cases as in the paper, 1 tie");
  }

  @Test
  void everyClaimHasOneCheck() {
    List<String> expected = IntStream.rangeClosed(1, 50).mapToObj("C%02d"::formatted).toList();
    assertThat(PaperReader.read().claims()).extracting(Paper.Claim::id).isEqualTo(expected);
    assertThat(new TreeSet<>(Claims.ids())).containsExactlyElementsOf(expected);
  }

  @Test
  void thePapersTablesSayWhatItsClaimsDo() {
    Paper paper = PaperReader.read();
    double sum = 0;
    for (String scenario : Paper.DATACENTER) {
      for (String base : List.of("Simba (Shi)", "Simba (NVD)")) {
        sum +=
            1
                - paper.value("edp_search.edp_Js", "Het-Sides", scenario)
                    / paper.value("edp_search.edp_Js", base, scenario);
      }
    }
    assertThat(100 * sum / 10).as("C01").isCloseTo(27.6, within(0.05));
    assertThat(paper.value("relative_edp", "Standalone (Shi)", "sc9")).isEqualTo(0.45);
    assertThat(paper.breakdownLayers()).containsExactly(60, 30, 131, 25, 23, 269);
  }

  @Test
  void theSchedulingSpaceIsTheFormulas() {
    assertThat(ExampleChecks.space(4, 3, 1)).isEqualTo(1024);
    assertThat(ExampleChecks.space(36, 50, 23).toString()).hasSize(133);
  }
}
