package dev.scar.search;

/**
 * How hard the evolutionary search tries in each window.
 *
 * @param population individuals of a generation; 10 by default (the paper's, section V)
 * @param generations 4 by default (the paper's); 0 breeds nothing
 * @param rounds of local improvement for each model of the window; 0 improves nothing; 400 by
 *     default
 */
public record EvolutionOptions(int population, int generations, int rounds) {
  /** The paper's population and generations. */
  public static final EvolutionOptions DEFAULT = new EvolutionOptions(10, 4, 400);

  /** The largest value of any of them. */
  public static final int MOST = 100_000;

  public EvolutionOptions {
    require(population, 2, "population");
    require(generations, 0, "generations");
    require(rounds, 0, "rounds");
  }

  private static void require(int value, int least, String name) {
    if (value < least || value > MOST) {
      throw new IllegalArgumentException(name + " must be " + least + " to " + MOST);
    }
  }
}
