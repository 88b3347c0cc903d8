package dev.scar.paper;

import dev.scar.hardware.ChipletPackage;
import dev.scar.schedule.Schedule;
import dev.scar.workload.Scenario;
import dev.scar.workload.Shapes;

/** Where experiments get their inputs from, by name; whoever reads files implements it. */
public interface Sources {
  /**
   * A scenario; of {@code sc4+u-net+gpt-l} only these models of sc4.
   *
   * @throws dev.scar.files.InputException if there is no such scenario or it cannot be read
   */
  Scenario scenario(String name);

  /** The same with the layer lists of its models in this reading. */
  Scenario scenario(String name, Shapes shapes);

  /** A package. */
  ChipletPackage chipletPackage(String name);

  /** A schedule of the motivational example: A1 to A3, B1 to B3. */
  Schedule motivational(String name);
}
