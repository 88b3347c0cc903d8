package dev.scar.sim;

import dev.scar.trace.LogDetail;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a server adds to the result of a replay, packet by packet. */
final class ServerRecord {
  private final int component;
  private final @Nullable ServiceLog log;
  private final PacketLatencies latencies = new PacketLatencies();
  private @Nullable Tape tape;

  ServerRecord(int component, LogDetail detail) {
    this.component = component;
    this.log = detail == LogDetail.OFF ? null : new ServiceLog(component, detail);
  }

  /** Its log, if one is kept. */
  @Nullable ServiceLog log() {
    return log;
  }

  /** A packet has come to the end of its path here. */
  void ended(Transfer transfer, long bornPs, long endPs) {
    PacketEnding ending = transfer.ending();
    if (ending != null) {
      ending.ended(bornPs, endPs);
      return;
    }
    long afterPs = endPs - bornPs;
    latencies.add(afterPs, 1);
    if (tape != null) {
      tape.add(component, Tape.Kind.LATENCY, 0, afterPs);
    }
  }

  /** The first packets of a train have. */
  void ended(Train train, long packets) {
    latencies.add(train, packets);
  }

  /** Writes down from now on what a packet adds; null stops that. */
  void writeTo(@Nullable Tape to) {
    tape = to;
    if (log != null) {
      log.writeTo(to);
    }
  }

  /** Adds the same again so many times, each a period later than the one before. */
  void again(Tape.Kind kind, long from, long to, long periodPs, long times) {
    if (kind == Tape.Kind.LATENCY) {
      latencies.add(to, times);
    } else {
      Objects.requireNonNull(log).again(kind, from, to, periodPs, times);
    }
  }

  void collect(ReplayCollector into) {
    if (log != null) {
      log.bins().ifPresent(bins -> into.service(component, bins));
    }
    into.packetLatencies(latencies);
  }
}
