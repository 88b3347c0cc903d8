package dev.scar.sim;

import org.jspecify.annotations.Nullable;

/**
 * Goes through all that decides what some servers do next, and what they have counted, always in
 * the same order. It reads, or it puts what it returns in place of what it is given.
 */
interface StateWalk {
  /** An instant. */
  long time(long ps);

  /** The number of one of a transfer's packets, or how many of them are through. */
  long packet(Transfer transfer, long packet);

  /** A count or a sum that decides nothing. */
  long count(long value);

  /** What never changes, or only back and forth. */
  void same(long value);

  /** A thing that is meant itself, not one that equals it. */
  void same(@Nullable Object thing);

  /** What a packet has waited for. */
  @Nullable WaitChain chain(@Nullable WaitChain chain);
}
