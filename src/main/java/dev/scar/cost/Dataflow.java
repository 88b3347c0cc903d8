package dev.scar.cost;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import java.util.Map;

/**
 * How a chiplet type maps layers onto its processing elements: one listing of MAESTRO's
 * data-centric directives for each type of layer.
 *
 * <p>The syntax is MAESTRO's ({@code TemporalMap(m,o) d; SpatialMap(m,o) d; Cluster(n,P)}), so that
 * its listings can be pasted; sizes may also be expressions such as {@code min(8+Sz(S)-1,Sz(X))}.
 * See the folder of shipped dataflows for examples.
 */
public final class Dataflow {
  private final String name;
  private final Map<LayerType, Listing> listings;

  Dataflow(String name, Map<LayerType, Listing> listings) {
    this.name = name;
    this.listings = Map.copyOf(listings);
  }

  /**
   * Reads a listing given as text.
   *
   * @throws InputException with the line and what is wrong with it
   */
  public static Dataflow parse(String name, String text) {
    return DataflowParser.parse(name, name, text);
  }

  /**
   * Reads a file; its name without ending is the dataflow's.
   *
   * @throws InputException if it cannot be read or evaluated
   */
  public static Dataflow read(InputFile file) {
    String fileName = String.valueOf(file.path().getFileName());
    int dot = fileName.lastIndexOf('.');
    String name = dot > 0 ? fileName.substring(0, dot) : fileName;
    return DataflowParser.parse(name, file.shown(), file.text());
  }

  /** What chiplet types call it. */
  public String name() {
    return name;
  }

  /**
   * The listing for layers of this type.
   *
   * @throws CostException if there is none; TRCONV uses that of CONV
   */
  Listing listing(LayerType type) {
    Listing listing = listings.get(type);
    if (listing == null && type == LayerType.TRCONV) {
      listing = listings.get(LayerType.CONV);
    }
    if (listing == null) {
      throw new CostException("dataflow " + name + " has no listing for " + type + " layers");
    }
    return listing;
  }

  @Override
  public String toString() {
    return "Dataflow[" + name + "]";
  }
}
