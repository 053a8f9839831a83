"""How well the drill's models predict a real person's answers, on the public log of py-fsrs."""

from statistics import fmean

from tests.helpers.review_log import (
    LOG,
    forgetting_losses,
    reviews,
    value_losses,
    within_losses,
)

Row = tuple[str, float, float, str]


def rows() -> list[Row]:
    """Log losses in nats, beside the published ones; nothing without the log."""
    if not LOG.exists():
        return []
    log = reviews()
    value = value_losses(log, 0.3)
    slow = value_losses(log, 0.2)
    forgetting = fmean(forgetting_losses(log))
    ours, alone, constant = within_losses(log)
    last = value[int(len(value) * 0.8) :]
    return [
        ("review log: |value, rate .3 − .4741|", 1e-4, abs(fmean(value) - 0.4741), "nats"),
        ("review log: |value, last fifth − .4689|", 1e-4, abs(fmean(last) - 0.4689), "nats"),
        ("review log: |value, rate .2 − .4736|", 1e-4, abs(fmean(slow) - 0.4736), "nats"),
        ("review log: |forgetting curve − .459|", 0.002, abs(forgetting - 0.459), "nats"),
        ("review log: within a day, fitted", 0.4483, ours, "nats"),
        ("review log: fitted less than the value alone by", 0.0, ours - alone, "nats"),
        ("review log: fitted less than a constant by", 0.0, ours - constant, "nats"),
    ]


if __name__ == "__main__":
    for what, target, measured, unit in rows():
        print(f"{what}: {measured:.5f} {unit} (target {target:g})")
