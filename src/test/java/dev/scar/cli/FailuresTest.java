package dev.scar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.files.InputException;
import dev.scar.files.InputProblem;
import dev.scar.search.NoScheduleException;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Everything that goes wrong is a line or two and an exit code. */
class FailuresTest extends CommandTest {
  private static String told(Throwable failure, boolean debug, int exit) {
    StringWriter err = new StringWriter();
    assertThat(Failures.told(failure, debug, new PrintWriter(err))).isEqualTo(exit);
    return err.toString();
  }

  @Test
  void errorsOfTheMachineSayWhatWasTooLarge() {
    for (Throwable memory :
        List.of(
            new OutOfMemoryError("Java heap space"),
            new IllegalStateException(new ExecutionException(new OutOfMemoryError())))) {
      assertThat(told(memory, false, 1))
          .contains("too large for the", "MB of memory")
          .doesNotContain("Java heap space", "\tat ")
          .hasLineCount(2);
    }
    assertThat(told(new StackOverflowError(), false, 1)).contains("too deeply").hasLineCount(2);
  }

  @Test
  void otherFailuresAreALineAndATraceOnlyForDebugging() {
    IllegalStateException failure = new IllegalStateException("two\nlines");
    assertThat(told(failure, false, 1))
        .isEqualTo("scar: failed: IllegalStateException: two lines\n");
    assertThat(told(failure, true, 1)).contains("\tat ");
  }

  @Test
  void badInputKeepsItsCodeThroughThreads() {
    InputException bad = new InputException(new InputProblem("a.json", "", "", "is bad", ""));
    assertThat(told(new IllegalStateException(new ExecutionException(bad)), false, 2))
        .isEqualTo("a.json: is bad.\n");
  }

  @Test
  void aSearchThatFindsNothingSaysSoInItsOwnWords() {
    NoScheduleException none = new NoScheduleException("no schedule keeps to 1 ms");
    assertThat(told(new IllegalStateException(none), false, 1))
        .isEqualTo("no schedule keeps to 1 ms\n");
  }

  @Test
  void controlCharactersOfTheCommandLineStayThere() {
    for (String[] line :
        new String[][] {
          {"run", "\u001b[31mred"},
          {"run", "a/\u001b]0;title\u0007.json"},
          {"run", "--to\u0007pology"},
          {"\u001b[2J"},
          {"run", "--topology", "\u202Eevil"},
          {"replay", "x\nscar: all is well"},
          {"run", "sc4", "--prefer", "\u001b[1m=2"}
        }) {
      assertThat(scar(line)).as(String.join(" ", line)).isEqualTo(2);
      assertThat(err.toString()).doesNotContain("\u001b", "\u0007", "\u202E", "\nscar: all");
    }
  }

  @Test
  void mistypedCommandsAreSuggested() {
    assertThat(scar("rnu")).isEqualTo(2);
    assertThat(err.toString()).contains("Maybe write \"run\"");
    assertThat(scar("topology", "genrate", "ring:3")).isEqualTo(2);
    assertThat(err.toString()).contains("generate");
    assertThat(scar("trace", "sumarize", "x")).isEqualTo(2);
    assertThat(err.toString()).contains("Maybe write \"summarize\"");
  }

  @Test
  void errorsOfStandardOutputAreFailures() throws IOException {
    for (String reason : List.of("No space left on device", "Broken pipe")) {
      StandardOutput broken =
          new StandardOutput(
              new OutputStream() {
                @Override
                public void write(int b) throws IOException {
                  throw new IOException(reason);
                }
              });
      StringWriter said = new StringWriter();
      assertThat(Main.execute(broken, new PrintWriter(said), "topology", "het-sides-3x3"))
          .isEqualTo(1);
      assertThat(said.toString())
          .isEqualTo(
              reason.equals("Broken pipe")
                  ? ""
                  : "scar: standard output cannot be written: " + reason + "\n");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFullDiskBehindStandardOutputIsToldAndExitsWithOne()
      throws IOException, InterruptedException {
    Path errors = folder.resolve("errors");
    Process full =
        process("topology", "het-sides-3x3")
            .redirectErrorStream(false)
            .redirectError(errors.toFile())
            .redirectOutput(new File("/dev/full"))
            .start();
    assertThat(full.waitFor()).isEqualTo(1);
    String said = Files.readString(errors);
    assertThat(said)
        .isEqualTo("scar: standard output cannot be written: No space left on device\n");
  }

  @Test
  void whatIsThereAlreadyIsBadInput() throws IOException {
    String there = Files.createDirectory(folder.resolve("there")).toString();
    assertThat(scar("run", "motivational", "--out", there)).isEqualTo(2);
    String file = Files.writeString(folder.resolve("f.svg"), "x").toString();
    assertThat(scar("topology", "draw", "het-t", "--out", file)).isEqualTo(2);
    assertThat(err.toString()).contains("is there already");
  }
}
