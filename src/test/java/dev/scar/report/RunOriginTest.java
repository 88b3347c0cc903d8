package dev.scar.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Names of inputs as people read them. */
class RunOriginTest {
  @Test
  void namesAreWords() {
    assertThat(RunOrigin.words("seed")).isEqualTo("seed");
    assertThat(RunOrigin.words("packetBytes")).isEqualTo("packet bytes");
    assertThat(RunOrigin.words("givenScheduleSha256")).isEqualTo("given schedule SHA-256");
    assertThat(RunOrigin.words("baseSha256:het-t")).isEqualTo("base SHA-256 of het-t");
  }
}
