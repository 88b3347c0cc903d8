package dev.scar.paper;

import dev.scar.search.Objectives;
import dev.scar.study.SearchOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Claims about single schedules: scenario 3 on Simba (NVD), scenario 4 on Het-Sides. */
final class ScheduleChecks {
  private static final double NEAR = 0.10;
  private static final double BALANCED = 1.25;
  private static final List<String> MODELS = List.of("gpt-l", "bert-l", "resnet-50");

  private ScheduleChecks() {}

  static Map<String, Check> all() {
    Map<String, Check> checks = new TreeMap<>();
    checks.put("C21", (c, r) -> counts(c, lastWithResNet(r), SearchOutcome.ModelPart::layers));
    checks.put("C22", (c, r) -> counts(c, lastWithResNet(r), part -> part.segments().size()));
    checks.put("C23", (c, r) -> balance(lastWithResNet(r)));
    checks.put("C29", (c, r) -> order(r));
    return checks;
  }

  /** Something to be counted about a model in a window. */
  @FunctionalInterface
  private interface Count {
    int of(SearchOutcome.ModelPart part);
  }

  /** The three models in the last window in which ResNet-50 runs, where all three do. */
  private static List<SearchOutcome.ModelPart> lastWithResNet(Results results) {
    SearchOutcome outcome = results.of(Results.SIMBA_NVD, "sc3", Objectives.LATENCY);
    List<SearchOutcome.ModelPart> found = List.of();
    for (SearchOutcome.WindowPart window : outcome.windows()) {
      if (part(window, "resnet-50").isPresent()) {
        found = MODELS.stream().flatMap(m -> part(window, m).stream()).toList();
      }
    }
    return found;
  }

  private static Optional<SearchOutcome.ModelPart> part(
      SearchOutcome.WindowPart window, String model) {
    return window.models().stream().filter(p -> p.model().equals(model)).findFirst();
  }

  private static Judgement counts(
      Paper.Claim claim, List<SearchOutcome.ModelPart> parts, Count count) {
    String shown =
        String.join(", ", parts.stream().map(p -> p.model() + " " + count.of(p)).toList());
    if (parts.size() < MODELS.size()) {
      return Judgement.decided(false, shown, "the window does not hold all three models");
    }
    int holding = 0;
    for (int i = 0; i < parts.size(); i++) {
      double paper = claim.values().get(i);
      holding += Math.abs(count.of(parts.get(i)) / paper - 1) <= NEAR ? 1 : 0;
    }
    return Judgement.ranking(holding, parts.size(), shown);
  }

  private static Judgement balance(List<SearchOutcome.ModelPart> parts) {
    List<String> shown = new ArrayList<>();
    long least = Long.MAX_VALUE;
    long most = 0;
    for (SearchOutcome.ModelPart part : parts) {
      least = Math.min(least, part.latencyPs());
      most = Math.max(most, part.latencyPs());
      shown.add(part.model() + " " + Judgement.number(part.latencyPs() * 1e-12) + " s");
    }
    boolean balanced = parts.size() == MODELS.size() && (double) most / least <= BALANCED;
    return Judgement.of(
        String.join(", ", shown),
        balanced ? Verdict.HOLDS_IN_DIRECTION : Verdict.FAILS,
        "the unit printed cannot be right, so only whether the three are balanced is checked: longest at most "
            + BALANCED
            + " times the shortest (paper 1.18)");
  }

  /** ResNet-50 and U-Net are through by window 2, from which on the transformers dominate. */
  private static Judgement order(Results results) {
    List<SearchOutcome.WindowPart> windows =
        results.of(Results.HET_SIDES, "sc4", Objectives.EDP).windows();
    Map<String, Integer> last = new HashMap<>();
    boolean dominate = true;
    for (int w = 0; w < windows.size(); w++) {
      String longest = "";
      long most = -1;
      for (SearchOutcome.ModelPart part : windows.get(w).models()) {
        last.put(part.model(), w);
        if (part.latencyPs() > most) {
          most = part.latencyPs();
          longest = part.model();
        }
      }
      dominate &= w < 2 || longest.equals("gpt-l") || longest.equals("bert-l");
    }
    int images = Math.max(last.getOrDefault("resnet-50", 9), last.getOrDefault("u-net", 9));
    int texts = Math.max(last.getOrDefault("gpt-l", 0), last.getOrDefault("bert-l", 0));
    Verdict verdict =
        images == 2 && dominate
            ? Verdict.HOLDS
            : images < texts && dominate ? Verdict.HOLDS_IN_DIRECTION : Verdict.FAILS;
    return Judgement.of(
        "images end in window " + images + ", transformers in window " + texts,
        verdict,
        "the direction is that images end before transformers, which are the longest from window 2 on");
  }
}
