package dev.scar.trace;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The tracks of a trace, numbered from 1 on as they are used, across all processes: some viewers
 * take equal thread numbers of two processes for one thread. Viewers show them by number.
 */
final class ChromeTracks {
  private final ChromeEventWriter events;
  private int used;

  ChromeTracks(ChromeEventWriter events) {
    this.events = events;
  }

  /** The lanes of something whose spans may overlap. */
  Lanes lanes(int process, String name) {
    return new Lanes(process, name);
  }

  /** As many tracks as it takes for spans not to overlap on one, which the format forbids. */
  final class Lanes {
    private final int process;
    private final String name;
    private final List<Long> endsPs = new ArrayList<>();
    private final List<ChromeEventWriter.Track> tracks = new ArrayList<>();

    private Lanes(int process, String name) {
      this.process = process;
      this.name = name;
    }

    /** The first track that is free at the start; spans come in the order of their starts. */
    ChromeEventWriter.Track take(long startPs, long endPs) throws IOException {
      int lane = 0;
      while (lane < endsPs.size() && endsPs.get(lane) > startPs) {
        lane++;
      }
      if (lane < endsPs.size()) {
        endsPs.set(lane, endPs);
        return tracks.get(lane);
      }
      ChromeEventWriter.Track track = new ChromeEventWriter.Track(process, ++used);
      events.threadName(track, lane == 0 ? name : name + " (" + (lane + 1) + ")");
      endsPs.add(endPs);
      tracks.add(track);
      return track;
    }
  }
}
