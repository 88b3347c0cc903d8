package dev.scar.paper;

import dev.scar.study.SearchExperiment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which claims depend on the choices that the paper leaves open.
 *
 * @param rows for each variant the verdicts by claim id
 */
record Sensitivity(List<Row> rows) {
  public Sensitivity {
    rows = List.copyOf(rows);
  }

  /** A way to settle a choice, and what it makes of the claims. */
  public record Row(Variant variant, List<Claims.Result> results) {
    public Row {
      results = List.copyOf(results);
    }

    /** Whether this claim was judged. */
    public boolean has(String id) {
      return results.stream().anyMatch(r -> r.claim().id().equals(id));
    }

    /** The verdict on a claim. */
    public Verdict verdict(String id) {
      return judgement(id).verdict();
    }

    /** Our figures on a claim. */
    String ours(String id) {
      return judgement(id).ours();
    }

    private Judgement judgement(String id) {
      return results.stream()
          .filter(r -> r.claim().id().equals(id))
          .findFirst()
          .orElseThrow()
          .judgement();
    }

    /** How many claims got this verdict. */
    public long count(Verdict verdict) {
      return results.stream().filter(r -> r.judgement().verdict() == verdict).count();
    }
  }

  /** Judges the claims under every variant; the default comes first. */
  static Sensitivity of(Reproduction reproduction, List<Variant> variants) {
    List<SearchExperiment> searches = new ArrayList<>();
    for (Variant variant : variants) {
      Results results = reproduction.results(variant);
      Claims.variedRequests(results).stream()
          .distinct()
          .map(results::experiment)
          .forEach(searches::add);
    }
    reproduction.experiments().prepare(searches);
    return new Sensitivity(
        variants.stream()
            .map(v -> new Row(v, Claims.judgeVaried(reproduction.paper(), reproduction.results(v))))
            .toList());
  }

  /** For each claim whose verdict differs anywhere from the default's, the variants that do it. */
  public Map<String, List<Row>> flips() {
    Map<String, List<Row>> flips = new LinkedHashMap<>();
    Row usual = rows.get(0);
    for (Claims.Result result : usual.results()) {
      List<Row> other =
          rows.stream()
              .filter(r -> r.verdict(result.claim().id()) != result.judgement().verdict())
              .toList();
      if (!other.isEmpty()) {
        flips.put(result.claim().id(), other);
      }
    }
    return flips;
  }
}
