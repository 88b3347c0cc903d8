package dev.scar.cli;

import dev.scar.study.Experiments;
import dev.scar.study.Paper;
import java.util.Map;

/** The page on the reproduction; all its numbers come from the results. */
final class ReproductionPage {
  ReproductionPage(Paper paper, Experiments experiments, boolean quick) {}

  String text() {
    return "";
  }

  Map<String, String> files() {
    return Map.of();
  }
}
