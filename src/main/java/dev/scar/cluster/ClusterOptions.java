package dev.scar.cluster;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import com.typesafe.config.ConfigFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where coordinator and workers meet.
 *
 * @param coordinator its address
 * @param own the address of this process
 * @param program identifies the program, which must be the same everywhere
 * @param token that all of a study have, against joining the wrong one; no protection
 * @param tls keys for mutual TLS; needed off loopback
 */
public record ClusterOptions(
    Address coordinator, Address own, String program, String token, Optional<Tls> tls) {
  /** How long a process may be silent before it is suspected, as it computes on all cores. */
  static final String PAUSE = "15s";

  /**
   * How many questions a hand may be sent before it has confirmed the first. It has one less in
   * hand: one that is worked on, and one after it. With fewer, Akka 2.6.21 sends the next one only
   * when a request is repeated, seconds later, since a consumer asks for more when exactly half of
   * its window is left. With many, some workers hoard what others wait for.
   */
  static final int WINDOW = 3;

  /** Longer messages cannot be sent. */
  static final int MOST_BYTES = 8 << 20;

  private static final String SYSTEM = "scar";

  /** A host with a port; 0 for any that is free. */
  public record Address(String host, int port) {
    private static final int MOST = 65_535;

    /**
     * Reads {@code host:port}.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Address parse(String text) {
      int colon = text.lastIndexOf(':');
      String port = text.substring(colon + 1);
      if (colon < 1 || !port.matches("[0-9]{1,5}")) {
        throw new IllegalArgumentException("(" + text + ") is not a host with a port");
      }
      int number = Integer.parseInt(port);
      if (number < 1 || number > MOST) {
        throw new IllegalArgumentException("(" + number + ") is not a port; they are 1 to " + MOST);
      }
      return new Address(text.substring(0, colon), number);
    }

    /** Whether only this machine reaches it. */
    public boolean isLoopback() {
      try {
        return InetAddress.getByName(host).isLoopbackAddress();
      } catch (UnknownHostException e) {
        return false;
      }
    }

    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  /** A PKCS #12 file with this process's key and the certificates that it trusts. */
  public record Tls(String file, String password) {}

  public ClusterOptions {
    if (tls.isEmpty() && !(coordinator.isLoopback() && own.isLoopback())) {
      throw new IllegalArgumentException("off loopback a study needs TLS");
    }
  }

  /**
   * Starts this process's part.
   *
   * @throws ClusterException if the address cannot be had, or the keys are of no use
   */
  <T> ActorSystem<T> start(Behavior<T> behavior, String role) {
    try {
      return ActorSystem.create(
          behavior,
          SYSTEM,
          ConfigFactory.parseMap(config(role)).withFallback(ConfigFactory.load()));
    } catch (Exception e) { // it throws checked ones, too, that it does not declare
      Throwable reason = e;
      while (reason.getCause() != null) {
        reason = reason.getCause();
      }
      throw new ClusterException("%s: %s".formatted(own, reason.getMessage()), e);
    }
  }

  private Map<String, Object> config(String role) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("akka.actor.provider", "cluster");
    values.put("akka.loglevel", "OFF");
    values.put("akka.stdout-loglevel", "OFF");
    values.put("akka.log-dead-letters", "off");
    values.put("akka.remote.artery.transport", tls.isPresent() ? "tls-tcp" : "tcp");
    values.put("akka.remote.artery.canonical.hostname", own.host());
    values.put("akka.remote.artery.canonical.port", own.port());
    values.put("akka.remote.artery.advanced.maximum-frame-size", MOST_BYTES);
    // machines that compute on all processors are slow in everything else
    values.put("akka.remote.artery.bind-timeout", "60s");
    values.put("akka.remote.artery.advanced.tcp.connection-timeout", PAUSE);
    values.put("akka.cluster.roles", List.of(role));
    values.put("akka.cluster.jmx.enabled", "off");
    values.put("akka.cluster.seed-nodes", List.of("akka://%s@%s".formatted(SYSTEM, coordinator)));
    values.put("akka.cluster.shutdown-after-unsuccessful-join-seed-nodes", "120s");
    values.put("akka.cluster.failure-detector.acceptable-heartbeat-pause", PAUSE);
    values.put("akka.remote.watch-failure-detector.acceptable-heartbeat-pause", PAUSE);
    values.put(
        "akka.cluster.downing-provider-class", "akka.cluster.sbr.SplitBrainResolverProvider");
    values.put("akka.cluster.split-brain-resolver.active-strategy", "keep-majority");
    values.put("akka.cluster.split-brain-resolver.keep-majority.role", Texts.COORDINATOR);
    values.put("akka.cluster.split-brain-resolver.stable-after", "5s");
    values.put("akka.reliable-delivery.consumer-controller.flow-control-window", WINDOW);
    tls.ifPresent(
        keys -> {
          String ssl = "akka.remote.artery.ssl.config-ssl-engine.";
          values.put(ssl + "key-store", keys.file());
          values.put(ssl + "trust-store", keys.file());
          values.put(ssl + "key-store-password", keys.password());
          values.put(ssl + "key-password", keys.password());
          values.put(ssl + "trust-store-password", keys.password());
          values.put(ssl + "protocol", "TLSv1.3");
          values.put(ssl + "enabled-algorithms", List.of("TLS_AES_256_GCM_SHA384"));
          values.put(ssl + "require-mutual-authentication", "on");
        });
    return values;
  }
}
