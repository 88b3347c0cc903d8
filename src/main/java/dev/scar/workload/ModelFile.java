package dev.scar.workload;

import java.util.List;

/**
 * What a model file says: the model in both readings, and where it comes from.
 *
 * @param corrected the network as it is
 * @param literal the list as printed; equal where no layer has a literal reading
 * @param source where the shapes come from
 * @param notes assumptions and gaps
 * @param published figures to be shown beside ours
 * @param graphIsExact whether channels and sizes of neighbouring layers were found to fit
 * @param bitsPerElement precision unless a scenario says otherwise
 */
public record ModelFile(
    Model corrected,
    Model literal,
    String source,
    List<String> notes,
    Published published,
    boolean graphIsExact,
    int bitsPerElement) {
  public ModelFile {
    notes = List.copyOf(notes);
  }

  /** The model in this reading. */
  public Model model(Shapes shapes) {
    return shapes == Shapes.LITERAL ? literal : corrected;
  }

  /** Figures found in publications, as they are printed there; empty where there is none. */
  public record Published(String macs, String weights, String layers) {}
}
