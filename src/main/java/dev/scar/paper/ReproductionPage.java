package dev.scar.paper;

import dev.scar.report.Column;
import dev.scar.report.Table;
import dev.scar.search.Objectives;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The page on the reproduction, in Markdown. Its words are resources, {@code reproduction.md} and
 * {@code causes.md}; its numbers come from the results and stand in the slots of the former.
 */
public final class ReproductionPage {
  /** Claims of which the page counts how often they hold, at least in direction. */
  private static final List<String> SIGNS = List.of("C01", "C02", "C13", "C14");

  private static final Table<ModelCosts.Cost> COSTS =
      Table.of(
          Column.text("of", ModelCosts.Cost::item),
          figure("NVD ms", c -> 1e3 * c.nvdSeconds()),
          figure("Shi ms", c -> 1e3 * c.shiSeconds()),
          figure("Shi/NVD", c -> c.shiSeconds() / c.nvdSeconds()),
          figure("NVD mJ", c -> 1e3 * c.nvdJ()),
          figure("Shi mJ", c -> 1e3 * c.shiJ()),
          figure("Shi/NVD", c -> c.shiJ() / c.nvdJ()));
  private static final Table<ModelCosts.Longest> LONGEST =
      Table.of(
          Column.text("scenario", l -> l.onNvd().scenario()),
          Column.text("on NVD", l -> l.onNvd().item()),
          figure("s", l -> l.onNvd().nvdSeconds()),
          Column.text("on Shi", l -> l.onShi().item()),
          figure("s", l -> l.onShi().shiSeconds()));
  private static final Table<Claims.Result> BEFOREHAND =
      Table.of(
          Column.text("claim", r -> r.claim().id()),
          Column.text("beforehand", r -> r.claim().beforehand()),
          Column.text("verdict", r -> r.judgement().verdict().label()),
          Column.text("", r -> r.isSurprise() ? "surprise" : ""));

  private final Reproduction reproduction;
  private final List<Claims.Twice> twice;
  private final List<Claims.Result> judged;
  private final Sensitivity sensitivity;
  private final Prose causes = Prose.of("causes.md");
  private final Map<String, Supplier<String>> slots = new LinkedHashMap<>();

  /**
   * A page; runs everything that it needs.
   *
   * @param pictures where the pictures are, seen from the page
   */
  public ReproductionPage(Reproduction reproduction, String pictures) {
    this.reproduction = reproduction;
    Results results = reproduction.results();
    results.prepare(results.table(Paper.DATACENTER, Objectives.ALL));
    this.twice = reproduction.judged();
    this.judged = Claims.engines(twice);
    this.sensitivity = reproduction.sensitivity();
    slots.put("pictures", () -> pictures);
    words();
    tables();
  }

  /** The pictures by file name. */
  public Map<String, String> pictures() {
    return ReproductionPictures.all(reproduction);
  }

  /** The page. */
  public String text() {
    return Prose.of("reproduction.md").filled(slots);
  }

  private static <R> Column<R> figure(String title, ToDoubleFunction<R> value) {
    return Column.<R>text(title, row -> ReproductionTables.number(value.applyAsDouble(row)))
        .right();
  }

  private void words() {
    slots.put("counts", () -> ReproductionTables.counts(judged));
    slots.put("default-counts", () -> ReproductionTables.counts(Claims.searched(twice)));
    slots.put(
        "default-changes",
        () -> paragraphs(twice.stream().filter(Claims.Twice::differs).map(this::changes)));
    slots.put(
        "fails",
        () ->
            paragraphs(
                judged.stream()
                    .filter(r -> r.judgement().verdict() == Verdict.FAILS)
                    .map(this::fails)));
    slots.put(
        "surprises",
        () -> paragraphs(judged.stream().filter(Claims.Result::isSurprise).map(this::surprise)));
    slots.put("signs", () -> SIGNS.stream().map(this::sign).collect(Collectors.joining()));
    slots.put("stable", this::stable);
    slots.put("static-power", this::staticPower);
    slots.put(
        "flags",
        () ->
            reproduction.paper().flags().stream()
                .map(flag -> "* " + flag + "\n")
                .collect(Collectors.joining()));
  }

  private static String paragraphs(Stream<String> paragraphs) {
    return paragraphs.map(text -> text + "\n\n").collect(Collectors.joining());
  }

  private String fails(Claims.Result result) {
    Paper.Claim claim = result.claim();
    String id = claim.id();
    return "**%s** %s: paper %s, ours %s. %s %s"
        .formatted(
            id,
            claim.statement(),
            claim.shown(),
            result.judgement().ours(),
            causes.chapter(id).orElse("No cause was found."),
            turning(id));
  }

  private String changes(Claims.Twice claim) {
    String id = claim.claim().id();
    return "**%s** %s: %s with the paper's engines (%s), %s with the default search (%s). %s"
        .formatted(
            id,
            claim.claim().statement(),
            claim.engines().judgement().verdict().label(),
            claim.engines().judgement().ours(),
            claim.searched().judgement().verdict().label(),
            claim.searched().judgement().ours(),
            causes.chapter(id + " default").orElse("No cause was found."));
  }

  private String turning(String id) {
    if (!sensitivity.rows().get(0).has(id)) {
      return "It was not varied with the open choices.";
    }
    List<Sensitivity.Row> flips = sensitivity.flips().getOrDefault(id, List.of());
    return flips.isEmpty()
        ? "None of the varied choices turns it."
        : flips.stream()
            .map(r -> r.variant().label() + " (" + r.verdict(id).label() + ")")
            .collect(Collectors.joining("; ", "What turns it: ", "."));
  }

  private String surprise(Claims.Result result) {
    String id = result.claim().id();
    return "**" + id + "** " + causes.chapter(id + " surprise").orElse("See the paragraph above.");
  }

  private String sign(String id) {
    long keeping = sensitivity.rows().stream().filter(r -> r.verdict(id) != Verdict.FAILS).count();
    return "* %s (%s) holds, at least in direction, in %d of %d rows.%n"
        .formatted(
            id, reproduction.paper().claim(id).statement(), keeping, sensitivity.rows().size());
  }

  /** Who wins scenarios 1 to 5 by default and with static power. */
  private String staticPower() {
    return sensitivity.rows().stream()
        .filter(row -> row.variant().equals(Variant.DEFAULT) || row.variant().isStaticPower())
        .map(row -> row.variant().value() + ": " + row.ours("C15") + ", " + row.ours("C16"))
        .collect(Collectors.joining("; ", "", "."));
  }

  private String stable() {
    Map<String, List<Sensitivity.Row>> flips = sensitivity.flips();
    List<String> stable = new ArrayList<>();
    for (Claims.Result result : sensitivity.rows().get(0).results()) {
      Verdict verdict = result.judgement().verdict();
      if (!flips.containsKey(result.claim().id()) && verdict != Verdict.NOT_CHECKABLE) {
        stable.add(result.claim().id() + " (" + verdict.label() + ")");
      }
    }
    return String.join(", ", stable);
  }

  private void tables() {
    List<String> scenarios =
        Stream.concat(Paper.DATACENTER.stream(), Paper.AR_VR.stream()).toList();
    ModelCosts costs = new ModelCosts(reproduction.results());
    TableValues tables = new TableValues(reproduction);
    PackageValues packages = new PackageValues(reproduction);
    slots.put("claims", () -> ReproductionTables.CLAIMS.markdown(twice));
    slots.put("large", () -> ReproductionTables.LARGE.markdown(reproduction.large(twice)));
    slots.put(
        "expectations",
        () ->
            BEFOREHAND.markdown(
                judged.stream().filter(r -> !r.claim().beforehand().isEmpty()).toList()));
    slots.put(
        "sensitivity",
        () -> ReproductionTables.sensitivity(sensitivity).markdown(sensitivity.rows()));
    slots.put("model-costs", () -> COSTS.markdown(costs.models(scenarios)));
    slots.put("layer-costs", () -> COSTS.markdown(costs.motivational()));
    slots.put("longest", () -> LONGEST.markdown(costs.longest(scenarios)));
    slots.put("fig9", () -> ReproductionTables.SCHEDULE.markdown(tables.fig9()));
    values("bounds", packages::bounds);
    values("table4", tables::table4);
    values("table5", tables::table5);
    values("table6", tables::table6);
    values(
        "fig12",
        () -> packages.fig12().stream().filter(v -> !v.metric().contains("relative")).toList());
    values("fig13", packages::fig13);
    values("ablations", () -> new AblationValues(reproduction).all());
    values("motivational", () -> ExampleValues.all(reproduction));
    values("four-chiplets", packages::fourChiplets);
  }

  private void values(String slot, Supplier<List<PaperValue>> values) {
    slots.put(
        slot,
        () ->
            ReproductionTables.values(
                values.get(), (title, table) -> "\n" + title + "\n\n" + table.markdown()));
  }
}
