"""What Prometheus reads: the ledger's view of the moment, and the counters of workers and reconcilers."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import accumulate

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from backend.jobs.activity import Load
from backend.jobs.tallies import ATTEMPTS, REPUBLISHED, ROUNDS, SET_ASIDE, STAGE_BUCKETS, STAGES, SUMS, name_of


def render_metrics(load: Load, tallies: Mapping[str, float], at: datetime) -> bytes:
    """Return the metrics in Prometheus' text format."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Metrics(load, tallies, at))
    return generate_latest(registry)


class _Metrics(Collector):
    def __init__(self, load: Load, tallies: Mapping[str, float], at: datetime) -> None:
        self._load = load
        self._tallies = tallies
        self._at = at

    def collect(self) -> Iterator[Metric]:
        yield from self._moment()
        yield from self._counters()
        yield self._stages()

    def _moment(self) -> Iterator[Metric]:
        waiting = GaugeMetricFamily("vitae_jobs_waiting", "Analyses that no worker has begun.", labels=["queue"])
        oldest = GaugeMetricFamily("vitae_oldest_waiting_seconds", "Age of the oldest of them.", labels=["queue"])
        for queue, jobs in sorted(self._load.waiting.items()):
            waiting.add_metric([queue], jobs.number)
            if jobs.oldest is not None:
                oldest.add_metric([queue], max(0.0, (self._at - jobs.oldest).total_seconds()))
        ended = GaugeMetricFamily(
            "vitae_jobs_ended_last_hour",
            "Analyses that ended within an hour, by state, code of the error and use of the cache.",
            labels=["state", "code", "cache"],
        )
        for (state, code, cache), number in sorted(self._load.ended.items()):
            ended.add_metric([state, code, cache], number)
        yield from (waiting, oldest, ended)
        yield GaugeMetricFamily("vitae_jobs_running", "Analyses that a worker holds.", value=self._load.running)
        yield GaugeMetricFamily("vitae_jobs_retrying", "Analyses that wait for a retry.", value=self._load.retrying)
        yield GaugeMetricFamily("vitae_dead_letters", "Analyses set aside after their attempts.", value=self._load.dead)

    def _counters(self) -> Iterator[Metric]:
        attempts = CounterMetricFamily("vitae_attempts", "Attempts of workers, by their end.", labels=["end", "code"])
        for name, number in sorted(self._tallies.items()):
            kind, *labels = name.split("|")
            if kind == ATTEMPTS:
                attempts.add_metric(labels, number)
        yield attempts
        for name, text in (
            (ROUNDS, "Rounds of all reconcilers."),
            (REPUBLISHED, "Messages that reconcilers sent anew."),
            (SET_ASIDE, "Analyses that reconcilers set aside."),
        ):
            yield CounterMetricFamily(f"vitae_{name}", text, value=self._tallies.get(name, 0))

    def _stages(self) -> Metric:
        stages = HistogramMetricFamily("vitae_stage_seconds", "How long stages of analyses took.", labels=["stage"])
        counted: dict[str, dict[str, float]] = defaultdict(dict)
        for name, number in self._tallies.items():
            kind, *labels = name.split("|")
            if kind == STAGES:
                counted[labels[0]][labels[1]] = number
        ends = [*map(str, STAGE_BUCKETS), "+Inf"]
        for stage, buckets in sorted(counted.items()):
            sums = accumulate(buckets.get(end, 0) for end in ends)
            total = self._tallies.get(name_of(SUMS, stage), 0)
            stages.add_metric([stage], list(zip(ends, sums, strict=True)), sum_value=total)
        return stages
