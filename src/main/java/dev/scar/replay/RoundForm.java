package dev.scar.replay;

/** How far a round of the clock reaches. */
public enum RoundForm {
  /** To the next action of a chiplet; short where the routes are cyclic. */
  LONG,
  /** One smallest delay. */
  SHORT,
  /** One event. */
  SINGLE
}
