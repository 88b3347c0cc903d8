package dev.scar.files;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Turns the bytes of a file into a JSON tree, within bounds that keep time and memory small
 * whatever the file holds.
 *
 * <p>At most {@value TextFileReader#MOST_BYTES} bytes, {@value #DEEPEST} levels and {@value
 * #MOST_TOKENS} tokens; the tree then takes a few hundred megabytes at worst. Repeated keys,
 * comments, NaN, text after the end and byte-order marks are refused. Costs O(size).
 */
final class JsonSyntaxReader {
  static final int DEEPEST = 64;
  static final int MOST_TOKENS = 4_000_000;
  private static final int LONGEST_STRING = 100_000;
  private static final int LONGEST_NUMBER = 64;

  private final JsonMapper mapper;

  JsonSyntaxReader() {
    StreamReadConstraints bounds =
        StreamReadConstraints.builder()
            .maxNestingDepth(DEEPEST)
            .maxTokenCount(MOST_TOKENS)
            .maxStringLength(LONGEST_STRING)
            .maxNameLength(LONGEST_STRING)
            .maxNumberLength(LONGEST_NUMBER)
            .build();
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(bounds)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    mapper = JsonMapper.builder(factory).build();
  }

  /**
   * Reads a whole file.
   *
   * @throws InputException with a single problem, with line and column where there is one
   */
  JsonNode read(InputFile file) {
    String text = file.text();
    if (text.isBlank()) {
      throw fail(file, "", "is empty", "Start with { and end with }.");
    }
    try (JsonParser parser = mapper.createParser(text)) {
      try {
        JsonNode tree = mapper.readTree(parser);
        if (parser.nextToken() != null) {
          String where =
              TextFileReader.position(text, (int) parser.currentTokenLocation().getCharOffset());
          throw fail(file, where, "has more text after its end", "One file is one object.");
        }
        return tree;
      } catch (StreamConstraintsException e) {
        int offset = (int) parser.currentLocation().getCharOffset();
        throw fail(file, TextFileReader.position(text, offset), "passes a limit: " + limit(e), "");
      } catch (JsonProcessingException e) {
        throw explain(file, text, e);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  private static InputException explain(InputFile file, String text, JsonProcessingException e) {
    JsonLocation location = e.getLocation();
    int offset = location == null ? 0 : (int) Math.max(0, location.getCharOffset());
    String where = TextFileReader.position(text, Math.min(offset, text.length()));
    String message = e.getOriginalMessage();
    if (message.startsWith("Duplicate")) {
      String key = message.substring(message.indexOf('\'') + 1, message.lastIndexOf('\''));
      return new InputException(
          new InputProblem(file.shown(), where, key, "is given twice", "Keep one of the two."));
    }
    if (e instanceof JsonEOFException || offset >= text.stripTrailing().length()) {
      return fail(file, where, "ends too early", "A bracket or a quote is not closed.");
    }
    SyntaxAdvice what = SyntaxAdvice.at(text, offset, message);
    return new InputException(
        new InputProblem(file.shown(), where, what.value(), what.expectation(), what.advice()));
  }

  /** Which bound was passed, in our words. */
  private static String limit(StreamConstraintsException e) {
    String message = e.getOriginalMessage();
    if (message.startsWith("Document nesting")) {
      return "more than " + DEEPEST + " levels of brackets";
    }
    if (message.startsWith("Token count")) {
      return "more than " + MOST_TOKENS + " words, numbers and brackets";
    }
    return message.startsWith("Number")
        ? "a number of more than " + LONGEST_NUMBER + " characters"
        : "a text of more than " + LONGEST_STRING + " characters";
  }

  private static InputException fail(
      InputFile file, String where, String expectation, String advice) {
    return new InputException(new InputProblem(file.shown(), where, "", expectation, advice));
  }
}
