package dev.scar.traffic.router;

import org.jspecify.annotations.Nullable;

/**
 * What is under way to the routers of a part: flits to the channels of inputs, and credits back to
 * the channels of outputs. What goes to a router of another part is put into the post.
 */
final class Lines {
  private final Ports ports;
  private final Buffers buffers;
  private final Packets packets;
  private final Ways ways;
  private final Calendar flits;
  private final Calendar credits;

  /** Of what is sent in a cycle: channels, and cycles until it is there. */
  private final int[] numbers;

  private final int[] delays;

  /** By part; none for this one. */
  private final @Nullable Post[] posts;

  /** By output: the post to where it leads; none within the part. */
  private final @Nullable Post[] ahead;

  /** By output: the post to where it is; none within the part. */
  private final @Nullable Post[] back;

  /**
   * Nothing is under way.
   *
   * @param part its number
   * @param partOf by node, numbers that never fall
   */
  Lines(int part, int[] partOf, Ports ports, Buffers buffers, Packets packets, Ways ways) {
    this.ports = ports;
    this.buffers = buffers;
    this.packets = packets;
    this.ways = ways;
    flits = new Calendar(ports.longestDelay(), ports.outputs);
    credits = new Calendar(ports.longestDelay(), ports.outputs);
    numbers = new int[ports.routerOutputs + 1];
    delays = new int[ports.routerOutputs + 1];
    posts = new Post[partOf[partOf.length - 1] + 1];
    for (int other = 0; other < posts.length; other++) {
      posts[other] = other == part ? null : new Post();
    }
    ahead = new Post[ports.outputs];
    back = new Post[ports.outputs];
    for (int output = 0; output < ports.outputs; output++) {
      int to = ports.leadsTo[output];
      ahead[output] = to < 0 ? null : posts[partOf[ports.nodeOf[to]]];
      back[output] = posts[partOf[ports.from[output]]];
    }
  }

  boolean isEmpty() {
    return flits.isEmpty() && credits.isEmpty();
  }

  /** Whether an output leads to another part. */
  boolean leadsAway(int output) {
    return ahead[output] != null;
  }

  /** Hands out what is due. */
  void deliver(long cycle, Switch allocator) {
    int from = credits.first(cycle);
    buffers.credit(credits.entries(), from, from + credits.take(cycle));
    from = flits.first(cycle);
    int end = from + flits.take(cycle);
    buffers.come(flits.entries(), from, end);
    allocator.arrived(flits.entries(), from, end, cycle);
  }

  /** A source has sent a flit. */
  void inject(int outputChannel, long cycle) {
    long due = cycle + ports.delay[outputChannel >> ports.shift];
    flits.add(due, buffers.there(outputChannel));
  }

  /** Flits that have left these channels go on, and credits for their slots go back. */
  void send(int[] channels, int count, long cycle) {
    sendFlits(channels, count, cycle);
    sendCredits(channels, count, cycle);
    if (buffers.portsRunOut) {
      sendCreditsOfPorts(channels, count, cycle);
    }
  }

  private void sendFlits(int[] channels, int count, long cycle) {
    int sent = 0;
    for (int i = 0; i < count; i++) {
      int through = buffers.held(channels[i]);
      int output = through >> ports.shift;
      int there = buffers.there(through);
      Post post = ahead[output];
      if (post == null) {
        numbers[sent] = there;
        delays[sent] = ports.delay[output];
        sent += 1 - Bits.isNegative(there);
      } else {
        post(post, cycle + ports.delay[output], there, channels[i]);
      }
    }
    flits.addAll(cycle, delays, numbers, sent);
  }

  private void post(Post post, long due, int there, int channel) {
    int slot = buffers.packet(channel);
    boolean head = buffers.left(channel) + 1 == packets.flits[slot];
    put(post, due, there, head ? Kind.HEAD : Kind.FLIT);
    if (head) {
      packets.post(slot, post);
    }
  }

  private void sendCredits(int[] channels, int count, long cycle) {
    int later = 0;
    for (int i = 0; i < count; i++) {
      int feed = buffers.feed(channels[i]);
      int output = feed >> ports.shift;
      Post post = back[output];
      if (post == null) {
        numbers[later] = feed;
        delays[later] = ports.creditDelay[output];
        later += buffers.creditLater(feed);
      } else {
        put(post, cycle + ports.creditDelay[output], feed, Kind.CREDIT);
      }
    }
    credits.addAll(cycle, delays, numbers, later);
  }

  /** Credits of ejection ports, which come back once the flit is through. */
  private void sendCreditsOfPorts(int[] channels, int count, long cycle) {
    for (int i = 0; i < count; i++) {
      int through = buffers.held(channels[i]);
      if (buffers.there(through) < 0 && buffers.creditLater(through) > 0) {
        int output = through >> ports.shift;
        credits.add(cycle + ports.delay[output] + ports.creditDelay[output], through);
      }
    }
  }

  private static void put(Post post, long due, int number, Kind kind) {
    post.add(due);
    post.add(number);
    post.add(kind.ordinal());
  }

  /** Takes what another part has put into the post for this one. */
  void receive(Lines from, int ownNumber) {
    Post post = from.posts[ownNumber];
    if (post == null) {
      return;
    }
    while (post.hasNext()) {
      long due = post.next();
      int number = (int) post.next();
      switch (Kind.of((int) post.next())) {
        case CREDIT -> credits.add(due, number);
        case FLIT -> flits.add(due, number);
        case HEAD -> {
          buffers.announce(number, packets, packets.receive(post, ways));
          flits.add(due, number);
        }
      }
    }
    post.clear();
  }

  /** What the post holds. */
  private enum Kind {
    CREDIT,
    FLIT,
    HEAD;

    private static final Kind[] ALL = values();

    static Kind of(int ordinal) {
      return ALL[ordinal];
    }
  }
}
