package dev.phleet.analyzer.topology;

import dev.phleet.analyzer.incident.DeskEntry;
import dev.phleet.schemas.event.Acknowledgement;
import dev.phleet.schemas.event.Incident;
import java.util.Optional;

/**
 * How incidents are kept and passed on. Any change here or in their schemas needs a new version
 * number.
 */
final class IncidentForms {
  private static final EventForm<Incident> INCIDENTS =
      new EventForm<>(Incident.class, Incident.getClassSchema());
  private static final EventForm<Acknowledgement> ACKNOWLEDGEMENTS =
      new EventForm<>(Acknowledgement.class, Acknowledgement.getClassSchema());

  static final StateSerde<Incident> INCIDENT =
      new StateSerde<>("incident", 1, INCIDENTS::write, INCIDENTS::read);
  static final StateSerde<Acknowledgement> ACKNOWLEDGEMENT =
      new StateSerde<>("acknowledgement", 1, ACKNOWLEDGEMENTS::write, ACKNOWLEDGEMENTS::read);
  static final StateSerde<DeskEntry> ENTRY =
      new StateSerde<>("desk-entry", 1, IncidentForms::entry, IncidentForms::entry);
  static final StateSerde<Outcome> OUTCOME =
      new StateSerde<>("outcome", 2, IncidentForms::outcome, IncidentForms::outcome);

  private IncidentForms() {}

  private static void entry(StateWriter out, DeskEntry entry) {
    out.flag(entry instanceof DeskEntry.Conclusion);
    if (entry instanceof DeskEntry.Conclusion conclusion) {
      INCIDENTS.write(out, conclusion.incident());
    } else if (entry instanceof DeskEntry.Noted noted) {
      out.text(noted.incidentId()).flag(noted.acknowledgement().isPresent());
      noted.acknowledgement().ifPresent(a -> ACKNOWLEDGEMENTS.write(out, a));
    }
  }

  private static void outcome(StateWriter out, Outcome outcome) {
    out.flag(outcome instanceof Outcome.Observed);
    if (outcome instanceof Outcome.Observed observed) {
      StateForms.observation(out, observed.observation());
    } else if (outcome instanceof Outcome.Unjudged unjudged) {
      INCIDENTS.write(out, unjudged.incident());
    }
  }

  private static Outcome outcome(StateReader in) {
    return in.flag()
        ? new Outcome.Observed(StateForms.observation(in))
        : new Outcome.Unjudged(INCIDENTS.read(in));
  }

  private static DeskEntry entry(StateReader in) {
    if (in.flag()) {
      return new DeskEntry.Conclusion(INCIDENTS.read(in));
    }
    String id = in.text();
    return new DeskEntry.Noted(
        id, in.flag() ? Optional.of(ACKNOWLEDGEMENTS.read(in)) : Optional.empty());
  }
}
