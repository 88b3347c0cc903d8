package dev.scar.cli;

import dev.scar.files.Library;
import dev.scar.search.Objectives;
import java.util.Iterator;

/** Names that a shell can complete ({@code scar generate-completion}). */
final class Names {
  private Names() {}

  /** Scenarios of the home folder. */
  static final class Scenarios implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Home.inputs().names(Library.Shelf.SCENARIOS).iterator();
    }
  }

  /** Packages of the home folder. */
  static final class Topologies implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Home.inputs().names(Library.Shelf.TOPOLOGIES).iterator();
    }
  }

  /** Objectives that have a name. */
  static final class OfObjectives implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Objectives.ALL.stream().map(Objectives::label).iterator();
    }
  }
}
