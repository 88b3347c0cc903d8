package dev.scar.bound;

import java.util.ArrayList;
import java.util.List;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/**
 * Looks for the prices that give the highest bound.
 *
 * <p>What a model's layers cost at their cheapest is the least of finitely many linear functions of
 * the prices, one for each way to choose. Every question to the relaxation shows one of them; a
 * small linear programme over those known so far proposes the next prices (J. E. Kelley, "The
 * Cutting-Plane Method for Solving Convex Programs", J. SIAM 8(4), 1960). The programme is solved
 * by ojAlgo in this thread; its answer is only where to ask next, so that its rounding harms no
 * bound. What is known serves all further questions.
 */
final class CuttingPlanes {
  private static final double CLOSE = 1e-3;
  private static final int MOST_QUESTIONS = 60;
  private static final int KEPT = 80;
  private static final int UNDAMPED = 4;
  private static final double HIGHEST_PRICE = 100;

  private final Relaxation of;
  private final List<List<Relaxation.Choices>> known = new ArrayList<>();

  /** The energy is at least {@code level − slope · latency}, all in the relaxation's units. */
  record Tangent(double level, double slope) {
    double at(double latency) {
      return level - slope * latency;
    }
  }

  /** Prices with what all choices cost at them, and what all that there is would be worth. */
  @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
  private record Asked(double[] prices, double cost, double worth) {}

  /** Prices that the small programme proposes, with its own idea of the bound. */
  @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
  private record Proposal(double[] prices, double hope) {}

  CuttingPlanes(Relaxation of) {
    this.of = of;
    for (int m = 0; m < of.models(); m++) {
      known.add(new ArrayList<>());
    }
  }

  /** A latency that no schedule undercuts. */
  double shortest() {
    double best = 0;
    double[] prices = even();
    double[] bestPrices = prices;
    for (int asked = 0; asked < MOST_QUESTIONS; asked++) {
      Asked answer = ask(prices, 0);
      if (answer.worth() > 0 && answer.cost() / answer.worth() > best) {
        best = answer.cost() / answer.worth();
        bestPrices = prices;
      }
      Proposal next = propose(0, true);
      if (next.hope() - best <= CLOSE * best) {
        break;
      }
      prices = between(next.prices(), bestPrices, asked);
    }
    return best;
  }

  /** The energy at least for every latency, as tight as can be at this one. */
  Tangent tangent(double latency) {
    Asked best = ask(new double[of.prices()], 1);
    for (int asked = 0; asked < MOST_QUESTIONS; asked++) {
      Proposal next = propose(latency, false);
      double value = best.cost() - best.worth() * latency;
      if (next.hope() - value <= CLOSE * value) {
        break;
      }
      Asked answer = ask(between(next.prices(), best.prices(), asked), 1);
      if (answer.cost() - answer.worth() * latency > value) {
        best = answer;
      }
    }
    return new Tangent(best.cost(), best.worth());
  }

  /** Time of all chiplets at the same price, half of it where they are held. */
  private double[] even() {
    double[] prices = new double[of.prices()];
    for (int k = 0; k < of.common(); k++) {
      prices[k] = 1;
    }
    for (int m = 0; m < of.models(); m++) {
      for (int q = 0; q < of.own() / of.times() - 1; q++) {
        prices[of.first(m) + q * of.times() + Relaxation.BY_TYPE + q] = 1;
      }
    }
    return prices;
  }

  /** Later proposals swing less if they stay half way to the best prices. */
  private static double[] between(double[] proposed, double[] best, int asked) {
    double[] prices = new double[proposed.length];
    for (int p = 0; p < prices.length; p++) {
      double price = asked < UNDAMPED ? proposed[p] : (proposed[p] + best[p]) / 2;
      prices[p] = Math.max(0, price);
    }
    return prices;
  }

  private Asked ask(double[] prices, double energyPrice) {
    double cost = 0;
    for (int m = 0; m < of.models(); m++) {
      Relaxation.Choices choices = of.cheapest(m, prices, energyPrice);
      cost += choices.value();
      List<Relaxation.Choices> all = known.get(m);
      all.add(choices);
      if (all.size() > KEPT) {
        all.remove(0);
      }
    }
    return new Asked(prices, cost, of.worth(prices));
  }

  /**
   * The best prices as far as is known.
   *
   * @param perWorth whether the bound is asked for as a latency, where energy has no price
   */
  private Proposal propose(double latency, boolean perWorth) {
    ExpressionsBasedModel model = new ExpressionsBasedModel();
    Variable[] prices = new Variable[of.prices()];
    Expression worth = model.addExpression("worth");
    if (perWorth) {
      worth.level(1);
    } else {
      worth.upper(HIGHEST_PRICE);
    }
    for (int p = 0; p < prices.length; p++) {
      prices[p] = model.addVariable("price" + p).lower(0).upper(HIGHEST_PRICE);
      double available = p < of.common() ? of.available(p) : isOwnTime(p) ? 1 : 0;
      if (available > 0) {
        value(worth, prices[p], available, latency, perWorth);
      }
    }
    for (int q = 0; q < of.own() / of.times() - 1; q++) {
      Variable held = model.addVariable("held" + q).lower(0).upper(HIGHEST_PRICE);
      value(worth, held, of.chiplets(q), latency, perWorth);
      for (int m = 0; m < of.models(); m++) {
        Expression most = model.addExpression("held" + q + "by" + m).upper(0).set(held, -1);
        for (int r = 0; r < of.times(); r++) {
          most.set(prices[of.first(m) + q * of.times() + r], 1);
        }
      }
    }
    for (int m = 0; m < of.models(); m++) {
      Variable cost = model.addVariable("cost" + m).weight(1);
      for (int c = 0; c < known.get(m).size(); c++) {
        Relaxation.Choices choices = known.get(m).get(c);
        Expression cut = model.addExpression("cut" + m + "," + c).set(cost, 1);
        cut.upper(perWorth ? 0 : choices.energy());
        for (int u = 0; u < choices.use().length; u++) {
          if (choices.use()[u] > 0) {
            int price = u < of.common() ? u : of.first(m) + u - of.common();
            cut.set(prices[price], -choices.use()[u]);
          }
        }
      }
    }
    Optimisation.Result result = model.maximise();
    double[] proposed = new double[prices.length];
    for (int p = 0; p < proposed.length; p++) {
      proposed[p] = result.doubleValue(p);
    }
    return new Proposal(proposed, result.getState().isFeasible() ? result.getValue() : 0);
  }

  private boolean isOwnTime(int price) {
    return (price - of.common()) % of.own() >= of.own() - of.times();
  }

  private static void value(
      Expression worth, Variable of, double available, double latency, boolean perWorth) {
    worth.set(of, available);
    if (!perWorth) {
      of.weight(-latency * available);
    }
  }
}
