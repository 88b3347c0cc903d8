package dev.scar.explore;

import dev.scar.files.InputException;
import dev.scar.study.Crew;
import dev.scar.study.Experiments;
import dev.scar.study.PackageExperiment;
import dev.scar.study.PackageOutcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Asks a crew what a study's points come to, and keeps the answers; rows come out in the order of
 * the points, whoever works on them and however long. What is known is not asked again. One thread.
 *
 * <p>At most {@value #MOST_AHEAD} rows wait for one before them, so memory does not grow with the
 * study, but for the {@linkplain Records index}.
 */
public final class Exploration {
  private static final int MOST_AHEAD = 10_000;

  private final Study study;
  private final PointReader points;
  private final String program;
  private final Records records;
  private final Crew crew;
  private final BooleanSupplier stop;
  private final Listener listener;

  private final Map<String, List<Pending>> asked = new HashMap<>();
  private final Map<Long, Row> ready = new HashMap<>();
  private final Deque<Long> order = new ArrayDeque<>();
  private boolean unsynced;
  private Counts counts = new Counts(0, 0, 0, 0, 0);

  /** Told how it goes, by the thread that explores. */
  public interface Listener {
    /** So far. */
    void progress(Counts counts);

    /** A question has ended. */
    void ended(Crew.Done done);
  }

  /**
   * How many points.
   *
   * @param done within the constraints
   * @param outside of them
   * @param failed without a result
   * @param known of all these, those whose answer was there before
   * @param asked with the crew
   */
  public record Counts(long done, long outside, long failed, long known, long asked) {
    /** All that have ended. */
    public long ended() {
      return done + outside + failed;
    }

    Counts with(Row row, boolean wasKnown) {
      return new Counts(
          done + (row.status() == Row.Status.DONE ? 1 : 0),
          outside + (row.status() == Row.Status.OUTSIDE ? 1 : 0),
          failed + (row.status() == Row.Status.FAILED ? 1 : 0),
          known + (wasKnown ? 1 : 0),
          asked);
    }

    Counts asking(int questions) {
      return new Counts(done, outside, failed, known, questions);
    }

    /** In words. */
    public String text(long all) {
      return String.format(
          Locale.ROOT,
          "%d of %d points: %d done, %d outside, %d failed",
          ended(),
          all,
          done,
          outside,
          failed);
    }
  }

  /** A point with its number in the study, from 1. */
  record Numbered(long number, Point point) {}

  private record Pending(long number, Point point, Facts facts) {}

  /**
   * An exploration.
   *
   * @param program identifies the program, since another one may come to other answers
   * @param stop asked now and then whether to end early
   */
  public Exploration(
      Study study,
      PointReader points,
      String program,
      Records records,
      Crew crew,
      BooleanSupplier stop,
      Listener listener) {
    this.study = study;
    this.points = points;
    this.program = program;
    this.records = records;
    this.crew = crew;
    this.stop = stop;
    this.listener = listener;
  }

  /** How many points have ended. */
  public Counts counts() {
    return counts;
  }

  /** Whether it was told to end. */
  boolean isStopped() {
    return stop.getAsBoolean();
  }

  /**
   * Works out these points.
   *
   * @param rows told of each, in order; of none after one that is missing because of a stop
   * @throws dev.scar.files.OutputException if records cannot be written; those before are kept
   */
  void run(Iterator<Numbered> next, Consumer<Row> rows) {
    while (!stop.getAsBoolean()) {
      while (next.hasNext()
          && asked.size() < crew.capacity()
          && ready.size() < MOST_AHEAD
          && !stop.getAsBoolean()) {
        Numbered point = next.next();
        order.add(point.number());
        begin(point.number(), point.point());
        emit(rows);
      }
      if (asked.isEmpty() && !next.hasNext()) {
        break;
      }
      crew.take().forEach(this::end);
      emit(rows);
      confirm();
    }
    emit(rows);
    confirm();
  }

  /** The same with points that are none of the study's, which are not counted. */
  void aside(Iterator<Numbered> next, Consumer<Row> rows) {
    Counts before = counts;
    run(next, rows);
    counts = before;
  }

  private void begin(long at, Point point) {
    PackageExperiment experiment;
    try {
      experiment = points.read(point);
    } catch (InputException e) {
      failed(at, point, "", Optional.empty(), e.problems().get(0).toString());
      return;
    } catch (IllegalArgumentException | ArithmeticException e) {
      failed(at, point, "", Optional.empty(), String.valueOf(e.getMessage()));
      return;
    }
    Optional<String> unpriced = study.costs().flatMap(c -> c.missing(experiment.chipletPackage()));
    if (unpriced.isPresent()) {
      failed(
          at, point, "", Optional.empty(), "the study has no costs of chiplets " + unpriced.get());
      return;
    }
    Facts facts = Facts.of(experiment.chipletPackage(), study.costs());
    Row bare = new Row(at, point, "", Row.Status.OUTSIDE, Optional.of(facts), Optional.empty(), "");
    Optional<String> broken = broken(bare);
    if (broken.isPresent()) {
      put(with(bare, Row.Status.OUTSIDE, broken.get()), false);
      return;
    }
    String question = Experiments.question(experiment);
    String key = Experiments.key(program, question);
    Pending pending = new Pending(at, point, facts);
    Optional<String> known = records.answer(key);
    if (known.isPresent()) {
      put(row(pending, key, known.get()), true);
      return;
    }
    List<Pending> waiting = asked.computeIfAbsent(key, k -> new ArrayList<>());
    waiting.add(pending);
    if (waiting.size() == 1) {
      crew.ask(key, question);
    }
  }

  private void end(Crew.Done done) {
    listener.ended(done);
    List<Pending> waiting = asked.remove(done.key());
    if (done.answer().isPresent()) {
      String label = waiting == null ? "" : waiting.get(0).point().text(study);
      records.put(done.key(), label, done.answer().get());
      unsynced = true;
    }
    if (waiting == null) {
      return; // a second answer, which was compared with the first
    }
    for (Pending pending : waiting) {
      if (done.answer().isPresent()) {
        put(row(pending, done.key(), done.answer().get()), false);
      } else {
        failed(
            pending.number(),
            pending.point(),
            done.key(),
            Optional.of(pending.facts()),
            done.failure());
      }
    }
  }

  private Row row(Pending pending, String key, String answer) {
    PackageOutcome outcome = Experiments.read(PackageExperiment.class, answer);
    Row row =
        new Row(
            pending.number(),
            pending.point(),
            key,
            Row.Status.DONE,
            Optional.of(pending.facts()),
            Optional.of(outcome),
            "");
    return broken(row).map(why -> with(row, Row.Status.OUTSIDE, why)).orElse(row);
  }

  private Optional<String> broken(Row row) {
    return study.constraints().stream()
        .map(constraint -> constraint.broken(row))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Row with(Row row, Row.Status status, String message) {
    return new Row(
        row.number(), row.point(), row.key(), status, row.facts(), row.outcome(), message);
  }

  private void failed(long at, Point point, String key, Optional<Facts> facts, String message) {
    String line = message.replace('\n', ' ');
    put(new Row(at, point, key, Row.Status.FAILED, facts, Optional.empty(), line), false);
  }

  private void put(Row row, boolean known) {
    ready.put(row.number(), row);
    counts = counts.with(row, known);
  }

  private void emit(Consumer<Row> rows) {
    while (!order.isEmpty()) {
      Row row = ready.remove(order.peek());
      if (row == null) {
        return;
      }
      order.remove();
      rows.accept(row);
    }
  }

  private void confirm() {
    if (unsynced) {
      records.sync();
      unsynced = false;
    }
    crew.kept();
    listener.progress(counts.asking(asked.size()));
  }
}
