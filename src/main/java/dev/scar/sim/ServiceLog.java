package dev.scar.sim;

import dev.scar.trace.LogDetail;
import dev.scar.trace.LogRecord;
import dev.scar.trace.ServiceBins;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a link, ejection port or DRAM writes down of the packets that it serves. */
final class ServiceLog {
  private final int component;
  private final LogDetail detail;
  private @Nullable ServiceBins bins;

  ServiceLog(int component, LogDetail detail) {
    this.component = component;
    this.detail = detail;
  }

  /** What happened over time; empty if nothing was served. */
  Optional<ServiceBins> bins() {
    return Optional.ofNullable(bins);
  }

  /**
   * A packet has been served.
   *
   * @param timePs when that was decided
   */
  void served(
      Transfer transfer,
      long packet,
      int position,
      long headPs,
      long startPs,
      long endPs,
      long serialisationPs,
      long timePs,
      Emitter out) {
    bin(transfer, position, headPs, startPs, endPs, serialisationPs);
    transfer.addBusyPs(position, serialisationPs);
    if (detail == LogDetail.PACKETS) {
      out.log(
          record(LogRecord.Kind.SERVE, transfer, packet, timePs, startPs, endPs, serialisationPs));
    }
    if (packet == transfer.packets() - 1) {
      out.log(
          record(
              LogRecord.Kind.PASS,
              transfer,
              -1,
              timePs,
              transfer.firstStartPs(position),
              endPs,
              transfer.busyPs(position)));
    }
  }

  /** A transfer waits while its next packet is there, but not behind its own packet. */
  private void bin(
      Transfer transfer,
      int position,
      long headPs,
      long startPs,
      long endPs,
      long serialisationPs) {
    if (bins == null) {
      bins = new ServiceBins();
    }
    long there = position == 0 ? 0 : headPs;
    bins.waiting(Math.max(there, transfer.servedUntilPs(position)), startPs);
    bins.busy(endPs - serialisationPs, endPs);
    transfer.servedUntil(position, endPs);
  }

  private LogRecord record(
      LogRecord.Kind kind,
      Transfer transfer,
      long packet,
      long timePs,
      long startPs,
      long endPs,
      long busyPs) {
    FlowProgram program = transfer.program();
    return new LogRecord(
        program.window(),
        timePs,
        component,
        kind,
        program.flow().ordinal(),
        transfer.miniBatch(),
        packet,
        startPs,
        endPs,
        busyPs);
  }
}
