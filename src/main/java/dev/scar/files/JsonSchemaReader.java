package dev.scar.files;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;

/**
 * A JSON Schema from the jar, and what it says about a file in our words.
 *
 * <p>Nothing is fetched from a network. Costs O(size of the tree); at most {@value #MOST_ERRORS}
 * errors are gathered.
 */
final class JsonSchemaReader {
  static final int MOST_ERRORS = 1000;

  private final Schema schema;

  /** Compiles {@code dev/scar/schema/NAME.schema.json}. */
  JsonSchemaReader(String name) {
    String resource = "/dev/scar/schema/" + name + ".schema.json";
    try (InputStream in = JsonSchemaReader.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("no schema " + resource);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(text, InputFormat.JSON);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + resource, e);
    }
  }

  /**
   * Adds what is wrong with the tree.
   *
   * @throws InputException if there is so much that reading on makes no sense
   */
  void check(JsonNode tree, String file, InputProblems problems) {
    FirstErrors errors = new FirstErrors();
    SchemaErrorFormat format = new SchemaErrorFormat(schema.getSchemaNode(), file);
    try {
      schema.validate(tree, context -> context.setErrors(errors));
    } catch (EnoughErrors e) {
      String expectation = "has more than " + MOST_ERRORS + " errors; the first follow";
      problems.add(new InputProblem(file, "", "", expectation, ""));
      format.translate(errors.kept, problems);
      throw problems.toException();
    }
    format.translate(errors.kept, problems);
  }

  /** Stops the validation of a hopeless file before its errors fill the memory. */
  private static final class FirstErrors extends AbstractList<Error> {
    private final List<Error> kept = new ArrayList<>();

    @Override
    public Error get(int index) {
      return kept.get(index);
    }

    @Override
    public int size() {
      return kept.size();
    }

    @Override
    public void add(int index, Error error) {
      kept.add(index, error);
      if (kept.size() > MOST_ERRORS) {
        throw new EnoughErrors();
      }
    }

    @Override
    public Error remove(int index) {
      return kept.remove(index);
    }
  }

  private static final class EnoughErrors extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EnoughErrors() {
      super("enough errors", null, false, false);
    }
  }
}
