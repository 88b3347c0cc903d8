package dev.scar.reference;

import dev.scar.cost.CostModel;
import dev.scar.hardware.Chiplet;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.ChipletType;
import dev.scar.hardware.Dram;
import dev.scar.hardware.DramInterface;
import dev.scar.hardware.NopLink;
import dev.scar.schedule.Execution;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.Segment;
import dev.scar.schedule.WeightPolicy;
import dev.scar.schedule.Window;
import dev.scar.workload.Layer;
import dev.scar.workload.Model;
import dev.scar.workload.NamedInput;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The analytical model once more, as plainly as it can be written: what a schedule loads, sends and
 * stores, what stays in L2, the mini-batches, and when everything happens.
 *
 * <p>It shares nothing with the program but its input records: no lowering, no recurrence, no
 * lookup table. Every time is a recursive definition, every set of tensors is searched for anew,
 * and nothing is summed in advance. It is the judge of the program's own code, so it is to be kept
 * slow and obvious.
 */
public final class NaiveModel {
  private final Scenario scenario;
  private final ChipletPackage chips;
  private final ExecutionPolicy policy;
  private final CostModel costs;
  private final boolean barrier;
  private final List<Window> schedule;
  private final List<List<Stage>> windows = new ArrayList<>();
  private final Map<String, Long> times = new HashMap<>();
  private final List<Kept> kept;
  private final Map<Stage, Boolean> runs = new HashMap<>();

  /** A whole batch of a tensor that stays on a chiplet from one segment to a later one. */
  private record Kept(int window, int model, int tensor, Segment from, Segment to, long bytes) {}

  /** A tensor sent to the stage that computes {@code reader} first. */
  public record Send(int producer, int reader, Stage to, long bytesPerSample) {}

  /** A segment in its window. */
  public static final class Stage {
    public final int window;
    public final Segment segment;
    public long weightBytes;
    public long peakBytes;
    public boolean resident;
    public boolean overlapped;
    public int miniBatch;
    public long heldBytes;
    public long prefetchBytes;
    public boolean early;
    public long loadBytesPerSample;
    public long storeBytesPerSample;
    public final List<Send> sends = new ArrayList<>();

    /** By send: the first one that it begins with. */
    public final List<Integer> trees = new ArrayList<>();

    Stage(int window, Segment segment) {
      this.window = window;
      this.segment = segment;
    }
  }

  public NaiveModel(
      Scenario scenario,
      ChipletPackage chips,
      ExecutionPolicy policy,
      List<Window> schedule,
      CostModel costs,
      boolean barrier) {
    this(scenario, chips, policy, schedule, costs, barrier, null, null);
  }

  /** All stages in one form, or each model of each window in the one that is faster there. */
  private NaiveModel(
      Scenario scenario,
      ChipletPackage chips,
      ExecutionPolicy policy,
      List<Window> schedule,
      CostModel costs,
      boolean barrier,
      @Nullable List<Kept> known,
      @Nullable Boolean form) {
    this.scenario = scenario;
    this.chips = chips;
    this.policy = policy;
    this.costs = costs;
    this.barrier = barrier;
    this.schedule = schedule;
    this.kept = known == null ? new ArrayList<>() : known;
    for (int w = 0; w < schedule.size() && known == null; w++) {
      for (Chiplet chiplet : chips.chiplets()) {
        keep(w, turns(w, chiplet.node()));
      }
    }
    for (int w = 0; w < schedule.size(); w++) {
      List<Stage> stages = new ArrayList<>();
      for (Segment segment : schedule.get(w).segments()) {
        Stage stage = new Stage(w, segment);
        stage.overlapped = form == null ? isFasterOverlapped(w, segment.model()) : form;
        stages.add(stage);
      }
      windows.add(stages);
    }
    windows.forEach(stages -> stages.forEach(stage -> lower(stages, stage)));
    windows.forEach(stages -> stages.forEach(stage -> stage.miniBatch = miniBatch(stages, stage)));
    if (form == null) {
      prefetch();
    }
  }

  private boolean isFasterOverlapped(int window, int model) {
    if (policy.execution() != Execution.OVERLAPPED) {
      return false;
    }
    NaiveModel inOrder = alone(window, model, false);
    NaiveModel overlapped = alone(window, model, true);
    boolean crowded = inOrder.fits() && !overlapped.fits();
    return !crowded && overlapped.endPs(0) < inOrder.endPs(0);
  }

  /** A model in a window of its own. */
  private NaiveModel alone(int window, int model, boolean form) {
    Window whole = schedule.get(window);
    Window own = new Window(whole.segmentsOf(model), whole.miniBatch());
    List<Kept> here =
        kept.stream()
            .filter(k -> k.window() == window)
            .map(k -> new Kept(0, k.model(), k.tensor(), k.from(), k.to(), k.bytes()))
            .toList();
    return new NaiveModel(scenario, chips, policy, List.of(own), costs, true, here, form);
  }

  /** Whether L2 holds the mini-batches of the first window; one sample is always let in. */
  private boolean fits() {
    List<Stage> stages = windows.get(0);
    return stages.stream().allMatch(s -> s.miniBatch == 1 || haveRoom(stages, s, s.miniBatch));
  }

  /** The stages of a window in the order of the schedule. */
  public List<Stage> stages(int window) {
    return windows.get(window);
  }

  // ---- what stays in L2 between segments of a chiplet ----

  private List<Segment> turns(int window, int chiplet) {
    List<Segment> turns = new ArrayList<>();
    for (Segment segment : schedule.get(window).segments()) {
      if (segment.chiplet() == chiplet) {
        turns.add(segment);
      }
    }
    turns.sort(Comparator.comparingInt(Segment::order));
    return turns;
  }

  private void keep(int window, List<Segment> turns) {
    for (Segment from : turns) {
      ScenarioModel model = scenario.models().get(from.model());
      for (int tensor = from.firstLayer(); tensor < from.endLayer(); tensor++) {
        Segment last = null;
        for (Segment to : turns) {
          boolean reads =
              to.model() == from.model()
                  && readers(model.model(), tensor).stream().anyMatch(to::contains);
          last = reads && to != from ? to : last;
        }
        if (last != null) {
          long bytes = bytes(model, model.model().layer(tensor).outputElements()) * model.batch();
          Kept stays = new Kept(window, from.model(), tensor, from, last, bytes);
          kept.add(stays);
          for (Segment at : turns) {
            if (at.order() >= from.order() && at.order() <= last.order() && !isEnough(window, at)) {
              kept.remove(stays);
            }
          }
        }
      }
    }
  }

  /** Whether L2 holds the weights that stay, one mini-batch or two, and all that is kept. */
  private boolean isEnough(int window, Segment at) {
    ScenarioModel model = scenario.models().get(at.model());
    long copies = policy.execution() == Execution.OVERLAPPED ? 2 : 1;
    long l2 = chips.chipletAt(at.chiplet()).orElseThrow().type().l2Bytes();
    long weights = 0;
    for (int l = at.firstLayer(); l < at.endLayer(); l++) {
      weights += bytes(model, model.model().layer(l).weightElements());
    }
    long sample = copies * peak(model, at);
    boolean stay =
        policy.weights() == WeightPolicy.RESIDENT
            || (policy.weights() == WeightPolicy.AUTO && weights + sample <= l2);
    Integer named = schedule.get(window).miniBatch().get(model.id());
    named = named == null ? policy.miniBatch().get(model.id()) : named;
    int samples = named == null ? 1 : Math.min(named, model.batch());
    return (stay ? weights : 0) + sample * samples + heldBytes(window, at) <= l2;
  }

  /** What stays while a segment is computed. */
  private long heldBytes(int window, Segment at) {
    long held = 0;
    for (Kept stays : kept) {
      if (stays.window() == window
          && stays.from().chiplet() == at.chiplet()
          && stays.from().order() <= at.order()
          && at.order() <= stays.to().order()) {
        held += stays.bytes();
      }
    }
    return held;
  }

  /** Whether a tensor of one stage stays on the chiplet until another one reads it. */
  private boolean stays(Stage from, Stage to, int tensor) {
    return from.segment.chiplet() == to.segment.chiplet()
        && kept.stream()
            .anyMatch(
                k ->
                    k.window() == from.window
                        && k.model() == from.segment.model()
                        && k.tensor() == tensor);
  }

  /** Weights that stay come with the overlapped segment before where there is room for them. */
  private void prefetch() {
    for (List<Stage> stages : windows) {
      List<Stage> turns = new ArrayList<>(stages);
      turns.sort(Comparator.comparingInt(stage -> stage.segment.order()));
      for (Stage next : turns) {
        Stage running = before(next);
        if (running != null && running.overlapped && next.resident) {
          long held = running.heldBytes + (running.resident ? running.weightBytes : 0);
          held += 2L * running.miniBatch * running.peakBytes + next.weightBytes;
          Stage earlier = before(running);
          if (earlier != null && haveRoomToRunOn(earlier, running)) {
            held = Math.max(held, roomBytes(earlier, running, next.weightBytes));
          }
          if (held <= type(next).l2Bytes()) {
            running.prefetchBytes = next.weightBytes;
            next.early = next.weightBytes > 0;
          }
        }
      }
    }
  }

  // ---- what runs on from one segment of a chiplet to the next ----

  /** The stage before on the chiplet; null if a barrier is between, or if there is none. */
  private @Nullable Stage before(Stage stage) {
    Stage before = null;
    for (int w = barrier ? stage.window : 0; w <= stage.window; w++) {
      Stage latest = null;
      for (Stage other : windows.get(w)) {
        if (other.segment.chiplet() == stage.segment.chiplet()
            && (w < stage.window || other.segment.order() < stage.segment.order())
            && (latest == null || latest.segment.order() < other.segment.order())) {
          latest = other;
        }
      }
      before = latest == null ? before : latest;
    }
    return before;
  }

  /** Whether the queues run on between two stages that follow each other on a chiplet. */
  private boolean runsOn(Stage before, Stage next) {
    return runs.computeIfAbsent(next, n -> haveRoomToRunOn(before, next));
  }

  /** The same, with the weights that are known to come early so far. */
  private boolean haveRoomToRunOn(Stage before, Stage next) {
    return before.overlapped
        && next.overlapped
        && roomBytes(before, next, next.prefetchBytes) <= type(next).l2Bytes();
  }

  /** All mini-batches of a stage and of those before it from which the queues run on to it. */
  private List<Turn> turnsUpTo(Stage last) {
    List<Turn> all = new ArrayList<>();
    Stage before = before(last);
    if (before != null && haveRoomToRunOn(before, last)) {
      all.addAll(turnsUpTo(before));
    }
    for (int i = 0; i < miniBatches(last); i++) {
      all.add(new Turn(last, i));
    }
    return all;
  }

  /** The rows of model.md#run-on that span two segments, the last of which is the next one. */
  private long roomBytes(Stage before, Stage next, long early) {
    List<Turn> all = turnsUpTo(before);
    int border = all.size();
    for (int i = 0; i < miniBatches(next); i++) {
      all.add(new Turn(next, i));
    }
    long most = 0;
    for (int j = Math.max(0, border - 2); j <= border; j++) {
      long around = leavingBytes(all, j - 1) + enteringBytes(all, j + 1);
      long between = leavingBytes(all, j) + enteringBytes(all, j + 2);
      between += stayingBytes(all, j + 1, next) + (j + 2 >= all.size() - 1 ? early : 0);
      most = Math.max(most, around + between);
      if (j >= border - 1) {
        Stage now = all.get(j).stage();
        long computing = now.miniBatch * now.peakBytes + stayingBytes(all, j, next);
        computing += j + 1 >= all.size() - 1 ? early : 0;
        most = Math.max(most, around + computing);
      }
    }
    return most;
  }

  private long leavingBytes(List<Turn> all, int at) {
    if (at < 0) {
      return 0;
    }
    Stage stage = all.get(at).stage();
    ScenarioModel model = scenario.models().get(stage.segment.model());
    long bytes = 0;
    for (int l = stage.segment.firstLayer(); l < stage.segment.endLayer(); l++) {
      List<Integer> readers = readers(model.model(), l);
      boolean leaves = readers.isEmpty() || model.model().layer(l).output();
      for (int reader : readers) {
        leaves |= !stage.segment.contains(reader);
      }
      bytes += leaves ? bytes(model, model.model().layer(l).outputElements()) : 0;
    }
    return bytes * stage.miniBatch;
  }

  private long enteringBytes(List<Turn> all, int at) {
    if (at >= all.size()) {
      return 0;
    }
    Stage stage = all.get(at).stage();
    ScenarioModel model = scenario.models().get(stage.segment.model());
    long bytes = 0;
    for (int l = 0; l < stage.segment.endLayer(); l++) {
      boolean enters =
          l < stage.segment.firstLayer()
              && readers(model.model(), l).stream().anyMatch(stage.segment::contains);
      bytes += enters ? bytes(model, model.model().layer(l).outputElements()) : 0;
      if (stage.segment.contains(l)) {
        bytes += bytes(model, model.model().layer(l).modelInputElements());
      }
    }
    return bytes * stage.miniBatch;
  }

  /** Weights that stay and tensors that stay for the stages from a mini-batch on, each once. */
  private long stayingBytes(List<Turn> all, int from, Stage next) {
    Set<Stage> stages = new LinkedHashSet<>(List.of(next));
    all.subList(Math.min(from, all.size()), all.size()).forEach(turn -> stages.add(turn.stage()));
    long held = 0;
    for (Stage stage : stages) {
      held += stage.resident ? stage.weightBytes : 0;
    }
    for (Kept stays : kept) {
      boolean here = false;
      for (Stage stage : stages) {
        here |=
            stays.window() == stage.window
                && stays.from().chiplet() == stage.segment.chiplet()
                && stays.from().order() <= stage.segment.order()
                && stage.segment.order() <= stays.to().order();
      }
      held += here ? stays.bytes() : 0;
    }
    return held;
  }

  /** A mini-batch of a stage. */
  private record Turn(Stage stage, int i) {}

  /** So many mini-batches before on the chiplet, if the queues run on that far; else null. */
  private @Nullable Turn earlier(Stage stage, int i, int back) {
    if (i >= back) {
      return new Turn(stage, i - back);
    }
    Stage before = before(stage);
    return before == null || !runsOn(before, stage)
        ? null
        : earlier(before, miniBatches(before), back - i);
  }

  /** When all is over from which the queues do not run on to a stage. */
  private long beginPs(Stage stage) {
    Stage before = before(stage);
    if (before == null) {
      return barrier && stage.window > 0 ? endPs(stage.window - 1) : 0;
    }
    return runsOn(before, stage) ? beginPs(before) : overPs(before);
  }

  /** When all of a stage and of those before it on its chiplet is over. */
  private long overPs(Stage stage) {
    Stage before = before(stage);
    long latest = before == null ? 0 : overPs(before);
    for (int i = 0; i < miniBatches(stage); i++) {
      latest = Math.max(latest, finishPs(stage, i));
    }
    return latest;
  }

  private long computedEarlierPs(Stage stage, int i, int back) {
    Turn turn = earlier(stage, i, back);
    return turn == null ? beginPs(stage) : computedPs(turn.stage(), turn.i());
  }

  /** When all outputs up to those of a mini-batch so many before are over. */
  private long outEarlierPs(Stage stage, int i, int back) {
    Turn turn = earlier(stage, i, back);
    return turn == null
        ? beginPs(stage)
        : Math.max(outPs(turn.stage(), turn.i()), outEarlierPs(turn.stage(), turn.i(), 1));
  }

  /** When memory is through with all segments before. */
  private long memoryPs(Stage stage) {
    Stage before = before(stage);
    if (before == null || !runsOn(before, stage)) {
      return beginPs(stage);
    }
    int last = miniBatches(before) - 1;
    long latest = Math.max(memoryPs(before), loadedPs(before, last));
    latest = before.prefetchBytes > 0 ? Math.max(latest, prefetchedPs(before)) : latest;
    return before.storeBytesPerSample > 0 ? Math.max(latest, finishPs(before, last)) : latest;
  }

  private static boolean hasLoad(Stage stage) {
    return stage.loadBytesPerSample > 0 || (stage.weightBytes > 0 && !stage.early);
  }

  /** When the weights of the next segment have come. */
  private long prefetchedPs(Stage stage) {
    int last = miniBatches(stage) - 1;
    long begin = hasLoad(stage) ? loadedPs(stage, last) : startPs(stage, last);
    begin = Math.max(begin, memoryPs(stage));
    return begin + loadPs(stage, stage.prefetchBytes);
  }

  private long l2Bytes(Stage stage) {
    return type(stage).l2Bytes() - heldBytes(stage.window, stage.segment);
  }

  // ---- what is to be done ----

  private void lower(List<Stage> window, Stage stage) {
    ScenarioModel model = scenario.models().get(stage.segment.model());
    List<Layer> layers = model.model().layers();
    for (int l = stage.segment.firstLayer(); l < stage.segment.endLayer(); l++) {
      stage.weightBytes += bytes(model, layers.get(l).weightElements());
      stage.loadBytesPerSample += bytes(model, layers.get(l).modelInputElements());
      for (NamedInput input : layers.get(l).namedInputs()) {
        stage.loadBytesPerSample += bytes(model, input.elements());
      }
    }
    for (int tensor = 0; tensor < layers.size(); tensor++) {
      long size = bytes(model, layers.get(tensor).outputElements());
      List<Integer> readers = readers(model.model(), tensor);
      int from = tensor;
      boolean madeHere = stage.segment.contains(tensor);
      Stage maker = holder(window, stage, tensor);
      boolean brought =
          maker == null
              || (maker != stage
                  && maker.segment.chiplet() == stage.segment.chiplet()
                  && !stays(maker, stage, tensor));
      if (brought && readers.stream().anyMatch(stage.segment::contains)) {
        stage.loadBytesPerSample += read(model, tensor, stage.segment);
      }
      if (madeHere) {
        boolean leaves =
            layers.get(tensor).output()
                || readers.stream()
                    .map(r -> holder(window, stage, r))
                    .anyMatch(
                        to ->
                            to == null
                                || (to != stage
                                    && to.segment.chiplet() == stage.segment.chiplet()
                                    && !stays(stage, to, from)));
        if (readers.isEmpty() || leaves) {
          stage.storeBytesPerSample += size;
        }
        for (Stage other : window) {
          if (other.segment.chiplet() != stage.segment.chiplet()
              && other.segment.model() == stage.segment.model()) {
            readers.stream()
                .filter(other.segment::contains)
                .findFirst()
                .ifPresent(
                    reader -> {
                      long part = read(model, from, other.segment);
                      stage.sends.add(new Send(from, reader, other, part));
                    });
          }
        }
      }
    }
    stage.sends.sort(
        Comparator.comparingInt(Send::reader)
            .thenComparingInt(send -> send.to().segment.chiplet())
            .thenComparingInt(Send::producer));
    plantTrees(stage);
    stage.peakBytes = peak(model, stage.segment);
    stage.heldBytes = heldBytes(stage.window, stage.segment);
    long l2 = l2Bytes(stage);
    stage.resident =
        policy.weights() == WeightPolicy.RESIDENT
            || (policy.weights() == WeightPolicy.AUTO
                && stage.weightBytes + copies(stage) * stage.peakBytes <= l2);
  }

  /** With multicast a whole tensor goes to several chiplets at once, once to each. */
  private void plantTrees(Stage stage) {
    List<Send> left = new ArrayList<>(stage.sends);
    stage.sends.clear();
    while (!left.isEmpty()) {
      Send first = left.get(0);
      ScenarioModel model = scenario.models().get(stage.segment.model());
      long whole = bytes(model, model.model().layer(first.producer()).outputElements());
      List<Send> same =
          chips.multicast() && first.bytesPerSample() == whole
              ? left.stream()
                  .filter(s -> s.producer() == first.producer() && s.bytesPerSample() == whole)
                  .toList()
              : List.of(first);
      left.removeAll(same);
      int root = stage.sends.size();
      List<Send> again = new ArrayList<>();
      for (Send send : same) {
        int chiplet = send.to().segment.chiplet();
        if (stage.sends.subList(root, stage.sends.size()).stream()
            .anyMatch(s -> s.to().segment.chiplet() == chiplet)) {
          again.add(send);
        } else {
          stage.sends.add(send);
          stage.trees.add(root);
        }
      }
      for (Send send : again) {
        stage.trees.add(stage.sends.size());
        stage.sends.add(send);
      }
    }
  }

  /** When the sends before this one are over; 0 without any. */
  private long sentBeforePs(Stage stage, int send, int i) {
    long latest = 0;
    for (int e = 0; e < send; e++) {
      latest = Math.max(latest, sentPs(stage, e, i));
    }
    return latest;
  }

  /** What the layers of a segment read of a tensor: their parts one beside the other, or all. */
  private static long read(ScenarioModel model, int tensor, Segment by) {
    long whole = model.model().layer(tensor).outputElements();
    double parts = 0;
    for (int l = by.firstLayer(); l < by.endLayer(); l++) {
      Layer reader = model.model().layer(l);
      if (reader.producers().contains(tensor)) {
        parts += reader.parts().getOrDefault(tensor, whole);
      }
    }
    return bytes(model, parts > whole ? whole : (long) parts);
  }

  /** Every tensor that is in L2 while a layer is computed, for the layer with the most of them. */
  private long peak(ScenarioModel model, Segment segment) {
    long most = 0;
    for (int now = segment.firstLayer(); now < segment.endLayer(); now++) {
      long live = 0;
      for (int tensor = 0; tensor < segment.endLayer(); tensor++) {
        List<Integer> readers = readers(model.model(), tensor);
        int until = now;
        boolean made = segment.contains(tensor) && tensor <= now;
        boolean brought = tensor < segment.firstLayer();
        boolean readFromNow = readers.stream().anyMatch(r -> r >= until && segment.contains(r));
        boolean leaves =
            readers.isEmpty()
                || model.model().layer(tensor).output()
                || readers.stream().anyMatch(r -> r >= segment.endLayer());
        if ((made && (tensor == now || readFromNow || leaves)) || (brought && readFromNow)) {
          live += bytes(model, model.model().layer(tensor).outputElements());
        }
      }
      for (int reader = now; reader < segment.endLayer(); reader++) {
        live += bytes(model, model.model().layer(reader).modelInputElements());
      }
      most = Math.max(most, live);
    }
    return most;
  }

  /** The largest number of samples, up to the batch, that every stage of the model has room for. */
  private int miniBatch(List<Stage> window, Stage stage) {
    ScenarioModel model = scenario.models().get(stage.segment.model());
    Integer here = schedule.get(stage.window).miniBatch().get(model.id());
    Integer chosen = here == null ? policy.miniBatch().get(model.id()) : here;
    if (chosen != null) {
      return Math.min(chosen, model.batch());
    }
    int samples = 1;
    while (samples < model.batch() && haveRoom(window, stage, samples + 1)) {
      samples++;
    }
    return samples;
  }

  private boolean haveRoom(List<Stage> window, Stage stage, int samples) {
    for (Stage other : window) {
      if (other.segment.model() == stage.segment.model()) {
        boolean keeps = policy.weights() == WeightPolicy.AUTO && other.resident;
        long activations = copies(other) * samples * other.peakBytes;
        if ((keeps ? other.weightBytes : 0) + activations > l2Bytes(other)) {
          return false;
        }
      }
    }
    return true;
  }

  /** How many mini-batches of activations there must be room for. */
  private static long copies(Stage stage) {
    return stage.overlapped ? 2 : 1;
  }

  private static List<Integer> readers(Model model, int tensor) {
    List<Integer> readers = new ArrayList<>();
    for (int l = 0; l < model.layers().size(); l++) {
      if (model.layer(l).producers().contains(tensor)) {
        readers.add(l);
      }
    }
    return readers;
  }

  /** The stage of the same model and window that computes a layer; null if none does. */
  private static @Nullable Stage holder(List<Stage> window, Stage of, int layer) {
    for (Stage stage : window) {
      if (stage.segment.model() == of.segment.model() && stage.segment.contains(layer)) {
        return stage;
      }
    }
    return null;
  }

  private static long bytes(ScenarioModel model, long elements) {
    return (elements * model.bitsPerElement() + 7) / 8;
  }

  private ChipletType type(Stage stage) {
    return chips.chipletAt(stage.segment.chiplet()).orElseThrow().type();
  }

  // ---- when it happens, counted from the start of the scenario ----

  /** Number of mini-batches of a stage. */
  public int miniBatches(Stage stage) {
    int count = 0;
    for (int done = 0; done < batch(stage); done += stage.miniBatch) {
      count++;
    }
    return count;
  }

  private int batch(Stage stage) {
    return scenario.models().get(stage.segment.model()).batch();
  }

  private int samples(Stage stage, int i) {
    return Math.min(stage.miniBatch, batch(stage) - i * stage.miniBatch);
  }

  /** When all inputs of a mini-batch are there and its chiplet is free for it. */
  public long startPs(Stage stage, int i) {
    return once("start", stage, i, 0, () -> start(stage, i));
  }

  private long start(Stage stage, int i) {
    long start = i > 0 && !stage.overlapped ? finishPs(stage, i - 1) : beginPs(stage);
    if (stage.overlapped) {
      start = Math.max(start, hasLoad(stage) ? loadedPs(stage, i) : 0);
      start = Math.max(start, computedEarlierPs(stage, i, 1));
      start = Math.max(start, outEarlierPs(stage, i, 2));
      Stage before = before(stage);
      if (stage.early && i == 0 && before != null) {
        start = Math.max(start, prefetchedPs(before));
      }
    }
    for (Stage other : windows.get(stage.window)) {
      for (int e = 0; e < other.sends.size(); e++) {
        if (other.sends.get(e).to() == stage) {
          start = Math.max(start, sentPs(other, e, i));
        }
      }
    }
    return Math.max(start, storedPs(stage, i));
  }

  /** When everything is in DRAM that a mini-batch reads of what earlier windows made. */
  private long storedPs(Stage stage, int i) {
    long stored = 0;
    for (int w = 0; w < stage.window && !barrier; w++) {
      for (Stage earlier : windows.get(w)) {
        if (reads(stage, earlier)) {
          for (int s = 0; s < samples(stage, i); s++) {
            int sample = i * stage.miniBatch + s;
            stored = Math.max(stored, finishPs(earlier, sample / earlier.miniBatch));
          }
        }
      }
    }
    return stored;
  }

  /** When the load of an overlapped mini-batch is over. */
  public long loadedPs(Stage stage, int i) {
    return once(
        "loaded",
        stage,
        i,
        0,
        () -> {
          if (!hasLoad(stage)) {
            return 0L;
          }
          long begin = Math.max(beginPs(stage), storedPs(stage, i));
          begin = Math.max(begin, i >= 1 ? loadedPs(stage, i - 1) : memoryPs(stage));
          begin = Math.max(begin, computedEarlierPs(stage, i, 2));
          if (i >= 2 && stage.storeBytesPerSample > 0) {
            begin = Math.max(begin, finishPs(stage, i - 2));
          }
          return begin + loadPs(stage, loadBytes(stage, i));
        });
  }

  /** When the last send or store of an overlapped mini-batch is over; 0 if it has none. */
  private long outPs(Stage stage, int i) {
    if (stage.storeBytesPerSample > 0) {
      return finishPs(stage, i);
    }
    return sentBeforePs(stage, stage.sends.size(), i);
  }

  private long loadBytes(Stage stage, int i) {
    long weights = (i == 0 && !stage.early) || !stage.resident ? stage.weightBytes : 0;
    return weights + stage.loadBytesPerSample * samples(stage, i);
  }

  private boolean reads(Stage stage, Stage earlier) {
    if (stage.segment.model() != earlier.segment.model()) {
      return false;
    }
    Model model = scenario.models().get(stage.segment.model()).model();
    for (int tensor = 0; tensor < model.layers().size(); tensor++) {
      if (earlier.segment.contains(tensor)
          && readers(model, tensor).stream().anyMatch(stage.segment::contains)) {
        return true;
      }
    }
    return false;
  }

  private long computedPs(Stage stage, int i) {
    long loaded = stage.overlapped ? 0 : loadPs(stage, loadBytes(stage, i));
    long sample = 0;
    Model model = scenario.models().get(stage.segment.model()).model();
    for (int l = stage.segment.firstLayer(); l < stage.segment.endLayer(); l++) {
      long cycles = costs.cost(model.layer(l), type(stage)).cycles();
      sample += ceil(cycles, type(stage).clockHz());
    }
    return startPs(stage, i) + loaded + sample * samples(stage, i);
  }

  /** When this send of a mini-batch has arrived. */
  public long sentPs(Stage stage, int send, int i) {
    return once(
        "sent",
        stage,
        i,
        send,
        () -> {
          Send sent = stage.sends.get(send);
          int root = stage.trees.get(send);
          long before = root == 0 ? computedPs(stage, i) : sentBeforePs(stage, root, i);
          if (stage.overlapped && root == 0) {
            before = Math.max(before, outEarlierPs(stage, i, 1));
          }
          int to = sent.to().segment.chiplet();
          long size = sent.bytesPerSample() * samples(stage, i);
          return before + sendPs(stage.segment.chiplet(), to, size);
        });
  }

  /** When the last step of a mini-batch, its store, is over. */
  public long finishPs(Stage stage, int i) {
    return once(
        "finish",
        stage,
        i,
        0,
        () -> {
          int sends = stage.sends.size();
          long before = sends == 0 ? computedPs(stage, i) : sentBeforePs(stage, sends, i);
          if (stage.overlapped && stage.storeBytesPerSample > 0) {
            before = Math.max(before, outEarlierPs(stage, i, 1));
            if (i + 1 < miniBatches(stage)) {
              before = Math.max(before, loadedPs(stage, i + 1));
            }
          }
          if (stage.prefetchBytes > 0 && i + 2 >= miniBatches(stage)) {
            boolean waits = stage.storeBytesPerSample > 0 || i + 1 == miniBatches(stage);
            before = waits ? Math.max(before, prefetchedPs(stage)) : before;
          }
          return before + storePs(stage, stage.storeBytesPerSample * samples(stage, i));
        });
  }

  /** When the last stage of a window is through. */
  public long endPs(int window) {
    long end = 0;
    for (Stage stage : windows.get(window)) {
      for (int i = 0; i < miniBatches(stage); i++) {
        end = Math.max(end, finishPs(stage, i));
      }
    }
    return end;
  }

  /** When a window begins; without the barrier all begin at 0. */
  public long beginPs(int window) {
    return !barrier || window == 0 ? 0 : endPs(window - 1);
  }

  /** When everything is through. */
  public long latencyPs() {
    long latest = 0;
    for (int w = 0; w < windows.size(); w++) {
      latest = Math.max(latest, endPs(w));
    }
    return latest;
  }

  private long loadPs(Stage stage, long size) {
    Chiplet chiplet = chips.chipletAt(stage.segment.chiplet()).orElseThrow();
    DramInterface at = chips.nearestDram(chiplet.node());
    Dram dram = chips.drams().get(at.dram());
    long slowest = Math.min(dram.bandwidth().bytesPerSecond(), chiplet.ejection().bytesPerSecond());
    return ps(
        size, slowest, dram.latencyPs(), chips.routing().route(at.node(), chiplet.node()).links());
  }

  private long storePs(Stage stage, long size) {
    Chiplet chiplet = chips.chipletAt(stage.segment.chiplet()).orElseThrow();
    DramInterface at = chips.nearestDram(chiplet.node());
    Dram dram = chips.drams().get(at.dram());
    long slowest =
        Math.min(dram.bandwidth().bytesPerSecond(), chiplet.injection().bytesPerSecond());
    return ps(
        size, slowest, dram.latencyPs(), chips.routing().route(chiplet.node(), at.node()).links());
  }

  private long sendPs(int from, int to, long size) {
    long out = chips.chipletAt(from).orElseThrow().injection().bytesPerSecond();
    long in = chips.chipletAt(to).orElseThrow().ejection().bytesPerSecond();
    return ps(size, Math.min(out, in), 0, chips.routing().route(from, to).links());
  }

  private static long ps(long size, long bytesPerSecond, long latencyPs, List<NopLink> links) {
    long slowest = bytesPerSecond;
    long latency = latencyPs;
    for (NopLink link : links) {
      slowest = Math.min(slowest, link.bandwidth().bytesPerSecond());
      latency += link.latencyPs();
    }
    return size == 0 ? 0 : ceil(size, slowest) + latency;
  }

  /** {@code count / perSecond} in picoseconds, rounded up. */
  private static long ceil(long count, long perSecond) {
    BigInteger[] whole =
        BigInteger.valueOf(count)
            .multiply(BigInteger.TEN.pow(12))
            .divideAndRemainder(BigInteger.valueOf(perSecond));
    return whole[0].longValueExact() + whole[1].signum();
  }

  private long once(String what, Stage stage, int i, int index, Supplier<Long> time) {
    String key = what + stage.window + "/" + stage.segment + "/" + i + "/" + index;
    Long known = times.get(key);
    if (known == null) {
      known = time.get();
      times.put(key, known);
    }
    return known;
  }

  // ---- energy ----

  /** Energy of a window in joules. */
  public double energyJ(int window) {
    double joules = 0;
    for (Stage stage : windows.get(window)) {
      Model model = scenario.models().get(stage.segment.model()).model();
      int node = chips.nearestDram(stage.segment.chiplet()).node();
      int from = chips.routing().route(node, stage.segment.chiplet()).hops();
      int to = chips.routing().route(stage.segment.chiplet(), node).hops();
      for (int i = 0; i < miniBatches(stage); i++) {
        int samples = samples(stage, i);
        for (int l = stage.segment.firstLayer(); l < stage.segment.endLayer(); l++) {
          double units = costs.cost(model.layer(l), type(stage)).energyMacUnits();
          joules += samples * units * type(stage).energy().macJ();
        }
        long weights = (i == 0 && !stage.early) || !stage.resident ? stage.weightBytes : 0;
        weights += i == miniBatches(stage) - 1 ? stage.prefetchBytes : 0;
        long loaded = weights + stage.loadBytesPerSample * samples;
        long stored = stage.storeBytesPerSample * samples;
        joules += 8.0 * (loaded + stored) * chips.dramJoulePerBit();
        joules += 8.0 * (loaded * from + stored * to) * chips.nopJoulePerBit();
        Set<NopLink> passed = new HashSet<>();
        for (int e = 0; e < stage.sends.size(); e++) {
          Send send = stage.sends.get(e);
          if (stage.trees.get(e) == e) {
            passed.clear();
          }
          int chiplet = send.to().segment.chiplet();
          List<NopLink> links = chips.routing().route(stage.segment.chiplet(), chiplet).links();
          long hops = links.stream().filter(passed::add).count();
          joules += 8.0 * send.bytesPerSample() * samples * hops * chips.nopJoulePerBit();
        }
      }
    }
    return joules;
  }

  /** Energy of all windows in joules. */
  public double energyJ() {
    double joules = 0;
    for (int w = 0; w < windows.size(); w++) {
      joules += energyJ(w);
    }
    return joules;
  }
}
