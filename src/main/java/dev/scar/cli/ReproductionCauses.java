package dev.scar.cli;

import java.util.Map;

/** What the page says in words. It names no figure of ours: those come from the results. */
final class ReproductionCauses {
  static final String INTRODUCTION =
      """
      # Does the paper hold, here, with this model?

      All of this page was written by

          ./scar reproduce claims --page src/site/markdown/reproduction.md --pictures src/site/resources/images

      which runs every search that it needs (results are kept in `traces/.reproduce`, so a second run takes seconds). "Paper" is M. Odema, L. Chen,
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
      searches take minutes: C33 and C34 (6x6), C41 to C44 (exhaustive provisioning). With "contention" the best 50 schedules are ranked and measured by the
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
      NVDLA-like (`B1-shi`: on the ShiDianNao-like one); the paper does not say which type its chiplet 1 is.
      """;

  static final String FOUR_CHIPLETS =
      """
      Batch 1, 128 tokens, the 24-block GPT-2 list and ResNet-50 in 66 entries on three NVDLA-like chiplets and one ShiDianNao-like, against one output-stationary chip with
      the PEs, memory, NoC and DRAM bandwidth of four (`topologies/monolithic-os.json`). The abstract says neither batch nor package.
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
              "B2 moves the GPT layer to the ShiDianNao-like chiplet. Here that layer takes much longer than the three ResNet layers together, and longer still on that chiplet (layers of figure 2 below), so B2 cannot win. "
                  + "The paper's figure needs a GPT layer that is cheap there, which its own table IV, where transformers favour the NVDLA-like type, does not suggest."),
          Map.entry(
              "C09",
              "As C08: B3 too puts the GPT layer on the ShiDianNao-like chiplet, and after the ResNet layers instead of beside them."),
          Map.entry(
              "C14",
              "Scenario 5 adds BERT-base and GoogLeNet, which the NVDLA-like type computes faster (table of models below), so there is less for the other type to do than in scenario 4: the bound with perfect spreading shrinks the lead of Het-Sides in latency, "
                  + "and its energy is higher. Rule-based provisioning is not the cause: with exhaustive provisioning (C43) it is the same."),
          Map.entry("C16", "Scenario 4 goes to Het-Sides, scenario 5 does not, for the reason of C14."),
          Map.entry(
              "C21",
              "The counts belong to one schedule of the authors' search with their layer costs; ResNet-50, which is the longest model of their scenario 3 on NVDLA-like chiplets, is not here."),
          Map.entry(
              "C22",
              "As C21: which schedule is best depends on costs that the paper does not give."),
          Map.entry("C23", "As C21."),
          Map.entry(
              "C26",
              "In the paper U-Net with its single sample is the longest model of scenarios 4 and 5 on one NVDLA-like chiplet (7.94 s), and one sample cannot be pipelined. Here the longest is BERT-L with 24 samples (longest models below), which can. "
                  + "No setting of the calibration makes both U-Net as slow and the transformers as fast as the paper's."),
          Map.entry(
              "C28",
              "All but the cases counted out hold. The exception is the latency search of scenario 5. Rule-based provisioning is no part of it if the table on exhaustive provisioning below keeps the order; "
                  + "Het-CB has four ShiDianNao-like chiplets and Het-Sides three, and the bound with perfect spreading is nearly the same for both."),
          Map.entry(
              "C32",
              "Against Simba (NVD) the claim holds. Against one chiplet per model it does not, for any package: here batches of 3 to 60 samples pipeline over chiplets, in the paper's table V they do not (Simba is within 4 % of Standalone there)."),
          Map.entry(
              "C39",
              "Six of Het-T's nine chiplets are NVDLA-like, so a schedule that leaves the others idle loses at most a third of the chiplets. Our search finds schedules that lose next to nothing; a factor of 2.5 can only come from a search that does not find them."),
          Map.entry(
              "C43",
              "Scenario 4 has the paper's sign, scenario 5 does not, for the reason of C14. Exhaustive provisioning helps Simba (NVD) about as much as Het-Sides."),
          Map.entry(
              "C44",
              "The claim itself is hard to reconcile with the paper's rule-based result (C40: Simba ahead by 1.47, here 4.9). As in C39, six of nine chiplets are the same; with every distribution tried, Het-Sides finds a schedule that is better than Simba's."),
          Map.entry(
              "C46",
              "Greedy packing is much faster and has the smaller EDP, but it pays with energy (table on packing below): the EDP search uses the ShiDianNao-like chiplets more where windows let it, "
                  + "and these spend more energy on every model."));

  /** On claims that went against the expectation. */
  static final Map<String, String> SURPRISES =
      Map.of(
          "C16",
              "The bound beforehand left Het-Sides a small lead in scenario 5, with the warning that ordinary losses of schedules could reverse it. They do.",
          "C28",
              "The bound beforehand favoured Het-Sides over Het-CB in both scenarios, in EDP by more than in latency; the latency search of scenario 5 is the case that went the other way.",
          "C24",
              "Only the direction is the paper's, as it says beforehand; the seconds are not.");

  private ReproductionCauses() {}
}
