package dev.scar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Small files of every kind that commands read, and files that no command should read. */
final class CommandFiles {
  /** What is wrong in itself, as names on a command line. */
  static final List<String> ODD =
      List.of(
          "$DIR/nowhere.json",
          "$DIR/bom.json",
          "$DIR/crlf.json",
          "$DIR/twice.json",
          "$DIR/empty.json",
          "$DIR/garbage.csv.gz",
          "$DIR/folder.json",
          "$DIR/loop.json",
          "$DIR/pipe.json",
          "$DIR/zero.json",
          "$DIR/wide.csv",
          "$DIR/deep.json",
          "$DIR/infinite.csv",
          "$DIR/huge.json");

  private final Path folder;

  /** Writes them. */
  CommandFiles(Path folder) throws IOException {
    this.folder = folder;
    scenarios();
    tables();
    oddFiles();
    make("topology generate ring:8 --routing shortest-path --chiplets N,S --out $DIR/ring.json");
    make("topology generate mesh:4x4 --chiplets cross --out $DIR/grid.json");
    make("workload import $DIR/nets.m --out $DIR/imported");
    make("schedule $DIR/two.json --quiet --out $DIR/two.schedule.json");
    make("replay workloads/motivational/B3.json --quiet --out $DIR/run");
  }

  Path folder() {
    return folder;
  }

  /** Runs a command that must succeed. */
  void make(String line) {
    StringWriter err = new StringWriter();
    String[] args = line.replace("$DIR", folder.toString()).split(" ");
    int exit = Main.execute(new PrintWriter(new StringWriter()), new PrintWriter(err), args);
    assertThat(exit).as("%s: %s", line, err).isZero();
  }

  /** A file; ' is ". */
  Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text.replace('\'', '"'));
  }

  private void scenarios() throws IOException {
    String two =
        "{'format': 'scar-scenario-1', 'name': 'two', 'topology': 'het-sides-3x3', 'models': [{'id': 'a', 'model': 'motivational_gpt', 'batch': 4}, {'id': 'b', 'model': 'motivational_resnet', 'batch': 8}]}";
    write("two.json", two);
    write("more.json", two.replace(": 4}", ": 6}"));
    String small =
        "{'format': 'scar-scenario-1', 'name': 'small', 'topology': 'het-sides-3x3', 'models': [{'id': 'e', 'model': 'emformer_em24l', 'batch': 3}, {'id': 'h', 'model': 'hrvit_b1', 'batch': 2}]}";
    write("small.json", small);
    write(
        "larger.json",
        small.replace("'batch': 3}", "'batch': 4}").replace("'batch': 2}", "'batch': 3}"));
    write("wide.json", two.replace("'het-sides-3x3'", "'grid'"));
    write(
        "own.json",
        "{'format': 'scar-topology-1', 'name': 'own', 'extends': 'base/datacenter', 'chiplets': ['N S']}");
    write(
        "tight.json",
        "{'format': 'scar-topology-1', 'name': 'tight', 'extends': 'base/datacenter', 'chipletDefaults': {'l2': '300 KiB'}, 'chiplets': ['N S']}");
    write("model.json", Files.readString(Path.of("workloads/models/motivational_gpt.json")));
  }

  private void tables() throws IOException {
    StringBuilder costs = new StringBuilder("model,layer,chiplet_type,cycles,energy\n");
    for (String type : List.of("nvd", "shi")) {
      costs.append("motivational_gpt,ff1," + type + ",1000,1 uJ\n");
      for (String layer : List.of("c2_2_1", "c2_2_2", "c2_2_3")) {
        costs.append("motivational_resnet," + layer + "," + type + ",2000,1 uJ\n");
      }
    }
    write("costs.csv", costs.toString());
    write("infinite.csv", costs.toString().replace("1 uJ", "1e999 mJ"));
    write(
        "layers.csv",
        "model,layer,type,N,K,C,R,S,Y,X,strideY,strideX,groups_or_depthwise\nm,conv1,CONV,1,64,3,7,7,230,230,2,2,1\n");
    write("nets.m", "Network one { Layer FC { Type: GEMM Dimensions { M: 1, N: 10, K: 64 } } }\n");
    write("routes.csv", "src,dst,path\n0,1,0-2-1\n1,0,1-0\n0,2,0-2\n2,0,2-0\n1,2,1-2\n2,1,2-1\n");
    write(
        "three.anynet",
        "router 0 node 0 router 1 5\nrouter 1 node 1 router 2 2\nrouter 2 node 2\n");
    write("packets.csv", "src,dst,packets\n0,1,5\n");
    write("trace.csv", "cycle,src,dst,flits,after\n0,0,3,1,\n5,3,0,2,1\n");
    Files.createDirectory(folder.resolve("flows"));
    Files.writeString(
        folder.resolve("flows/mine.m"),
        Files.readString(Path.of("src/main/resources/dev/scar/cost/dataflows/kcp_ws.m")));
  }

  private void oddFiles() throws IOException {
    String two = Files.readString(folder.resolve("two.json"));
    write("bom.json", "\uFEFF" + two);
    write("crlf.json", two.replace(", ", ",\r\n"));
    write("twice.json", two.replace("'name'".replace('\'', '"'), "'name': 'x', 'name'"));
    write("empty.json", "");
    Files.write(
        folder.resolve("garbage.csv.gz"), "\u001f\u008bnot".getBytes(StandardCharsets.ISO_8859_1));
    Files.createDirectory(folder.resolve("folder.json"));
    Files.createSymbolicLink(folder.resolve("loop.json"), folder.resolve("loop.json"));
    Files.createSymbolicLink(folder.resolve("zero.json"), Path.of("/dev/zero"));
    write("wide.csv", "src,dst,path\n0,1," + "0-1-".repeat(100_000) + "0\n");
    write("deep.json", "[".repeat(100_000));
    write("huge.json", two.replace(": 4}", ": 1000000000}"));
    try {
      new ProcessBuilder("mkfifo", folder.resolve("pipe.json").toString()).start().waitFor();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
