package dev.scar.paper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.cost.MaestroCostModel;
import dev.scar.report.TableFormat;
import dev.scar.run.Inputs;
import dev.scar.search.anneal.AnnealingSearch;
import dev.scar.study.Bench;
import dev.scar.study.Experiments;
import dev.scar.study.PaperOptions;
import dev.scar.study.ResultCache;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The reproduction without a command line. Every search has the same known answer here, so it is
 * not the numbers that count, but that everything is asked for, judged and shown.
 */
final class ReproductionPageTest {
  private static final String ANSWER =
      """
      {"score":6.0,"boundScore":3.0,"latencyPs":2000000000000,"computeJ":1.0,"nopJ":1.5,"dramJ":0.5,"staticJ":0.0,
       "windows":[{"latencyPs":2000000000000,"models":[{"model":"gpt-l","latencyPs":2000000000000,
        "segments":[{"layers":70,"chiplet":3,"type":"nvd"},{"layers":50,"chiplet":4,"type":"shi"}]}]}],
       "pareto":[{"latencyPs":2000000000000,"energyJ":3.0},{"latencyPs":4000000000000,"energyJ":2.5}],
       "paretoPoints":2,
       "coverage":{"partitionings":1,"restarts":0,"covered":9.0,"evaluated":8,"combined":7,"exact":true,"stopped":false,"simulated":0}}
      """;
  private static final AtomicInteger ASKED = new AtomicInteger();
  private static Reproduction reproduction;

  @BeforeAll
  static void withKnownAnswers() {
    ResultCache known =
        new ResultCache() {
          @Override
          public Optional<String> get(String key) {
            ASKED.incrementAndGet();
            return Optional.of(ANSWER);
          }

          @Override
          public void put(String key, String label, String answer) {
            throw new AssertionError("nothing is searched");
          }
        };
    reproduction =
        new Reproduction(
            new Experiments(
                Bench.of(MaestroCostModel.shipped(), 1), "", known, (done, all, last) -> {}),
            new LibrarySources(new Inputs(Path.of(System.getProperty("scar.home", ".")))),
            PaperOptions.DEFAULT,
            AnnealingSearch.DEFAULT);
  }

  @Test
  void thePageShowsEveryClaimAndFillsEverySlot() {
    ReproductionPage page = new ReproductionPage(reproduction, "../pictures");
    String text = page.text();
    assertThat(text).doesNotContain("{{", "null").contains("](../pictures/reproduction-fig7.svg)");
    for (Paper.Claim claim : reproduction.paper().claims()) {
      assertThat(text).contains("| " + claim.id() + " | ").contains(claim.statement());
    }
    assertThat(text)
        .as("a failed claim comes with its cause and with what turns it")
        .containsPattern(
            "\\*\\*C39\\*\\* .*: paper 2.5, ours 1.00. Six of Het-T's nine chiplets .*None of")
        .contains("| Het-Sides | 2.00 (0.340, ×5.88) |")
        .contains("| W0 | 2.00 | gpt-l | 2.00 | 120 | 70 on 3 (nvd) → 50 on 4 (shi) |");
    assertThat(page.pictures())
        .hasSize(6)
        .allSatisfy((name, svg) -> assertThat(svg).contains("<svg"));
    assertThat(ASKED.get()).as("questions under all variants").isGreaterThan(500);
  }

  @Test
  void everyTopicHasEveryFormat() {
    for (Topic topic : Topic.values()) {
      for (TableFormat format : TableFormat.values()) {
        assertThat(topic.print(reproduction, format)).as(topic + " " + format).isNotBlank();
      }
      assertThat(Topic.named(topic.label())).contains(topic);
    }
    assertThat(Topic.CLAIMS.print(reproduction, TableFormat.CSV).lines())
        .hasSize(1 + reproduction.paper().claims().size());
    assertThat(Topic.SENSITIVITY.print(reproduction, TableFormat.JSON))
        .contains("\"choice\" : \"mini-batch\"", "\"C01\" : \"fails\"");
    assertThat(Topic.CLAIMS.print(reproduction, TableFormat.JSON))
        .contains("\"defaultCounts\"", "\"effort\" : \"no\"", "\"effort\" : \"verdict\"")
        .contains("\"search\" : \"paper, --improvements 0\"");
  }

  @Test
  void everyFailedClaimOfThePaperThatHasACauseIsAClaim() {
    List<String> ids = reproduction.paper().claims().stream().map(Paper.Claim::id).toList();
    assertThat(PaperReader.text("causes.md").lines().filter(l -> l.startsWith("## ")))
        .isNotEmpty()
        .allSatisfy(heading -> assertThat(ids).contains(heading.substring(3, 6)));
    assertThat(Prose.of("causes.md").chapter("C22").orElseThrow())
        .startsWith("As C21.")
        .doesNotContain("C23");
    assertThat(Prose.of("causes.md").chapter("C99")).isEmpty();
  }
}
