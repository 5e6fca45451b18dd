"""The scenarios by name, in the order in which they run."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from faults.outcome import Outcome
from faults.scale import Scale
from faults.scenarios import batches, broker, cancelling, deliveries, kills, ledger, poisoned, restarts

Scenario = Callable[[Scale], Outcome]

SCENARIOS: Mapping[str, Scenario] = MappingProxyType(
    {
        "random-kills": kills.random_kills,
        "random-kills-postgresql": kills.random_kills_on_postgresql,
        "worker-killed": kills.killed_worker,
        "lost-message": broker.lost_message,
        "broker-killed": broker.killed_and_restarted,
        "broker-emptied": broker.restarted_empty,
        "broker-away": broker.away_at_submission,
        "broker-frozen": broker.frozen,
        "half-open": broker.half_open,
        "ledger-locked": ledger.locked,
        "disk-full": ledger.disk_full,
        "deliveries": deliveries.duplicated,
        "race": deliveries.racing,
        "clock-jump": ledger.clock_jump,
        "poison": poisoned.beside_good_ones,
        "endless": poisoned.endless_ones,
        "cancel": cancelling.in_every_state,
        "batch-resumed": batches.killed_and_resumed,
        "restarts": restarts.of_two_instances,
        "restarts-postgresql": restarts.of_two_instances_on_postgresql,
        "stopped-cold": restarts.stopped_cold,
        "child-restarts": restarts.of_children,
    }
)
