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
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Turns the bytes of a file into a JSON tree, within bounds that keep time and memory small
 * whatever the file holds.
 *
 * <p>At most {@value #MOST_BYTES} bytes, {@value #DEEPEST} levels and {@value #MOST_TOKENS} tokens;
 * the tree then takes a few hundred megabytes at worst. Repeated keys, comments, NaN, text after
 * the end and byte-order marks are refused. Costs O(size).
 */
final class JsonSyntaxReader {
  static final int MOST_BYTES = 64 << 20;
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
    String text = decode(file, bytes(file));
    try (JsonParser parser = mapper.createParser(text)) {
      try {
        JsonNode tree = mapper.readTree(parser);
        if (parser.nextToken() != null) {
          String where = position(text, (int) parser.currentTokenLocation().getCharOffset());
          throw fail(file, where, "has more text after its end", "One file is one object.");
        }
        return tree;
      } catch (StreamConstraintsException e) {
        int offset = (int) parser.currentLocation().getCharOffset();
        throw fail(file, position(text, offset), "passes a limit: " + limit(e), "");
      } catch (JsonProcessingException e) {
        throw explain(file, text, e);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  private static byte[] bytes(InputFile file) {
    Path path = file.path();
    if (Files.isDirectory(path)) {
      throw fail(file, "is a folder, not a file", "");
    }
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw fail(file, "is not an ordinary file", "");
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = Files.size(path) > MOST_BYTES ? null : in.readNBytes(MOST_BYTES + 1);
      if (bytes == null || bytes.length > MOST_BYTES) {
        throw fail(file, "is larger than " + (MOST_BYTES >> 20) + " MiB", "");
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw fail(file, "does not exist", "");
    } catch (AccessDeniedException e) {
      throw fail(file, "may not be read: permission denied", "");
    } catch (IOException e) {
      throw fail(file, "cannot be read: " + e.getMessage(), "");
    }
  }

  private static String decode(InputFile file, byte[] bytes) {
    if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
      throw fail(file, "begins with a byte-order mark", "Save it as UTF-8 without BOM.");
    }
    if (startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, 0xFE, 0xFF)) {
      throw fail(file, "is UTF-16 text", "Save it as UTF-8 without BOM.");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(in).toString();
      int zero = text.indexOf('\0');
      if (zero >= 0) {
        throw fail(file, position(text, zero), "is not text: it has a zero byte", "");
      }
      if (text.isBlank()) {
        throw fail(file, "is empty", "Start with { and end with }.");
      }
      return text;
    } catch (CharacterCodingException e) {
      String before = new String(bytes, 0, in.position(), StandardCharsets.UTF_8);
      throw fail(file, position(before, before.length()), "is not UTF-8 text", "Save it as UTF-8.");
    }
  }

  private static boolean startsWith(byte[] bytes, int... head) {
    for (int i = 0; i < head.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xFF) != head[i]) {
        return false;
      }
    }
    return true;
  }

  private static InputException explain(InputFile file, String text, JsonProcessingException e) {
    JsonLocation location = e.getLocation();
    int offset = location == null ? 0 : (int) Math.max(0, location.getCharOffset());
    String where = position(text, Math.min(offset, text.length()));
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

  private static String position(String text, int offset) {
    int line = 1;
    int lineStart = 0;
    for (int i = text.indexOf('\n'); i >= 0 && i < offset; i = text.indexOf('\n', i + 1)) {
      line++;
      lineStart = i + 1;
    }
    return "line " + line + ", column " + (offset - lineStart + 1) + ":";
  }

  private static InputException fail(InputFile file, String expectation, String advice) {
    return fail(file, "", expectation, advice);
  }

  private static InputException fail(
      InputFile file, String where, String expectation, String advice) {
    return new InputException(new InputProblem(file.shown(), where, "", expectation, advice));
  }
}
