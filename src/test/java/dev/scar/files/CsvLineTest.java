package dev.scar.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows as spreadsheets and line-by-line readers need them. */
class CsvLineTest {
  @Test
  void quotesWhatNeedsItAndKeepsARowOnItsLine() {
    assertThat(CsvLine.of("plain", 3, "", null, "a,b", "say \"x\"", "two\r\nlines", "a\rb,c"))
        .isEqualTo("plain,3,,,\"a,b\",\"say \"\"x\"\"\",two  lines,\"a b,c\"\n");
  }

  @Test
  void namesThatBeginAsFormulasDoAreQuietAndNumbersStay() {
    assertThat(CsvLine.of("=1+cmd", "+x", "-y", "@z", "-5", "+1.5e-7", -3, "a=b", "'x"))
        .isEqualTo("'=1+cmd,'+x,'-y,'@z,-5,+1.5e-7,-3,a=b,'x\n");
  }

  @Test
  void everyNameIsReadBack() {
    for (String name : List.of("=1", "'=1", "''-x", "'x", "plain", "", "'", "-5", "@")) {
      StringBuilder cell = new StringBuilder();
      CsvLine.append(name, cell);
      assertThat(CsvLine.name(cell.toString())).isEqualTo(name);
    }
  }

  @Test
  void controlCharactersDoNotPass() {
    assertThat(CsvLine.of("\u001b[31mEVIL\u001b]0;x\u0007", "a\u202eb", "\u009b1m", "→ é 漢"))
        .isEqualTo("?[31mEVIL?]0;x?,a?b,?1m,→ é 漢\n");
  }
}
