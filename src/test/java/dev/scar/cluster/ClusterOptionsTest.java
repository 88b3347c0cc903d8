package dev.scar.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scar.study.Crew;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterOptionsTest {
  private static final ClusterOptions.Address HERE = new ClusterOptions.Address("127.0.0.1", 1);
  private static final ClusterOptions.Address ELSEWHERE = new ClusterOptions.Address("10.0.0.1", 1);

  private static ClusterOptions options(
      ClusterOptions.Address coordinator, ClusterOptions.Address own, boolean secured) {
    return new ClusterOptions(
        coordinator,
        own,
        "program",
        "",
        secured ? Optional.of(new ClusterOptions.Tls("keys.p12", "word")) : Optional.empty());
  }

  @Test
  void offLoopbackThereIsNoStudyWithoutTls() {
    assertThat(options(HERE, HERE, false).tls()).isEmpty();
    assertThat(options(ELSEWHERE, HERE, true).tls()).isPresent();
    assertThatThrownBy(() -> options(ELSEWHERE, HERE, false)).hasMessageContaining("TLS");
    assertThatThrownBy(() -> options(HERE, ELSEWHERE, false)).hasMessageContaining("TLS");
  }

  @Test
  void anAddressIsReadAsItIsWritten() {
    assertThat(ClusterOptions.Address.parse("node-7.cluster:2552"))
        .isEqualTo(new ClusterOptions.Address("node-7.cluster", 2552))
        .hasToString("node-7.cluster:2552");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "host", ":1", "host:", "host:0", "host:65536", "host:-1", "host:2x"})
  void whatIsNoAddressIsRefused(String text) {
    assertThatThrownBy(() -> ClusterOptions.Address.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Answers and failures, with any characters in their last line. */
  @Test
  void resultsAreReadAsTheyWereWritten() {
    for (Crew.Done done :
        List.of(
            new Crew.Done("ab", Optional.of("{\"a\":\"ü\n\"}"), "", 0.1, 7, "host/1"),
            new Crew.Done("cd", Optional.empty(), "no\nschedule", 1e9, 0, "host/2"),
            new Crew.Done("ef", Optional.empty(), "", 0, 0, "host/3"))) {
      String text = Texts.result(done, "akka://scar@127.0.0.1:1/user/hand#1");
      assertThat(Texts.kind(text)).isEqualTo(Texts.RESULT);
      assertThat(Texts.rest(text, 2).get(0)).isEqualTo("akka://scar@127.0.0.1:1/user/hand#1");
      assertThat(Texts.result(text)).isEqualTo(done);
    }
  }
}
