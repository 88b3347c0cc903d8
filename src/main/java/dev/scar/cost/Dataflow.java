package dev.scar.cost;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A dataflow: for each layer type a listing of directives.
 *
 * <p>A file has one block per layer type, {@code CONV { … }}, {@code DSCONV { … }}, and so on, with
 * MAESTRO's directives inside, so that existing listings can be pasted. TRCONV falls back to CONV.
 * {@code //} starts a comment.
 */
public final class Dataflow {
  private static final Pattern BLOCK = Pattern.compile("\\s*([A-Za-z]+)\\s*\\{([^{}]*)\\}");
  private static final Pattern LOOP =
      Pattern.compile("(TemporalMap|SpatialMap)\\s*\\((.*)\\)\\s*([A-Z])('?)");
  private static final Pattern CLUSTER =
      Pattern.compile("Cluster\\s*\\((.*?)(?:,\\s*[PL])?\\s*\\)");
  private static final int MOST_DIRECTIVES = 64;

  private final String name;
  private final Map<LayerType, List<Directive>> listings;

  private Dataflow(String name, Map<LayerType, List<Directive>> listings) {
    this.name = name;
    this.listings = listings;
  }

  /** A dataflow with one listing, used for every layer type. */
  public static Dataflow ofListing(String name, String listing) {
    List<Directive> directives = directives(name, listing);
    Map<LayerType, List<Directive>> listings = new EnumMap<>(LayerType.class);
    for (LayerType type : LayerType.values()) {
      listings.put(type, directives);
    }
    return new Dataflow(name, listings);
  }

  /**
   * Reads a dataflow file's text.
   *
   * @throws CostException if it is malformed
   */
  public static Dataflow parse(String name, String text) {
    String plain = text.replaceAll("//[^\\n]*", "");
    Map<LayerType, List<Directive>> listings = new EnumMap<>(LayerType.class);
    Matcher block = BLOCK.matcher(plain);
    int at = 0;
    while (block.find(at) && block.start() == at) {
      listings.put(type(name, block.group(1)), directives(name, block.group(2)));
      at = block.end();
    }
    if (!plain.substring(at).isBlank() || listings.isEmpty()) {
      throw new CostException(
          "dataflow " + name + ": expected blocks such as CONV { TemporalMap(1,1) K; … }");
    }
    return new Dataflow(name, listings);
  }

  private static LayerType type(String name, String word) {
    for (LayerType type : LayerType.values()) {
      if (type.name().equals(word.toUpperCase(Locale.ROOT))) {
        return type;
      }
    }
    throw new CostException("dataflow " + name + ": (" + word + ") is not a layer type");
  }

  private static List<Directive> directives(String name, String listing) {
    List<Directive> directives = new ArrayList<>();
    for (String statement : listing.split(";")) {
      String text = statement.strip();
      if (!text.isEmpty()) {
        directives.add(directive(name, text));
      }
    }
    if (directives.size() > MOST_DIRECTIVES) {
      throw new CostException(
          "dataflow " + name + " has more than " + MOST_DIRECTIVES + " directives");
    }
    return List.copyOf(directives);
  }

  private static Directive directive(String name, String text) {
    Matcher cluster = CLUSTER.matcher(text);
    if (cluster.matches()) {
      return new Directive.Cluster(SizeExpression.parse(cluster.group(1)));
    }
    Matcher loop = LOOP.matcher(text);
    if (!loop.matches()) {
      throw new CostException(
          "dataflow "
              + name
              + ": ("
              + text
              + ") is not a directive; for example TemporalMap(1,1) K");
    }
    int comma = topLevelComma(loop.group(2));
    if (comma < 0) {
      throw new CostException("dataflow " + name + ": (" + text + ") needs a size and an offset");
    }
    Dim dim = dim(name, loop.group(3));
    boolean output = !loop.group(4).isEmpty();
    if (output && dim != Dim.Y && dim != Dim.X) {
      throw new CostException(
          "dataflow " + name + ": only Y' and X' are output axes, not " + dim + "'");
    }
    return new Directive.Loop(
        loop.group(1).equals("SpatialMap"),
        SizeExpression.parse(loop.group(2).substring(0, comma)),
        SizeExpression.parse(loop.group(2).substring(comma + 1)),
        dim,
        output);
  }

  private static Dim dim(String name, String letter) {
    for (Dim dim : Dim.values()) {
      if (dim.name().equals(letter)) {
        return dim;
      }
    }
    throw new CostException("dataflow " + name + ": (" + letter + ") is not a dimension");
  }

  private static int topLevelComma(String text) {
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth == 0) {
        return i;
      }
    }
    return -1;
  }

  public String name() {
    return name;
  }

  /**
   * The listing for a layer type.
   *
   * @throws CostException if it has none
   */
  List<Directive> listing(LayerType type) {
    List<Directive> listing = listings.get(type);
    if (listing == null && type == LayerType.TRCONV) {
      listing = listings.get(LayerType.CONV);
    }
    if (listing == null) {
      throw new CostException("dataflow " + name + " has no listing for " + type + " layers");
    }
    return listing;
  }
}
