package dev.scar.report;

import dev.scar.analysis.Predictor;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.LinkLoad;
import dev.scar.hardware.NopLink;
import dev.scar.plan.Flow;
import dev.scar.plan.Plan;
import dev.scar.plan.Resource;
import dev.scar.plan.WindowPlan;
import dev.scar.units.Bandwidth;
import dev.scar.units.Quantity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * How loaded each link is, from 0 to 1 for the most loaded one: under uniform traffic, or under a
 * schedule.
 *
 * @param title what the load is of
 * @param links by link ordinal
 */
public record LinkHeat(String title, List<Heat> links) {
  /** A link's share of the largest busy time, and what to say about it. */
  public record Heat(NopLink link, double share, String label) {}

  public LinkHeat {
    links = List.copyOf(links);
  }

  /** One unit from every chiplet to every chiplet. */
  public static LinkHeat uniform(ChipletPackage chipletPackage) {
    LinkLoad load = LinkLoad.uniform(chipletPackage);
    double most =
        chipletPackage.nop().links().stream().mapToDouble(load::busySeconds).max().orElse(0);
    List<Heat> links = new ArrayList<>();
    for (NopLink link : chipletPackage.nop().links()) {
      links.add(
          new Heat(
              link,
              most == 0 ? 0 : load.busySeconds(link) / most,
              String.format(Locale.ROOT, "%.0f flows", load.on(link))));
    }
    return new LinkHeat("flows under uniform traffic", links);
  }

  /** The bytes of all transfers of a plan. */
  public static LinkHeat of(Plan plan) {
    List<NopLink> all = plan.chipletPackage().nop().links();
    long[] bytes = new long[all.size()];
    for (WindowPlan window : plan.windows()) {
      for (Flow flow : window.flows()) {
        long moved = Predictor.totalBytes(window.stages().get(flow.stage()), flow);
        for (Resource resource : flow.path().resources()) {
          if (resource.kind() == Resource.Kind.LINK) {
            bytes[resource.index()] = Math.addExact(bytes[resource.index()], moved);
          }
        }
      }
    }
    long most = 0;
    for (NopLink link : all) {
      most = Math.max(most, busyPs(link, bytes[link.ordinal()]));
    }
    List<Heat> links = new ArrayList<>();
    for (NopLink link : all) {
      long busy = busyPs(link, bytes[link.ordinal()]);
      String label =
          Quantity.SIZE.format(bytes[link.ordinal()]) + ", busy " + Quantity.TIME.format(busy);
      links.add(new Heat(link, most == 0 ? 0 : (double) busy / most, label));
    }
    return new LinkHeat("bytes of the schedule", links);
  }

  private static long busyPs(NopLink link, long bytes) {
    Bandwidth bandwidth = link.bandwidth();
    return bandwidth.transferPs(bytes);
  }

  double share(NopLink link) {
    return links.get(link.ordinal()).share();
  }

  String label(NopLink link) {
    return links.get(link.ordinal()).label();
  }

  /** The most loaded links as a table; those without any load come last. */
  public String table(int most) {
    return Table.<Heat>of(
            Column.text("link", heat -> heat.link().from() + ">" + heat.link().to()),
            Column.<Heat>text(title, Heat::label).right(),
            Column.<Heat>number("of the busiest", "%.1f %%", heat -> 100 * heat.share()),
            Column.<Heat>text("bandwidth", heat -> heat.link().bandwidth()).right(),
            Column.<Heat>time("latency", heat -> heat.link().latencyPs()))
        .text(
            links.stream()
                .sorted(
                    Comparator.comparingDouble((Heat heat) -> -heat.share())
                        .thenComparingInt(heat -> heat.link().ordinal()))
                .limit(most)
                .toList());
  }
}
