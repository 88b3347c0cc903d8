package dev.scar.replay;

import akka.actor.typed.Behavior;

/**
 * Commands sent to a component that cannot carry them out: a defect of the clock, which ends the
 * replay.
 */
final class Misdirected {
  private Misdirected() {}

  static Behavior<ComponentCommand> begin(ComponentCommand.Begin command) {
    throw new IllegalStateException(
        "only chiplets run stages, not " + command.runs().get(0).program().stage().chiplet());
  }
}
