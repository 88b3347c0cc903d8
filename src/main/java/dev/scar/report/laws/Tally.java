package dev.scar.report.laws;

/** Counts how often a law was looked at, and how often it was broken. */
final class Tally {
  private final String name;
  private final String statement;
  private long checked;
  private long broken;

  Tally(String name, String statement) {
    this.name = name;
    this.statement = statement;
  }

  void check(boolean holds) {
    checked++;
    broken += holds ? 0 : 1;
  }

  Physics.Law law() {
    return new Physics.Law(name, statement, checked, broken);
  }
}
