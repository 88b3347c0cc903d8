package dev.scar.search.anneal;

/**
 * One run of a round.
 *
 * @param aim number of what it minimises
 * @param windows how many windows its evenly spread start has; 0 if it goes on from a result
 * @param rank which result of the aim it goes on from, 0 for the best
 * @param moves how many it proposes
 * @param hot heat at the beginning
 * @param cold heat at the end
 */
record Restart(int aim, int windows, int rank, long moves, double hot, double cold) {
  static Restart even(int aim, int windows, long moves, double hot, double cold) {
    return new Restart(aim, windows, 0, moves, hot, cold);
  }

  static Restart again(int aim, int rank, long moves, double hot, double cold) {
    return new Restart(aim, 0, rank, moves, hot, cold);
  }
}
