package dev.scar.cli;

import picocli.CommandLine.Option;

/** Whether a run is also written as a page. */
final class ReportSettings {
  @Option(names = "--no-report", description = "Do not write report.html.")
  boolean none;
}
