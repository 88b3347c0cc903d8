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
   * @param sincePs when it was there and the packet before it of its transfer was through
   * @param timePs when that was decided
   */
  void served(
      Transfer transfer,
      long packet,
      int position,
      long sincePs,
      long startPs,
      long endPs,
      long serialisationPs,
      long timePs,
      Emitter out) {
    if (bins == null) {
      bins = new ServiceBins();
    }
    bins.waiting(sincePs, startPs);
    bins.busy(endPs - serialisationPs, endPs);
    transfer.addBusyPs(position, serialisationPs);
    if (detail == LogDetail.PACKETS) {
      out.log(
          record(LogRecord.Kind.SERVE, transfer, packet, timePs, startPs, endPs, serialisationPs));
    }
    if (transfer.countServed(position)) {
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
