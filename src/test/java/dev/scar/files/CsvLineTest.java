package dev.scar.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Rows as spreadsheets and line-by-line readers need them. */
class CsvLineTest {
  @Test
  void quotesWhatNeedsItAndKeepsARowOnItsLine() {
    assertThat(CsvLine.of("plain", 3, "", "a,b", "say \"x\"", "two\r\nlines", "a\rb,c"))
        .isEqualTo("plain,3,,\"a,b\",\"say \"\"x\"\"\",two  lines,\"a b,c\"\n");
  }
}
