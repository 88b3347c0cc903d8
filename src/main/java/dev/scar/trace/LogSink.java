package dev.scar.trace;

/** Takes the records of a replay in their order. */
@FunctionalInterface
public interface LogSink {
  /** Takes the next record. */
  void append(LogRecord entry);
}
