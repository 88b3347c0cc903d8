package dev.scar.cli;

import java.util.Map;

/** What the page says in words. It names no figure of ours: those come from the results. */
final class ReproductionCauses {
  static final String INTRODUCTION =
      """
      # Does the paper hold, here, with this model?

      All of this page was written by

          ./scar reproduce claims --page src/site/markdown/reproduction.md --pictures src/site/resources/images

      which runs every search that it needs (results are kept in `traces/.reproduce`, so a second run searches nothing). "Paper" is M. Odema, L. Chen,
      H. Kwon, M. A. Al Faruque, "SCAR", MICRO 2024, arXiv:2405.00790v2; C49 and C50 are from the authors' earlier arXiv:2312.09401. "Ours" are predictions of the analytical model for
      the best schedule found, with the shipped parameters ([calibration](calibration.md)); nothing was tuned towards a claim.

      | verdict | when |
      |---|---|
      | `holds` | a ratio within 10 % of the paper's and not on the other side of 1; a percentage of the same sign within 5 points; a ranking in every case |
      | `holds-in-direction` | only the same side of 1, the same sign |
      | `fails` | neither |
      | `not-checkable` | a parameter of the evaluation, or a figure that contradicts the paper's own formula or text |

      Of several figures in one claim the worst decides.
      """;

  static final String EXPECTATIONS =
      """
      The calibration said, before any search was run, which claims its parameters let expect, from bounds with perfect spreading and no
      transfers. "Not expected" includes all absolute seconds and joules of table IV, a factor of 4 between the types for transformers, and ResNet-50 being
      faster on the ShiDianNao-like type.

      """;

  static final String SENSITIVITY =
      """
      Each row settles one open choice differently and leaves the rest as it is. `+` is a better verdict than by default, `−` a worse one. Not varied are the claims whose
      searches take longest: C33 and C34 (6x6), C41 to C44 (exhaustive provisioning). With "contention" the best 50 schedules are ranked and measured by the
      contention-aware estimate; the plain prediction does not see whether interfaces share one DRAM.

      """;

  static final String COSTS =
      """
      Cost model only, no transfers: compute latency and energy of one sample on one chiplet of either type (4096 PEs, models of scenarios 6 to 10 on 256). Above 1 the NVDLA-like type is better.

      """;

  static final String TABLE6 =
      "Our schedule behind table VI (figure 9 of the paper); \"ends\" counts from the start of the scenario:\n";

  static final String MOTIVATIONAL =
      """
      The schedules are files, `workloads/motivational/A1.json` to `B3.json`; `scar replay` takes them. A1 runs the three layers on the ShiDianNao-like chiplet, A2 on
      an NVDLA-like one, A3 the 3x3 layer on the former and the 1x1 layers on two of the latter. B1 runs both models one after the other on the first chiplet, which is
      NVDLA-like (`B1-shi`: on the ShiDianNao-like one); the paper does not say which type its chiplet 1 is. Compute alone gives A2 a lower EDP relative to A1 than here (layers of figure 2, above; the calibration expected that one): loads and stores cost both the same and bring the ratio towards 1.
      """;

  static final String FOUR_CHIPLETS =
      """
      Batch 1, 128 tokens, the 24-block GPT-2 list and ResNet-50 in 66 entries on three NVDLA-like chiplets and one ShiDianNao-like, against one output-stationary chip with
      the PEs, memory, NoC and DRAM bandwidth of four (`topologies/monolithic-os.json`). The abstract says neither batch nor package. Four NVDLA-like chiplets (`simba-nvd-2x2`) do as well as the mixed package: what gains here is the dataflow, which suits
      the transformer better than an output-stationary one, not the mixture.
      """;

  static final String BOUNDS =
      """
      What the packages offer, whatever a search makes of it: the least latency if layers could be divided at will among the chiplets, without transfers, and a single
      sample of a model were no faster than its layers one after the other.
      """;

  /** What an experiment shows about a failed claim. */
  static final Map<String, String> BY_CLAIM =
      Map.ofEntries(
          Map.entry(
              "C08",
              "B2 moves the GPT layer to the ShiDianNao-like chiplet. Here that layer takes longer than the three ResNet layers together, and longer still on that chiplet (layers of figure 2 below), so B2 cannot win. "
                  + "The paper's figure needs a GPT layer that is cheap there, which its own table IV, where transformers favour the NVDLA-like type, does not suggest."),
          Map.entry(
              "C09",
              "As C08: B3 too puts the GPT layer on the ShiDianNao-like chiplet, and after the ResNet layers instead of beside them."),
          Map.entry(
              "C14",
              "Scenario 5 adds BERT-base and GoogLeNet, which the NVDLA-like type computes faster (models below), so the other type has less to offer than in scenario 4 (bound with perfect spreading, below). "
                  + "Het-Sides is still the faster one (table IV) but spends more energy. Rule-based provisioning is not the cause: with exhaustive provisioning (C43) the sign is the same."),
          Map.entry(
              "C16", "Scenario 4 goes to Het-Sides; scenario 5 does not, for the reason of C14."),
          Map.entry(
              "C21",
              "The layers counted above are all layers of the three models: our best schedule for latency has a single window, since with one nothing waits at a barrier and batches pipeline throughout. The counts belong to one schedule of another search with other layer costs."),
          Map.entry(
              "C22",
              "As C21. In a window of everything, chiplets go where they shorten the longest model."),
          Map.entry(
              "C23",
              "As C21: in a single window only the longest model counts, and nothing is gained by balancing the others with it."),
          Map.entry(
              "C26",
              "In the paper U-Net with its single sample is the longest model of scenarios 4 and 5 on one NVDLA-like chiplet (7.94 s), and a single sample cannot be pipelined. Here the longest is BERT-L with 24 samples (longest models, below), which can. "
                  + "The calibration found no setting in which U-Net is as slow and the transformers as fast as the paper's."),
          Map.entry(
              "C28",
              "Only the latency of the latency search in scenario 5 is against it. The two packages offer nearly the same there (bound with perfect spreading, below); Het-CB has four ShiDianNao-like chiplets, Het-Sides three. "
                  + "The table \"Exhaustive provisioning: latency\" below has the same search without the provisioning rule: the order stays, so the rule is not the cause."),
          Map.entry(
              "C32",
              "Against Simba (NVD) the claim holds in all four cases. Against one chiplet per model it does not, for any package: here batches pipeline over chiplets, in the paper's table V they do not (Simba is within 4 % of Standalone in four of five scenarios there)."),
          Map.entry(
              "C39",
              "Six of Het-T's nine chiplets are NVDLA-like, so a schedule that leaves the others idle loses at most a third of the chiplets. Our search loses next to nothing; a factor of 2.5 can only come from a search that does not find such schedules."),
          Map.entry(
              "C43",
              "Scenario 4 has the paper's sign, scenario 5 does not, for the reason of C14; there the exhaustive provisioning gains more for Simba (NVD) than for Het-Sides (table on provisioning)."),
          Map.entry(
              "C44",
              "The claim is hard to reconcile with the paper's rule-based result (C40: Simba ahead by 1.47; a reduction of 79.7 % is a factor of 4.9). As in C39, six of nine chiplets are the same. With every distribution tried, Het-Sides comes out ahead here (table on provisioning)."),
          Map.entry(
              "C46",
              "Under uniform packing the best schedule leaves the ShiDianNao-like chiplets idle (table on packing). It thus spends less energy, since every model costs more on that type (models, below), but is slower and has the larger EDP, which was the objective."));

  static final String UNCLAIMED =
      """
      What was expected without being a claim: on 256 PEs the ShiDianNao-like type far ahead in scenario 9 (it is not: table V; the calibration's ratio is of the lists as printed, where layers with kernels larger than their
      maps cost what the original tool makes of negative sizes, while the shipped scenario keeps the padding that these layers need), the NVDLA-like type ahead in scenarios 6, 7 and 10 (it is), and gains of the heterogeneous packages in scenarios 8 to 10 (there are).

      Agreement that proves little: C17 to C19 and C27 compare Het-Sides with one chiplet per model in scenarios 4 and 5. In the paper that one chiplet is busy with U-Net, here with 24 samples of BERT-L (longest models, below); that both take nearly
      the same time is no reproduction. C31 holds although the paper's own table V does not give its 21.3 %, and although both packages are far from the paper's distance to Standalone (C30). C37 holds because nothing is gained by
      splits beyond the second; C36 misses the gain of those before. C49 and C50 rest on an assumed batch and package.
      """;

  /** On claims that went against the expectation. */
  static final Map<String, String> SURPRISES =
      Map.of(
          "C28",
          "The bound beforehand favoured Het-Sides over Het-CB in both scenarios, in EDP by more than in latency. Seven of the eight comparisons follow it; the paragraph on C28 above has the eighth.");

  private ReproductionCauses() {}
}
