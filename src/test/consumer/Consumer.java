import dev.scar.analysis.Predictor;
import dev.scar.cost.MaestroCostModel;
import dev.scar.files.Library;
import dev.scar.hardware.TopologyReader;
import dev.scar.plan.Plan;
import dev.scar.plan.PlanBuilder;
import dev.scar.replay.ActorEngine;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.Schedule;
import dev.scar.schedule.Segment;
import dev.scar.schedule.Window;
import dev.scar.sim.ReplayOptions;
import dev.scar.trace.LogDetail;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioReader;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Uses the plain jar as a library: no command line, no charts, logging as the user has it. */
final class Consumer {
  public static void main(String[] home) throws Exception {
    Library library = new Library(Path.of(home[0]));
    Scenario scenario = new ScenarioReader(library).read("motivational");
    var chiplets = new TopologyReader(library).read("motivational-2x2");
    var whole = new Window(List.of(new Segment(0, 0, 3, 0), new Segment(1, 0, 1, 1)));
    Plan plan =
        new PlanBuilder(MaestroCostModel.shipped())
            .build(new Schedule(scenario, chiplets, ExecutionPolicy.DEFAULT, List.of(whole)));
    var replayed =
        new ActorEngine(1)
            .replay(plan, new ReplayOptions(4096, LogDetail.OFF, (w, t) -> {}), r -> {});
    long predicted = Predictor.predict(plan).latencyPs();
    System.out.println("predicted " + predicted + " ps, simulated " + replayed.latencyPs() + " ps");
    if (predicted <= 0 || replayed.latencyPs() < predicted) {
      throw new AssertionError("simulated before predicted");
    }
    try {
      Class.forName("picocli.CommandLine");
      throw new AssertionError("a command line came along");
    } catch (ClassNotFoundException expected) {
      System.out.println("without a command line");
    }
    String logging = LoggerFactory.getILoggerFactory().getClass().getName();
    if (!logging.equals("ch.qos.logback.classic.LoggerContext")
        || Collections.list(
                    Consumer.class.getClassLoader().getResources("org/slf4j/impl/StaticLoggerBinder.class"))
                .size()
            != 1) {
      throw new AssertionError("logging is not this project's: " + logging);
    }
    System.out.println("logs with " + logging);
  }
}
