package dev.scar.sim;

import dev.scar.trace.LogDetail;
import dev.scar.trace.LogRecord;
import dev.scar.trace.ServiceBins;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a link, ejection port or DRAM writes down of the packets that it serves. */
final class ServiceLog {
  private final int component;
  private final LogDetail detail;
  private @Nullable ServiceBins bins;
  private @Nullable Tape tape;

  ServiceLog(int component, LogDetail detail) {
    this.component = component;
    this.detail = detail;
  }

  /** Writes down from now on what it adds to its bins; null stops that. */
  void writeTo(@Nullable Tape to) {
    tape = to;
  }

  /** Adds a span again so many times, each a period later than the one before. */
  void again(Tape.Kind kind, long fromPs, long toPs, long periodPs, long times) {
    ServiceBins to = Objects.requireNonNull(bins);
    if (kind == Tape.Kind.BUSY) {
      to.busyAgain(fromPs, toPs, periodPs, times);
    } else {
      to.waitingAgain(fromPs, toPs, periodPs, times);
    }
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
    if (tape != null) {
      tape.add(component, Tape.Kind.BUSY, endPs - serialisationPs, endPs);
      if (sincePs < startPs) {
        tape.add(component, Tape.Kind.WAITING, sincePs, startPs);
      }
    }
    transfer.addBusyPs(position, serialisationPs);
    if (detail == LogDetail.PACKETS) {
      out.log(
          record(LogRecord.Kind.SERVE, transfer, packet, timePs, startPs, endPs, serialisationPs));
    }
    count(transfer, position, 1, timePs, endPs, out);
  }

  /** The first packets of a train have been served, at the times that follow from it. */
  void served(Train train, int position, long packets, long timePs, Emitter out) {
    if (bins == null) {
      bins = new ServiceBins();
    }
    long start = train.startPs(position, 0);
    long end = train.endPs(position, packets - 1);
    if (train.isSolid(position)) {
      bins.busy(start, end);
    } else {
      bins.busy(start, end, time -> train.busyBeforePs(position, packets, time));
    }
    train.transfer().addBusyPs(position, train.busyPs(position, packets));
    count(train.transfer(), position, packets, timePs, end, out);
  }

  private void count(
      Transfer transfer, int position, long packets, long timePs, long endPs, Emitter out) {
    if (transfer.countServed(position, packets)) {
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
