package dev.scar.cli;

import dev.scar.cluster.ClusterOptions;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What the coordinator of a study and its workers have to agree on. */
final class ClusterSettings {
  static final List<String> NAMES = List.of("--token", "--tls");
  private static final String PASSWORD = "SCAR_TLS_PASSWORD";

  @Option(
      names = "--token",
      paramLabel = "WORD",
      description =
          "A word that coordinator and workers have in common, against joining the wrong study; no protection.")
  @Nullable String token;

  @Option(
      names = "--tls",
      paramLabel = "FILE.p12",
      description =
          "Keys for mutual TLS, needed between machines: own key and trusted certificates; the password is in SCAR_TLS_PASSWORD.")
  @Nullable Path tls;

  /** {@code 10.0.0.1:2552}. */
  static final class AddressConverter implements ITypeConverter<ClusterOptions.Address> {
    @Override
    public ClusterOptions.Address convert(String text) {
      try {
        return ClusterOptions.Address.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }

  /** An address of this machine's, for others to reach it. */
  private static void checkOwn(String option, ClusterOptions.Address own) {
    try {
      InetAddress address = InetAddress.getByName(own.host());
      if (NetworkInterface.getByInetAddress(address) != null) {
        return;
      }
    } catch (UnknownHostException | SocketException e) {
      throw Values.refused(
          option, own.host(), "is no address that is known here: " + e.getMessage());
    }
    throw Values.refused(option, own.host(), "is no address of this machine");
  }

  /**
   * These, between these addresses.
   *
   * @param option that names the own address
   */
  ClusterOptions options(
      ClusterOptions.Address coordinator, ClusterOptions.Address own, String option) {
    checkOwn(option, own);
    if (token != null && !token.matches("[A-Za-z0-9._-]+")) {
      throw Values.refused("--token", token, "is no word of letters, digits, dots, _ and -");
    }
    if (tls == null && !(coordinator.isLoopback() && own.isLoopback())) {
      throw Values.refused(
          "--tls",
          "",
          "is missing; what leaves this machine is for its study's machines alone",
          "Give both sides --tls FILE.p12, see explore.md, or stay on 127.0.0.1.");
    }
    return new ClusterOptions(
        coordinator,
        own,
        Fingerprint.ofPoints(),
        token == null ? "" : token,
        Optional.ofNullable(tls).map(ClusterSettings::keys));
  }

  private static ClusterOptions.Tls keys(Path file) {
    if (!Files.isRegularFile(file)) {
      throw Values.refused("--tls", file.toString(), "is no file");
    }
    String password = System.getenv(PASSWORD);
    if (password == null) {
      throw Values.refused("--tls", file.toString(), "needs its password in " + PASSWORD);
    }
    return new ClusterOptions.Tls(file.toAbsolutePath().toString(), password);
  }
}
