package dev.scar.paper;

import dev.scar.search.Objectives;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Every claim of the paper with its verdict. */
final class Claims {
  /** Not varied with the open choices: their searches take longest. */
  private static final Set<String> COSTLY = Set.of("C33", "C34", "C41", "C42", "C43", "C44");

  private static final Map<String, Check> CHECKS = checks();

  private Claims() {}

  /** A claim and what became of it. */
  public record Result(Paper.Claim claim, Judgement judgement) {
    /** Whether it was expected and fails, or was not and holds. */
    boolean isSurprise() {
      return switch (claim.beforehand()) {
        case "expected" -> judgement.verdict() == Verdict.FAILS;
        case "not expected" -> judgement.verdict() == Verdict.HOLDS;
        default -> false;
      };
    }
  }

  /**
   * A claim by two searches.
   *
   * @param engines by the paper's engines
   * @param searched by the default search
   */
  record Twice(Result engines, Result searched) {
    Paper.Claim claim() {
      return engines.claim();
    }

    /** Whether the verdicts differ. */
    boolean differs() {
      return engines.judgement().verdict() != searched.judgement().verdict();
    }

    /** Whether the verdict depends on how well schedules are searched, or only the figure does. */
    String effort() {
      return differs()
          ? "verdict"
          : engines.judgement().isLike(searched.judgement()) ? "no" : "figure";
    }
  }

  /** By the paper's engines. */
  static List<Result> engines(List<Twice> judged) {
    return judged.stream().map(Twice::engines).toList();
  }

  /** By the default search. */
  static List<Result> searched(List<Twice> judged) {
    return judged.stream().map(Twice::searched).toList();
  }

  /** How many got which verdict, by its label. */
  static Map<String, Long> counts(List<Result> results) {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (Verdict verdict : Verdict.values()) {
      counts.put(
          verdict.label(),
          results.stream().filter(r -> r.judgement().verdict() == verdict).count());
    }
    return counts;
  }

  private static Map<String, Check> checks() {
    Map<String, Check> checks = new TreeMap<>();
    for (Map<String, Check> some :
        List.of(
            TableChecks.all(),
            ScheduleChecks.all(),
            PackageChecks.all(),
            AblationChecks.all(),
            ExampleChecks.all())) {
      some.forEach(
          (id, check) -> {
            if (checks.put(id, check) != null) {
              throw new IllegalStateException("claim " + id + " has two checks");
            }
          });
    }
    return Collections.unmodifiableMap(checks);
  }

  /** Ids of the claims that are checked. */
  static Set<String> ids() {
    return CHECKS.keySet();
  }

  /** Judges all claims by two searches. */
  static List<Twice> judge(Paper paper, Results engines, Results searched) {
    return paper.claims().stream()
        .map(claim -> new Twice(judge(claim, engines), judge(claim, searched)))
        .toList();
  }

  /** Judges the claims that are varied with the open choices. */
  public static List<Result> judgeVaried(Paper paper, Results results) {
    return paper.claims().stream()
        .filter(claim -> !COSTLY.contains(claim.id()))
        .map(claim -> judge(claim, results))
        .toList();
  }

  static Result judge(Paper.Claim claim, Results results) {
    Check check = Objects.requireNonNull(CHECKS.get(claim.id()), claim.id());
    return new Result(claim, check.judge(claim, results));
  }

  /** All searches that {@link #judgeVaried} needs. */
  public static List<PaperSearch> variedRequests(Results results) {
    List<PaperSearch> requests = new ArrayList<>();
    requests.addAll(results.table(Paper.DATACENTER, List.of(Objectives.LATENCY, Objectives.EDP)));
    requests.addAll(results.table(Paper.AR_VR, List.of(Objectives.EDP)));
    requests.addAll(AblationChecks.splitsAndPacking(results));
    requests.addAll(PackageChecks.forClaims(results));
    requests.add(ExampleChecks.search());
    return requests;
  }

  /** All searches that {@link #judge} needs, the longest first. */
  public static List<PaperSearch> requests(Results results) {
    List<PaperSearch> requests = new ArrayList<>(PackageChecks.large(results));
    requests.addAll(AblationChecks.provisioning(results));
    requests.addAll(variedRequests(results));
    return requests;
  }
}
