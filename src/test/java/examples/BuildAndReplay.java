package examples;

import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.ChipletTypeBuilder;
import dev.scar.hardware.LinkSpec;
import dev.scar.hardware.NopGraphs;
import dev.scar.hardware.PackageBuilder;
import dev.scar.report.RunReport;
import dev.scar.run.RunOptions;
import dev.scar.run.Scar;
import dev.scar.schedule.Schedule;
import dev.scar.schedule.Segment;
import dev.scar.schedule.Window;
import dev.scar.workload.LayerShape;
import dev.scar.workload.Model;
import dev.scar.workload.ModelBuilder;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;

/** Builds a package, two models and a schedule in code, and replays it: who waits for whom? */
public final class BuildAndReplay {
  public static void main(String... args) {
    Model eye =
        new ModelBuilder("eye")
            .layer("conv1", LayerShape.convolution(32, 3, 3, 224, 2))
            .layer("conv2", LayerShape.convolution(64, 32, 3, 112, 1))
            .layer("skip", LayerShape.convolution(64, 32, 1, 112, 1), "conv1")
            .layer("add", LayerShape.addition(64, 112), "conv2", "skip")
            .build();
    Model voice =
        new ModelBuilder("voice")
            .layer("ff1", LayerShape.gemm(64, 2048, 512))
            .layer("ff2", LayerShape.gemm(64, 512, 2048))
            .build();
    Scenario scenario =
        Scenario.of("glasses", new ScenarioModel(eye, 4), new ScenarioModel(voice, 8));

    ChipletPackage square =
        new PackageBuilder("square", NopGraphs.mesh(2, 2, LinkSpec.of("25 GB/s", "35 ns")))
            .chiplets(new ChipletTypeBuilder("small", "kcp_ws").pes(1024).l2("2 MiB").build())
            .dram("8 GB/s", "200 ns", 0, 3) // one DRAM, reached from two corners
            .build();

    // Model 0 in two segments, model 1 in one: model, first layer, one past the last, chiplet.
    Schedule schedule =
        Schedule.of(
            scenario,
            square,
            Window.of(new Segment(0, 0, 1, 0), new Segment(0, 1, 4, 1), new Segment(1, 0, 2, 3)));

    RunReport run = new Scar().replay(schedule, RunOptions.DEFAULT);
    System.out.printf("predicted %d ps, simulated %d ps%n", run.predictedPs(), run.simulatedPs());
    System.out.println(run.lateness().sentence());
    System.out.println(run.physics().holds() ? "all laws hold" : "a law is broken");
  }
}
