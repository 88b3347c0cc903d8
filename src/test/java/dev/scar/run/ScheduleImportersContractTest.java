package dev.scar.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.schedule.Schedule;
import dev.scar.schedule.ScheduleImporters;
import dev.scar.schedule.Segment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every importer of schedules promises; each has files in the folder of samples. */
class ScheduleImportersContractTest {
  private static final Path SAMPLES = Path.of("src/test/resources/import-schedule");

  @TempDir Path folder;
  private final Inputs inputs = new Inputs(Path.of(""));

  static List<Path> samples() throws IOException {
    try (Stream<Path> files = Files.list(SAMPLES)) {
      return files.sorted().toList();
    }
  }

  private Schedule imported(Path file) {
    return new ScheduleImport(InputFile.of(file), "motivational", null)
        .write(inputs, folder.resolve("made.json"), true);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void whatIsWrittenIsReadBack(Path sample) {
    assertThat(ScheduleImporters.ALL.stream().filter(i -> i.accepts(InputFile.of(sample))))
        .as(sample.toString())
        .hasSize(1);
    Schedule written = imported(sample);
    Schedule read = inputs.schedule(folder.resolve("made.json"), null, null);
    assertThat(read.windows()).isEqualTo(written.windows());
  }

  /** Model 0 is resnet-part, of layers c2_2_1, c2_2_2, c2_2_3; model 1 is gpt-part, of ff1. */
  @Test
  void segmentsAreThoseOfTheRows() {
    assertThat(segments(imported(SAMPLES.resolve("ordered.csv"))))
        .containsExactly(
            List.of(new Segment(0, 0, 2, 0), new Segment(1, 0, 1, 1)),
            List.of(new Segment(0, 2, 3, 2)));
    assertThat(segments(imported(SAMPLES.resolve("in-turn.csv"))))
        .containsExactly(
            List.of(
                new Segment(0, 0, 2, 1, 5), new Segment(0, 2, 3, 0), new Segment(1, 0, 1, 1, 2)));
    assertThat(segments(imported(SAMPLES.resolve("numbered.csv"))))
        .containsExactly(
            List.of(new Segment(0, 0, 2, 3), new Segment(1, 0, 1, 0)),
            List.of(new Segment(0, 2, 3, 3)));
    assertThat(segments(imported(SAMPLES.resolve("one-chiplet.csv"))))
        .containsExactly(
            List.of(new Segment(0, 0, 1, 0)),
            List.of(new Segment(0, 1, 3, 0)),
            List.of(new Segment(1, 0, 1, 0)));
  }

  private static List<List<Segment>> segments(Schedule schedule) {
    return schedule.windows().stream().map(window -> window.segments()).toList();
  }

  @Test
  void whatIsWrongIsNamedWithItsLine() throws IOException {
    String head = "model,from,to,window,chiplet,order|";
    String gpt = "gpt-part,ff1,ff1,0,1,|";
    refused(head + "bert,0,1,0,0,|" + gpt, "line 2, model (bert) is not a model of");
    refused(head + gpt + "resnet-part,c2,2,0,0,|", "line 3, from (c2) is not a layer of");
    refused(head + gpt + "resnet-part,2,0,0,0,|", "line 3, to (0) comes before 2");
    refused(head + gpt + "resnet-part,0,2,0,0,x|", "line 3, order (x) is not a whole number");
    refused(head + gpt + "resnet-part,0,2,0,0,-1|", "line 3, order (-1) is outside 0 to");
    refused(head + gpt + "resnet-part,0,2,first,0,|", "line 3, window (first) is not a whole");
    refused(head + gpt + "resnet-part,0,2,0|", "line 3 has 4 fields; the header has 6");
    refused(head + gpt + "resnet-part,0,2,2,0,|", "has no segment in window 1");
    refused(head + gpt + "resnet-part,0,2,0,1,|", "line 2 chiplet 1 already has segment 0");
    refused(head + gpt + "resnet-part,0,2,0,9,|", "line 3 chiplet 9 does not exist on");
    refused(head + gpt + "resnet-part,1,2,0,0,|", "line 3 starts at layer c2_2_2 (1)");
    refused(head + gpt, "layer c2_2_1 (0) of resnet-part and all after it are in no segment");
    refused("model,from,to,window,core|", "line 1 has no column chiplet");
    refused("model,from,to,window,chiplet,core|", "line 1 (core) is not a known column");
  }

  private void refused(String text, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("bad.csv"), text.replace('|', '\n'));
    assertThatThrownBy(() -> imported(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("bad.csv: " + message);
    assertThat(folder.resolve("made.json")).doesNotExist();
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("x.txt"), "model");
    assertThatThrownBy(() -> imported(file)).hasMessageContaining("is no schedule that can be");
  }
}
