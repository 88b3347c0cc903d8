// mvn -q -Pbench -Dquickly -DskipTests package && java -Dscar.home=. -cp target/scar-all.jar org.openjdk.jmh.Main CostTableBenchmark
package dev.scar.bench;

import dev.scar.cost.Dataflows;
import dev.scar.cost.MaestroCostModel;
import dev.scar.files.Library;
import dev.scar.hardware.Chiplet;
import dev.scar.hardware.ChipletType;
import dev.scar.hardware.TopologyReader;
import dev.scar.workload.Layer;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import dev.scar.workload.ScenarioReader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The whole cost table of a scenario, every layer on both chiplet types, from nothing. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
@State(Scope.Benchmark)
public class CostTableBenchmark {
  @Param({"sc5", "sc6"})
  public String scenario;

  private List<Layer> layers;
  private List<ChipletType> types;
  private Dataflows dataflows;

  @Setup
  public void read() {
    Library library = new Library(Path.of(System.getProperty("scar.home", ".")));
    Scenario read = new ScenarioReader(library).read(scenario);
    layers =
        read.models().stream()
            .map(ScenarioModel::model)
            .flatMap(model -> model.layers().stream())
            .toList();
    types =
        new TopologyReader(library)
            .read("het-sides-3x3").chiplets().stream().map(Chiplet::type).distinct().toList();
    dataflows = Dataflows.shipped();
  }

  /** Costs every layer with a model that has seen none. */
  @Benchmark
  public long table() {
    MaestroCostModel costs = new MaestroCostModel(dataflows);
    long cycles = 0;
    for (Layer layer : layers) {
      for (ChipletType type : types) {
        cycles += costs.cost(layer, type).cycles();
      }
    }
    return cycles;
  }
}
