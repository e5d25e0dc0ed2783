"""What the gateway counts: how many and of what kind, never whose."""

from dataclasses import dataclass

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

MOMENTS = (0.001, 0.005, 0.02, 0.1, 0.5, 2, 10)  # seconds


@dataclass(frozen=True, slots=True)
class Counts:
    """The counters of one running bot, on the registry that they were made with."""

    updates: Counter
    unreadable: Counter
    unavailable: Counter
    failures: Counter
    refused: Counter
    in_body: Counter
    calls: Counter
    forbidden: Counter
    api_errors: Counter
    web: Counter
    sent: Counter
    pump_ran: Gauge
    seconds: Histogram


def make_counts(registry: CollectorRegistry) -> Counts:
    """Fresh counters, all at nothing."""

    def counter(name: str, meaning: str, *labels: str) -> Counter:
        return Counter(f"fairhearing_{name}", meaning, labels, registry=registry)

    return Counts(
        updates=counter("updates", "Updates read, by kind", "kind"),
        unreadable=counter("updates_unreadable", "Updates that could not be read"),
        unavailable=counter("updates_unavailable", "Updates put off, to come again"),
        failures=counter("updates_failed", "Updates whose handler failed"),
        refused=counter("webhook_refused", "Requests refused at the door, by HTTP status", "status"),
        in_body=counter("replies_in_body", "Replies given in the body of a webhook answer"),
        calls=counter("api_calls", "Calls of the Bot API that were answered well"),
        forbidden=counter("api_forbidden", "Calls refused because the person blocked the bot"),
        api_errors=counter("api_errors", "Calls of the Bot API that went wrong, by code", "code"),
        web=counter("web_requests", "Requests to the monitor and the open figures, by HTTP status", "status"),
        sent=counter("sent", "Messages that people subscribed to, by outcome", "outcome"),
        pump_ran=Gauge(
            "fairhearing_pump_ran_seconds", "When the pump last ran, since 1970; 0: never", registry=registry
        ),
        seconds=Histogram(
            "fairhearing_update_seconds",
            "Time from the lock of the chat to the answer",
            buckets=MOMENTS,
            registry=registry,
        ),
    )
