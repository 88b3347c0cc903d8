package dev.scar.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scar.files.CsvFileReader;
import dev.scar.files.CsvRow;
import dev.scar.files.CsvTable;
import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.files.InputProblems;
import dev.scar.hardware.ChipletType.ActivityEnergy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables of the reference tool come back letter by letter. */
class LayerCsvFormatTest {
  private static final ActivityEnergy TOOL = new ActivityEnergy(0.23e-12, 1.68, 18.61);
  private static final List<String> FILES =
      List.of(
          "bert_large_seq128",
          "mobilenetv2_repo_shapes",
          "other_dataflows",
          "resnet50_padded",
          "resnet50_repo_shapes",
          "settings_sweep",
          "synthetic_edge_cases",
          "unet_512_padded",
          "unet_repo_572",
          "yxp_os_capped");

  @TempDir Path folder;

  private static LayerCsvFormat format(Map<String, String> defaults) {
    return new LayerCsvFormat(Dataflows.shipped(), defaults, TOOL, Correction.NONE);
  }

  private Path reference(String name) throws IOException {
    Path file = folder.resolve(name + ".csv");
    try (InputStream in =
        new GZIPInputStream(
            Objects.requireNonNull(
                getClass().getResourceAsStream("/maestro/" + name + ".csv.gz")))) {
      Files.copy(in, file);
    }
    return file;
  }

  private static CsvTable table(Path file) {
    InputProblems problems = new InputProblems();
    CsvTable table = CsvFileReader.read(InputFile.of(file), problems);
    problems.throwIfAny();
    return table;
  }

  @Test
  void referenceTablesComeBackLetterByLetter() throws IOException {
    List<String> differences = new ArrayList<>();
    int fields = 0;
    for (String name : FILES) {
      Path file = reference(name);
      Path ours = folder.resolve(name + ".ours.csv");
      LayerCsvFormat format = format(Map.of());
      Files.writeString(ours, format.write(format.read(InputFile.of(file))));
      CsvTable expected = table(file);
      CsvTable actual = table(ours);
      assertThat(actual.columns()).containsExactlyInAnyOrderElementsOf(expected.columns());
      assertThat(actual.rows()).hasSameSizeAs(expected.rows());
      for (int i = 0; i < expected.rows().size(); i++) {
        CsvRow row = expected.rows().get(i);
        boolean invalid = row.text("degenerate").equals("invalid");
        for (String column : expected.columns()) {
          if (invalid && LayerCsvOutput.COLUMNS.contains(column) && !column.equals("degenerate")) {
            continue;
          }
          fields++;
          if (!row.text(column).equals(actual.rows().get(i).text(column))) {
            differences.add(
                "%s, %s %s %s: %s instead of %s"
                    .formatted(
                        name,
                        row.text("layer"),
                        row.text("dataflow"),
                        column,
                        actual.rows().get(i).text(column),
                        row.text(column)));
          }
        }
      }
    }
    System.out.println("reference fields compared as text: " + fields);
    assertThat(differences).isEmpty();
    assertThat(fields).isGreaterThan(160_000);
  }

  @Test
  void settingsMayBeGivenForAllRows() throws IOException {
    Path file = folder.resolve("layers.csv");
    Files.writeString(
        file,
        """
        model,layer,type,N,K,C,R,S,Y,X,strideY,strideX,groups_or_depthwise
        synthetic,"pw, 64",CONV,1,64,64,1,1,56,56,1,1,1
        """);
    LayerCsvFormat format =
        format(
            Map.of(
                "dataflow", "kcp_ws",
                "num_pes", "4096",
                "noc_bw", "32",
                "noc_latency", "1",
                "offchip_bw", "1000000000"));
    String text = format.write(format.read(InputFile.of(file)));
    assertThat(text.lines().skip(1))
        .singleElement()
        .asString()
        .startsWith(
            "synthetic,\"pw, 64\",CONV,1,64,64,1,1,56,56,1,1,1,kcp_ws,4096,32,1,1000000000,"
                + "15810,12845056,12845056,1.0,4096,114600755.2,");
  }

  @Test
  void aMatrixProductCostsWhatItDoesAsAConvolution() throws IOException {
    Path file = folder.resolve("layers.csv");
    Files.writeString(
        file,
        """
        layer,type,N,K,C,R,S,Y,X,strideY,strideX,groups_or_depthwise,dataflow,num_pes,noc_bw,noc_latency,offchip_bw
        a,CONV,1,1024,768,1,1,128,1,1,1,1,kcp_ws,4096,32,1,64
        b,GEMM,1,1024,768,1,1,128,1,1,1,1,kcp_ws,4096,32,1,64
        """);
    LayerCsvFormat format = format(Map.of());
    List<LayerAnalysis> both =
        format.read(InputFile.of(file)).rows().stream().map(format::analysis).toList();
    assertThat(both.get(1)).isEqualTo(both.get(0));
  }

  @Test
  void everyProblemIsToldWithItsLine() throws IOException {
    Path file = folder.resolve("layers.csv");
    Files.writeString(
        file,
        """
        layer,type,N,K,C,R,S,Y,X,strideY,strideX,groups_or_depthwise,dataflow,num_pes,noc_bw,noc_latency,directives
        a,CONVOLUTION,1,64,64,1,1,56,56,1,1,1,kcp_ws,4096,32,1,
        b,CONV,1,64,-3,1,1,56,56,1,1,1,kcp_ws,4096,32,1,
        c,CONV,1,64,64,3,3,2,2,1,1,1,kcp,4096,wide,1,
        d,CONV,1,64,64,1,1
        e,CONV,1,64,64,1,1,56,56,1,1,1,,4096,32,1,"SpatialMap(1,1) Q"
        """);
    assertThatThrownBy(() -> format(Map.of("offchip_bw", "64")).read(InputFile.of(file)))
        .isInstanceOf(InputException.class)
        .message()
        .isEqualToNormalizingNewlines(
            """
            %1$s: line 5 has 7 fields; the header has 17.
            %1$s: line 2, type (CONVOLUTION) is not a layer type.
            They are CONV, TRCONV, DSCONV, NGCONV, GEMM; a model's CONV2D is CONV here, DWCONV is DSCONV
            %1$s: line 3, C (-3) is outside 1 to 2147483647.
            %1$s: line 4, dataflow (kcp) is not known.
            There are kcp_ws, kcp_ws_c16, kcp_ws_repo, koy_os, koy_os_c16, nlr_repo, xp_ws_repo, xrb_os, xrb_ws, yx_os_single_level, yxp_os, yxp_os_c16, yxp_os_capped, yxp_os_repo
            %1$s: line 4, noc_bw (wide) is not a whole number: wide.
            %1$s: line 4, R (3) is a kernel larger than its map.
            Y and X include the padding.
            %1$s: line 6, directives (SpatialMap(1,1) Q) cannot be evaluated: (Q) is not a dimension here.
            They are N, G, K, C, M, R, S, Y and X.\
            """
                .formatted(file));
  }

  @Test
  void aSettingForAllRowsMustBeOneThatSomeRowUses() throws IOException {
    Path file = folder.resolve("layers.csv");
    String header =
        "type,K,C,R,S,Y,X,strideY,strideX,dataflow,num_pes,noc_bw,noc_latency,offchip_bw\n";
    String row = "CONV,8,8,1,1,4,4,1,1,kcp_ws,4096,16,1,64\n";
    Files.writeString(file, header + row);
    LayerCsvFormat pes = format(Map.of("num_pes", "300"));
    assertThatThrownBy(() -> pes.read(InputFile.of(file)))
        .hasMessage(
            file + ": num_pes is in every row, so that a value for all rows changes nothing.");
    Files.writeString(file, header + row + row.replace("4096", ""));
    assertThat(pes.read(InputFile.of(file)).rows())
        .extracting(read -> read.hardware().pes())
        .containsExactly(4096L, 300L);
  }

  @Test
  void aTableWithoutLayersIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("layers.csv"), "a,b\n");
    assertThatThrownBy(() -> format(Map.of()).read(InputFile.of(file)))
        .hasMessage(file + ": has no layers.");
  }

  @Test
  void numbersArePrintedAsTheOriginalDoes() {
    assertThat(
            List.of(0.0, 4096.0, 19.19408, 1e6, 1234567.0, 123456.4, 0.00012345678, 0.00001)
                .stream()
                .map(LayerCsvOutput::sixDigits))
        .containsExactly(
            "0", "4096", "19.1941", "1e+06", "1.23457e+06", "123456", "0.000123457", "1e-05");
    assertThat(
            List.of(0.0, 1.0, 0.5, 6.1e-5, 1.5e-7, 0.0234375).stream()
                .map(x -> LayerCsvOutput.decimals(x, 6)))
        .containsExactly("0.0", "1.0", "0.5", "6.1e-05", "0.0", "0.023438");
    assertThat(List.of(1e15, 1e16, 1.25e17).stream().map(x -> LayerCsvOutput.decimals(x, 2)))
        .containsExactly("1000000000000000.0", "1e+16", "1.25e+17");
  }
}
