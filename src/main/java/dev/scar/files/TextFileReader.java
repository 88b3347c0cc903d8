package dev.scar.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/**
 * Reads text files as a whole: UTF-8 without byte-order mark and zero bytes, at most {@value
 * #MOST_BYTES} bytes.
 */
final class TextFileReader {
  static final int MOST_BYTES = 64 << 20;

  private TextFileReader() {}

  /**
   * The text of a file.
   *
   * @throws InputException if there is no such file, or it is too large or not such a text
   */
  static String read(InputFile file) {
    return decode(file, bytes(file));
  }

  private static byte[] bytes(InputFile file) {
    try (InputStream in = file.open()) {
      byte[] bytes = Files.size(file.path()) > MOST_BYTES ? null : in.readNBytes(MOST_BYTES + 1);
      if (bytes == null || bytes.length > MOST_BYTES) {
        throw fail(file, "is larger than " + (MOST_BYTES >> 20) + " MiB", "");
      }
      return bytes;
    } catch (IOException e) {
      throw InputException.unreadable(file, e);
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

  /** Where an offset is, for messages. */
  static String position(String text, int offset) {
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
