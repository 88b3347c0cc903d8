package dev.scar.search;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Makes one self-avoiding walk over free chiplets from a start and a number, instead of enumerating
 * all of them: on a 16 × 16 mesh there are more walks of ten chiplets than could be listed.
 *
 * <p>The number chooses a rule for the next chiplet: into corners first (Warnsdorff's rule, which
 * leaves few holes), of the same type first, of a certain type first, or any; what the rule leaves
 * open is settled by a hash of the number. Where a walk runs into a dead end it steps back, {@value
 * #STEPS} times its length at most; then the longest walk so far is the result. <b>Cost:</b>
 * O(length · neighbours²) time at best, {@value #STEPS} times that at worst, O(chiplets) space.
 */
final class Walker {
  /** How many different numbers a walk can have. */
  static final int NUMBERS = 1024;

  private static final int STEPS = 8;
  private static final int RULES = 4;

  private final PackageView view;

  Walker(PackageView view) {
    this.view = view;
  }

  /**
   * A walk over free chiplets, shorter than asked for if it found no way on.
   *
   * @param start where to begin; if that chiplet is not free, the nearest one that is
   * @param number below {@link #NUMBERS}
   * @param free not empty; not changed
   */
  int[] walk(int start, int length, int number, BitSet free) {
    int from = free.get(start) ? start : nearest(start, free);
    Attempt attempt = new Attempt(length, number, (BitSet) free.clone());
    attempt.enter(from, 0);
    return attempt.longest;
  }

  private int nearest(int start, BitSet free) {
    BitSet seen = new BitSet();
    ArrayDeque<Integer> queue = new ArrayDeque<>();
    seen.set(start);
    queue.add(start);
    while (!queue.isEmpty()) {
      int at = queue.remove();
      if (free.get(at)) {
        return at;
      }
      for (int next : view.neighbours(at)) {
        if (!seen.get(next)) {
          seen.set(next);
          queue.add(next);
        }
      }
    }
    return free.nextSetBit(0);
  }

  /** One walk in the making. */
  private final class Attempt {
    private final int[] path;
    private final int number;
    private final BitSet free;
    private int[] longest = {};
    private int steps;

    Attempt(int length, int number, BitSet free) {
      this.path = new int[length];
      this.number = number;
      this.free = free;
      this.steps = STEPS * length;
    }

    /** Goes on from a chiplet; true when the walk is complete or no more steps are allowed. */
    private boolean enter(int chiplet, int depth) {
      steps--;
      path[depth] = chiplet;
      free.clear(chiplet);
      if (depth + 1 > longest.length) {
        longest = Arrays.copyOf(path, depth + 1);
      }
      boolean done = depth + 1 == path.length || steps <= 0;
      long[] order = done ? new long[0] : order(chiplet);
      for (int i = 0; i < order.length && !done; i++) {
        done = enter((int) (order[i] & 0xffff), depth + 1);
      }
      free.set(chiplet);
      return done;
    }

    /** The free neighbours, best first; the chiplet is in the lowest 16 bits. */
    private long[] order(int chiplet) {
      int[] neighbours = view.neighbours(chiplet);
      long[] order = new long[neighbours.length];
      int count = 0;
      for (int next : neighbours) {
        if (free.get(next)) {
          long rank = rank(chiplet, next);
          order[count++] = rank << 32 | (hash(next) & 0xffffL) << 16 | next;
        }
      }
      order = Arrays.copyOf(order, count);
      Arrays.sort(order);
      return order;
    }

    private long rank(int chiplet, int next) {
      int type = view.typeOf(next);
      return switch (number % RULES) {
        case 0 -> onward(next);
        case 1 -> (type == view.typeOf(chiplet) ? 0 : 256) + onward(next);
        case 2 -> (type == number / RULES % view.types().size() ? 0 : 256) + onward(next);
        default -> 0;
      };
    }

    private int onward(int chiplet) {
      int count = 0;
      for (int next : view.neighbours(chiplet)) {
        if (free.get(next)) {
          count++;
        }
      }
      return count;
    }

    private long hash(int chiplet) {
      long mixed = (number / RULES + 1L) * 0x9E3779B97F4A7C15L + chiplet * 0xBF58476D1CE4E5B9L;
      mixed = (mixed ^ (mixed >>> 30)) * 0x94D049BB133111EBL;
      return mixed ^ (mixed >>> 31);
    }
  }
}
