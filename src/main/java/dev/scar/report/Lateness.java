package dev.scar.report;

import dev.scar.plan.Resource;
import dev.scar.sim.FlowProgram;
import dev.scar.sim.Transfer;
import dev.scar.sim.Wait;
import dev.scar.trace.CriticalPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Why a run takes longer than predicted: what remains of the waits of the transfers on its critical
 * path, less what this path was shorter than the longest one in the prediction ({@code
 * replay-rules.md#makespan}).
 *
 * @param known whether there is a critical path; without a log there is none
 * @param deltaPs the delay of the makespan
 * @param slackPs by how much the path was shorter in the prediction; the parts add up to {@code
 *     deltaPs + slackPs}
 * @param parts the waits by resource, culprit and waiting model, the longest first
 * @param kinds what else the path consists of, the longest first
 * @param totalPs the makespan
 * @param worst the resource of the longest waits, with the flow behind which they were longest
 *     there
 */
public record Lateness(
    boolean known,
    long deltaPs,
    long slackPs,
    List<Part> parts,
    Map<String, Long> kinds,
    long totalPs,
    Optional<Blame> worst) {
  private static final double NOTHING = 0.005;

  public Lateness {
    parts = List.copyOf(parts);
  }

  /**
   * Waits at one resource behind one flow.
   *
   * @param window the number of the window of those that waited
   * @param model that waited
   * @param resource where
   * @param behind the flow that was served meanwhile, and its window
   * @param times how many transfers of the path waited
   * @param waitPs what remained of their waits
   */
  public record Part(
      int window, String model, String resource, String behind, int times, long waitPs) {}

  private record PartKey(int window, String model, String resource, String behind)
      implements Comparable<PartKey> {
    private static final Comparator<PartKey> ORDER =
        Comparator.comparingInt(PartKey::window)
            .thenComparing(PartKey::model)
            .thenComparing(PartKey::resource)
            .thenComparing(PartKey::behind);

    @Override
    public int compareTo(PartKey other) {
      return ORDER.compare(this, other);
    }
  }

  /** A resource, and a flow that others wait for there. */
  public record Blame(Resource resource, Optional<FlowProgram> behind) {}

  private record Moved(int window, String what, int miniBatch) {}

  private static final class Sum {
    private final Resource resource;
    private final Optional<FlowProgram> behind;
    private long ps;
    private int times;

    Sum(Resource resource, Optional<FlowProgram> behind) {
      this.resource = resource;
      this.behind = behind;
    }
  }

  static Lateness of(RunReport run) {
    List<CriticalPath.Step> path = run.criticalPath();
    if (path.isEmpty()) {
      return new Lateness(
          false, run.deltaPs(), 0, List.of(), Map.of(), run.simulatedPs(), Optional.empty());
    }
    Map<String, Long> kinds = new TreeMap<>(Makespan.of(path).kinds());
    Long waited = kinds.remove(Makespan.WAITS);
    long contention = waited == null ? 0 : waited;
    Map<Moved, CriticalPath.Step> late = new HashMap<>();
    for (CriticalPath.Step step : path) {
      if (step.kind() == CriticalPath.Kind.CONTENTION) {
        late.put(new Moved(step.window(), step.what(), step.miniBatch()), step);
      }
    }
    Map<PartKey, Sum> sums = new TreeMap<>();
    run.transfers()
        .filter(transfer -> transfer.delayPs() > 0)
        .forEach(
            transfer -> {
              CriticalPath.Step step = late.get(moved(run, transfer));
              if (step != null) {
                add(run, transfer, step.model(), sums);
              }
            });
    List<Part> parts = new ArrayList<>();
    sums.forEach(
        (key, sum) ->
            parts.add(
                new Part(
                    key.window(), key.model(), key.resource(), key.behind(), sum.times, sum.ps)));
    parts.sort(Comparator.comparingLong(Part::waitPs).reversed());
    return new Lateness(
        true,
        run.deltaPs(),
        contention - run.deltaPs(),
        parts,
        longestFirst(kinds),
        run.simulatedPs(),
        worst(sums.values()));
  }

  private static Optional<Blame> worst(Collection<Sum> sums) {
    Map<Resource, Long> waits = new HashMap<>();
    sums.forEach(sum -> waits.merge(sum.resource, sum.ps, Math::addExact));
    Optional<Resource> most =
        waits.entrySet().stream()
            .min(
                Comparator.comparingLong((Map.Entry<Resource, Long> e) -> -e.getValue())
                    .thenComparing(e -> e.getKey().ordinal()))
            .map(Map.Entry::getKey);
    return most.flatMap(
        resource ->
            sums.stream()
                .filter(sum -> sum.resource.equals(resource))
                .max(Comparator.comparingLong(sum -> sum.ps))
                .map(sum -> new Blame(resource, sum.behind)));
  }

  private static Moved moved(RunReport run, Transfer transfer) {
    FlowProgram program = transfer.program();
    return new Moved(program.window(), run.labels().flow(program).name(), transfer.miniBatch());
  }

  private static void add(RunReport run, Transfer transfer, String model, Map<PartKey, Sum> sums) {
    List<Resource> path = transfer.program().flow().path().resources();
    for (Wait wait : transfer.waits()) {
      if (wait.remainingPs() > 0) {
        PartKey key =
            new PartKey(
                transfer.program().window(),
                model,
                path.get(wait.position()).name(),
                run.delays().behind(wait));
        Sum sum = sums.computeIfAbsent(key, k -> new Sum(path.get(wait.position()), wait.other()));
        sum.ps = Math.addExact(sum.ps, wait.remainingPs());
        sum.times++;
      }
    }
  }

  private static Map<String, Long> longestFirst(Map<String, Long> kinds) {
    Map<String, Long> sorted = new LinkedHashMap<>();
    kinds.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return sorted;
  }

  /** Time on the path that was waiting: δ of the makespan and the slack. */
  public long waitedPs() {
    return deltaPs + slackPs;
  }

  private double share(long ps) {
    return totalPs == 0 ? 0 : (double) ps / totalPs;
  }

  /** In one sentence: how late, and what takes the rest of the time. */
  public String sentence() {
    String late =
        deltaPs == 0
            ? "late by nothing"
            : "late by %s, %s of the makespan"
                .formatted(TerminalReport.time(deltaPs), Column.percent(share(deltaPs)));
    if (!known) {
      return late + "; why is not known without a log";
    }
    StringBuilder text = new StringBuilder(late);
    if (slackPs > 0) {
      text.append(": waits of ").append(TerminalReport.time(waitedPs()));
    }
    text.append(where());
    if (slackPs > 0) {
      text.append(
          ", on a critical path that was %s shorter in the prediction than the longest"
              .formatted(TerminalReport.time(slackPs)));
    }
    return text.append(slackPs > 0 || deltaPs > 0 ? "; then " : "; ").append(bound()).toString();
  }

  /** Where most of the waits were: {@code , all at dram 0} or {@code , 4 ms of it at dram 0}. */
  private String where() {
    Map<String, Long> sums = new TreeMap<>();
    parts.forEach(part -> sums.merge(part.resource(), part.waitPs(), Long::sum));
    return sums.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .filter(most -> parts.size() > 1)
        .map(
            most ->
                (most.getValue() == waitedPs()
                        ? ", all"
                        : ", " + TerminalReport.time(most.getValue()) + " of it")
                    + " at "
                    + most.getKey())
        .orElse("");
  }

  /** What the path consists of but for waits: {@code bound by compute (98.1 %), load (1.2 %)}. */
  public String bound() {
    List<String> most = new ArrayList<>();
    kinds.forEach(
        (kind, ps) -> {
          if (most.isEmpty() || share(ps) >= NOTHING) {
            most.add("%s (%s)".formatted(kind, Column.percent(share(ps))));
          }
        });
    return "bound by " + String.join(", ", most);
  }

  /** The sentence, and a table of at most so many parts. */
  String text(int most) {
    StringBuilder text = new StringBuilder("  " + sentence() + "\n");
    if (!parts.isEmpty()) {
      text.append(table().text(parts.subList(0, Math.min(most, parts.size()))));
      long rest = parts.stream().skip(most).mapToLong(Part::waitPs).sum();
      if (rest > 0) {
        text.append(
            "  … and %s in %,d more%n".formatted(TerminalReport.time(rest), parts.size() - most));
      }
    }
    return text.toString();
  }

  private Table<Part> table() {
    return Table.of(
        Column.time("late by", Part::waitPs),
        Column.text("at", Part::resource),
        Column.text("behind", Part::behind),
        Column.text("waiting", part -> "W" + part.window() + " " + part.model()),
        Column.share("share", part -> share(part.waitPs())),
        Column.count("transfers", Part::times));
  }

  /** For {@code summary.json} and the page. */
  Map<String, Object> view() {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("known", known);
    view.put("sentence", sentence());
    view.put("deltaPs", deltaPs);
    view.put("slackPs", slackPs);
    view.put("parts", parts);
    view.put("otherwisePs", kinds);
    return view;
  }
}
