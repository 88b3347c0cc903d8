package dev.scar.plan;

import dev.scar.hardware.ChipletPackage;
import dev.scar.schedule.Schedule;
import java.util.List;

/** A schedule lowered to loads, computes, sends and stores. */
public record Plan(Schedule schedule, Resources resources, List<WindowPlan> windows) {
  public Plan {
    windows = List.copyOf(windows);
  }

  /** The package it is for. */
  public ChipletPackage chipletPackage() {
    return schedule.chipletPackage();
  }
}
