package dev.scar.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest: that of the project and, if built from git, the commit. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"scar " + current()};
  }

  static String current() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .map(version -> version.replaceAll("\\+\\$\\{.*", ""))
        .orElse("development");
  }
}
