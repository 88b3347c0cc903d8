package dev.scar.files;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Fingerprints of files' contents, as {@code sha256sum} prints them. */
public final class Sha256 {
  private static final int BRIEF = 12;

  private Sha256() {}

  /** The start of such a fingerprint, to tell files apart by eye; less if it is shorter. */
  public static String brief(String hash) {
    return hash.substring(0, Math.min(BRIEF, hash.length()));
  }

  /** Of a text in UTF-8, 64 hexadecimal digits. */
  public static String of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Of bytes, 64 hexadecimal digits. */
  public static String of(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
