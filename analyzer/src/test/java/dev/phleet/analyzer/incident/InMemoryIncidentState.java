package dev.phleet.analyzer.incident;

import dev.phleet.schemas.event.Acknowledgement;
import dev.phleet.schemas.event.Incident;
import dev.phleet.schemas.serde.EventModel;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The desk's state without a store, for tests of the desk alone. Gives copies, as a store does. */
final class InMemoryIncidentState implements IncidentState {
  final Map<String, Incident> incidents = new TreeMap<>();
  final Map<String, Acknowledgement> early = new TreeMap<>();

  @Override
  public Optional<Incident> incident(String id) {
    return Optional.ofNullable(incidents.get(id)).map(EventModel::copy);
  }

  @Override
  public void put(Incident incident) {
    incidents.put(incident.getId(), EventModel.copy(incident));
  }

  @Override
  public void forget(String id) {
    incidents.remove(id);
  }

  @Override
  public void eachIncident(Consumer<Incident> visitor) {
    incidents.values().forEach(visitor);
  }

  @Override
  public Optional<Acknowledgement> early(String incidentId) {
    return Optional.ofNullable(early.get(incidentId));
  }

  @Override
  public void putEarly(String incidentId, Optional<Acknowledgement> acknowledgement) {
    early.remove(incidentId);
    acknowledgement.ifPresent(a -> early.put(incidentId, a));
  }

  @Override
  public void eachEarly(Consumer<Acknowledgement> visitor) {
    early.values().forEach(visitor);
  }
}
