package dev.scar.files;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Damages JSON files in the ways that editing by hand does; the same seed, the same damage. */
public final class JsonMutator {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final List<String> STRANGE_TEXTS =
      List.of(
          "",
          " ",
          "..",
          "/",
          "64 GB/s",
          "-1 ns",
          "1e400 J",
          "null",
          "\u0000",
          "ä".repeat(300),
          "NaN");

  private final ObjectMapper mapper = new ObjectMapper();
  private final SplittableRandom random;

  public JsonMutator(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** The file with one to three nodes damaged, or, one time in ten, with damaged characters. */
  public String mutate(String valid) throws IOException {
    if (random.nextInt(10) == 0) {
      return damageText(valid);
    }
    JsonNode root = mapper.readTree(valid);
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      root = mutateNode(root);
    }
    return mapper.writeValueAsString(root);
  }

  private String damageText(String text) {
    int at = random.nextInt(text.length());
    int end = Math.min(text.length(), at + random.nextInt(1, 6));
    return switch (random.nextInt(4)) {
      case 0 -> text.substring(0, at);
      case 1 -> text.substring(0, at) + text.substring(end);
      case 2 ->
          text.substring(0, at)
              + "{}[],:\"\\x\n0-e".charAt(random.nextInt(13))
              + text.substring(end);
      default -> text.substring(0, end) + text.substring(at);
    };
  }

  /** A place of the tree: a container and a key or index in it. */
  private record Place(JsonNode container, String key, int index) {
    JsonNode get() {
      return container.isObject() ? container.get(key) : container.get(index);
    }

    void set(JsonNode value) {
      if (container instanceof ObjectNode object) {
        object.set(key, value);
      } else {
        ((ArrayNode) container).set(index, value);
      }
    }

    void remove() {
      if (container instanceof ObjectNode object) {
        object.remove(key);
      } else {
        ((ArrayNode) container).remove(index);
      }
    }
  }

  private JsonNode mutateNode(JsonNode root) {
    List<Place> places = new ArrayList<>();
    collect(root, places);
    if (places.isEmpty()) {
      return odd();
    }
    Place place = places.get(random.nextInt(places.size()));
    switch (random.nextInt(6)) {
      case 0 -> place.remove();
      case 1 -> duplicate(place);
      case 2 -> {
        Place other = places.get(random.nextInt(places.size()));
        JsonNode mine = place.get().deepCopy();
        place.set(other.get().deepCopy());
        other.set(mine);
      }
      case 3 -> place.set(odd());
      case 4 -> resize(place);
      default -> misspell(place);
    }
    return root;
  }

  private static void collect(JsonNode node, List<Place> places) {
    node.properties()
        .forEach(
            entry -> {
              places.add(new Place(node, entry.getKey(), 0));
              collect(entry.getValue(), places);
            });
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      places.add(new Place(node, "", i));
      collect(node.get(i), places);
    }
  }

  private void duplicate(Place place) {
    if (place.container() instanceof ArrayNode array) {
      array.insert(place.index(), place.get().deepCopy());
    } else {
      ((ObjectNode) place.container()).set(place.key() + "2", place.get().deepCopy());
    }
  }

  private void misspell(Place place) {
    boolean named = !place.key().isEmpty(); // "R" that loses a letter is a key, too.
    if (named && place.container() instanceof ObjectNode object) {
      JsonNode value = object.remove(place.key());
      int at = random.nextInt(place.key().length());
      object.set(place.key().substring(0, at) + place.key().substring(at + 1), value);
    } else {
      place.set(NODES.textNode("x"));
    }
  }

  private JsonNode odd() {
    return switch (random.nextInt(7)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.booleanNode(random.nextBoolean());
      case 2 -> NODES.numberNode(random.nextLong());
      case 3 -> NODES.numberNode(random.nextDouble(-2, 2));
      case 4 -> NODES.textNode(STRANGE_TEXTS.get(random.nextInt(STRANGE_TEXTS.size())));
      case 5 -> NODES.arrayNode();
      default -> NODES.objectNode();
    };
  }

  private void resize(Place place) {
    JsonNode node = place.get();
    if (node.isNumber()) {
      place.set(
          switch (random.nextInt(5)) {
            case 0 -> NODES.numberNode(0);
            case 1 -> NODES.numberNode(-node.longValue());
            case 2 -> NODES.numberNode(node.longValue() * random.nextLong(1, 1L << 32));
            case 3 -> NODES.numberNode(BigInteger.TEN.pow(random.nextInt(60)));
            default -> NODES.numberNode(node.longValue() + random.nextInt(-2, 3));
          });
    } else if (node instanceof ArrayNode array) {
      List<JsonNode> all = new ArrayList<>();
      array.forEach(all::add);
      int copies = random.nextInt(4) == 0 ? 0 : random.nextInt(1, 50);
      array.removeAll();
      for (int i = 0; i < copies; i++) {
        all.forEach(child -> array.add(child.deepCopy()));
      }
    } else if (node.isTextual()) {
      place.set(NODES.textNode(node.textValue().repeat(random.nextInt(0, 400))));
    } else {
      place.set(NODES.objectNode());
    }
  }
}
