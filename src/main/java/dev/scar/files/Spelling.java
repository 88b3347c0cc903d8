package dev.scar.files;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody probably meant to write. */
public final class Spelling {
  private static final int LONGEST = 100;
  private static final int LEAST_BEGINNING = 3;

  private Spelling() {}

  /**
   * The known word nearest to the written one: equal but for case, or within a third of its letters
   * (insert, delete, replace, swap neighbours), the first among equals; else one that continues it
   * or that it continues.
   */
  public static Optional<String> nearest(String written, Collection<String> known) {
    if (written.length() > LONGEST) {
      return Optional.empty();
    }
    String folded = written.toLowerCase(Locale.ROOT);
    String best = null;
    int bestDistance = Math.max(1, written.length() / 3) + 1;
    for (String word : known) {
      int distance =
          word.length() > LONGEST ? LONGEST : distance(folded, word.toLowerCase(Locale.ROOT));
      if (distance < bestDistance && distance < word.length()) {
        best = word;
        bestDistance = distance;
      }
    }
    return best != null
        ? Optional.of(best)
        : known.stream()
            .filter(word -> continues(folded, word.toLowerCase(Locale.ROOT)))
            .findFirst();
  }

  private static boolean continues(String a, String b) {
    return Math.min(a.length(), b.length()) >= LEAST_BEGINNING
        && (a.startsWith(b) || b.startsWith(a));
  }

  /** As a sentence: {@code Maybe write "bandwidth".}, or what is known if nothing is near. */
  public static String advice(String written, Collection<String> known) {
    return nearest(written, known)
        .map(word -> "Maybe write \"" + word + "\".")
        .orElse(known.isEmpty() ? "" : "Known: " + String.join(", ", known) + ".");
  }

  /** Optimal string alignment distance. */
  private static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int replace = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replace, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        cost[i][j] = swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
      }
    }
    return cost[a.length()][b.length()];
  }
}
