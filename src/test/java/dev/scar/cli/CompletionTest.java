package dev.scar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a shell offers that has read the script of {@code scar generate-completion}. */
class CompletionTest extends CommandTest {
  @ParameterizedTest
  @CsvSource({
    "run sc10-fr, sc10-frames",
    "run --topology het-sides-3x3-lp, het-sides-3x3-lpddr4x-built",
    "run --objective e, energy edp",
    "run --strategy st, standalone",
    "replay --scenario motiv, motivational",
    "sweep --objective l, latency"
  })
  void namesAreCompleted(String typed, String offered) throws Exception {
    assertThat(scar("generate-completion")).isZero();
    Path script = Files.writeString(folder.resolve("completion"), out.toString());
    String words = "COMP_WORDS=(scar " + typed + ")";
    Process bash =
        new ProcessBuilder(
                "bash",
                "-c",
                ". "
                    + script
                    + "; "
                    + words
                    + "; COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); "
                    + "compopt() { :; }; _complete_scar; echo \"${COMPREPLY[@]}\"")
            .start();
    String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).isZero();
    assertThat(said.strip()).isEqualTo(offered);
  }
}
