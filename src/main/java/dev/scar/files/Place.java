package dev.scar.files;

import java.util.regex.Pattern;

/** Writes paths inside a JSON file the way messages show them: {@code layers[3].stride}. */
final class Place {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final int LONGEST_KEY = 64;

  private Place() {}

  static String key(String path, String key) {
    if (!PLAIN.matcher(key).matches()) {
      return path + "[\"" + InputProblem.printable(key, LONGEST_KEY) + "\"]";
    }
    return path.isEmpty() ? key : path + "." + key;
  }

  static String item(String path, int index) {
    return path + "[" + index + "]";
  }
}
