package dev.scar.cost;

import dev.scar.files.InputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads dataflows written with MAESTRO's directives.
 *
 * <pre>{@code
 * Dataflow {
 *   TemporalMap(1,1) K;
 *   SpatialMap(Sz(R),1) Y;
 *   TemporalMap(min(8+Sz(S)-1,Sz(X)),8) X;
 *   Cluster(8,P);
 *   SpatialMap(Sz(S),1) X;
 * }
 * DSCONV, NGCONV { … }
 * }</pre>
 *
 * <p>The {@code Dataflow} block is for every type that has no block of its own, and a text may be
 * just directives without a block, so that what stands in a MAESTRO model file can be pasted as it
 * is. The blocks for types, {@code min}, {@code max} and bare dimensions as sizes are our
 * additions.
 *
 * <p>What no layer could be evaluated with is refused here: a level without exactly one {@code
 * SpatialMap}, a dimension mapped twice in a group, X' or Y' without its filter dimension.
 */
final class DataflowParser {
  private final ListingTokens tokens;
  private final SizeExpressionParser sizes;

  private DataflowParser(ListingTokens tokens) {
    this.tokens = tokens;
    this.sizes = new SizeExpressionParser(tokens);
  }

  /**
   * Reads a text.
   *
   * @param file how messages call it
   * @throws InputException with the line and the reason
   */
  static Dataflow parse(String name, String file, String text) {
    return new DataflowParser(new ListingTokens(file, text)).dataflow(name);
  }

  private Dataflow dataflow(String name) {
    Map<LayerType, Listing> listings = new EnumMap<>(LayerType.class);
    Map<LayerType, Listing> general = new EnumMap<>(LayerType.class);
    if (!tokens.isNext("Dataflow") && layerType().isEmpty()) {
      Listing listing = listing(ListingTokens.END);
      EnumSet.allOf(LayerType.class).forEach(type -> general.put(type, listing));
    }
    while (!tokens.isNext(ListingTokens.END)) {
      boolean word = tokens.takeIf("Dataflow");
      if (!word && layerType().isEmpty()) {
        throw tokens.problem("stands where a block is expected", "Blocks: CONV { … }.");
      }
      Set<LayerType> types = types();
      tokens.expect("{");
      Listing listing = listing("}");
      tokens.expect("}");
      Set<LayerType> meant = types.isEmpty() ? EnumSet.allOf(LayerType.class) : types;
      for (LayerType type : meant) {
        if ((types.isEmpty() ? general : listings).put(type, listing) != null) {
          throw tokens.problemBefore(
              types.isEmpty() ? "Dataflow" : type.name(), "has a block before this one", "");
        }
      }
    }
    general.forEach(listings::putIfAbsent);
    return new Dataflow(name, listings);
  }

  private Set<LayerType> types() {
    EnumSet<LayerType> types = EnumSet.noneOf(LayerType.class);
    while (!tokens.isNext("{")) {
      types.add(
          layerType()
              .orElseThrow(
                  () ->
                      tokens.problem(
                          "is not a layer type",
                          "They are " + Arrays.toString(LayerType.values()) + ".")));
      tokens.take();
      tokens.takeIf(",");
    }
    return types;
  }

  private Optional<LayerType> layerType() {
    String name = tokens.peek();
    return Arrays.stream(LayerType.values()).filter(t -> t.name().equals(name)).findFirst();
  }

  private Listing listing(String end) {
    List<Listing.Group> groups = new ArrayList<>();
    List<Directive> directives = new ArrayList<>();
    SizeExpression units = layer -> 1;
    while (!tokens.isNext(end)) {
      if (tokens.takeIf("Cluster")) {
        groups.add(group(units, directives));
        directives.clear();
        units = clusterSize();
      } else {
        directives.add(directive());
      }
      if (!tokens.isNext(end)) {
        tokens.expect(";");
      }
    }
    groups.add(group(units, directives));
    if (groups.size() > Listing.MOST_LEVELS) {
      throw tokens.problem("ends a listing of more than " + Listing.MOST_LEVELS + " levels", "");
    }
    return new Listing(groups);
  }

  private SizeExpression clusterSize() {
    tokens.expect("(");
    SizeExpression size = sizes.parse();
    if (tokens.takeIf(",")) {
      tokens.expect("P");
    }
    tokens.expect(")");
    return size;
  }

  private Directive directive() {
    int mark = tokens.mark();
    boolean spatial = tokens.isNext("SpatialMap");
    if (!spatial && !tokens.isNext("TemporalMap")) {
      throw tokens.problem("is not a directive", "They are TemporalMap, SpatialMap and Cluster.");
    }
    tokens.take();
    tokens.expect("(");
    SizeExpression size = sizes.parse();
    tokens.expect(",");
    SizeExpression offset = sizes.parse();
    tokens.expect(")");
    String letter = tokens.peek();
    boolean axis = letter.startsWith("X") || letter.startsWith("Y");
    boolean output = axis && (letter.endsWith("'") || letter.endsWith("\u2032"));
    Dim dim;
    if (output && letter.length() == 2) {
      tokens.take();
      dim = letter.startsWith("X") ? Dim.X : Dim.Y;
    } else {
      dim = SizeExpressionParser.dim(tokens);
    }
    return new Directive(spatial, dim, output, size, offset, tokens.textSince(mark));
  }

  private Listing.Group group(SizeExpression units, List<Directive> directives) {
    EnumSet<Dim> mapped = EnumSet.noneOf(Dim.class);
    for (Directive directive : directives) {
      if (!mapped.add(directive.dim())) {
        throw tokens.problemBefore(
            directive.text(), "maps a dimension that this level maps already", "");
      }
    }
    for (Directive directive : directives) {
      if (directive.output() && !mapped.contains(directive.dim().filter())) {
        throw tokens.problemBefore(
            directive.text(),
            "needs a map of " + directive.dim().filter() + " in the same level",
            "An output tile's input is that much larger.");
      }
    }
    long spatial = directives.stream().filter(Directive::spatial).count();
    if (spatial != 1) {
      throw tokens.problemBefore(
          spatial + " SpatialMap",
          "in this level; the model evaluates levels with exactly one",
          spatial == 0 ? "" : "Mappings that move two dimensions together are not covered.");
    }
    return new Listing.Group(units, directives);
  }
}
