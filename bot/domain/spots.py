"""Where to look on a paper: which drawing goes with a question, and which spot of it is ringed."""

from collections.abc import Mapping

from bot.domain.facts import Facts

SPOTS: Mapping[str, tuple[str, ...]] = {
    "nta-form": ("nta1", "form-top", "form-foot"),
    "nta-names": ("nta1", "number", "name"),
    "nta-address": ("nta1", "address"),
    "nta-printed": ("nta1", "allegations", "charges"),
    "nta-place": ("nta1", "place"),
    "nta-date": ("nta1", "date"),
    "nta-time": ("nta1", "time"),
    "nta-prompt": ("nta2", "prompt"),
    "nta-service": ("nta2", "service"),
    "notice-names": ("notice", "name", "number"),
    "notice-address": ("notice", "address"),
    "notice-kind": ("notice", "kind"),
    "notice-date": ("notice", "date"),
    "notice-time": ("notice", "time"),
    "notice-place": ("notice", "place"),
    "notice-form": ("notice", "form"),
    "notice-warning": ("notice", "warning"),
    "notice-service": ("notice", "service"),
}
"""Each spot: the drawing, then what is ringed on it."""
ON_EACH: Mapping[str, str] = {
    "hearing_date": "date",
    "hearing_time": "time",
    "hearing_place": "place",
    "address": "address",
    "served_on": "service",
}
ON_ONE: Mapping[str, str] = {
    "document": "nta-form",
    "hearing_form": "notice-form",
    "hearing_kind": "notice-kind",
    "prompt_hearing_signed": "nta-prompt",
    "nta_served_on": "nta-service",
}
PAPERS: Mapping[str, str] = {"nta": "nta", "hearing-notice": "notice"}


def spot_of(step: str, facts: Facts) -> str:
    """The spot that a question looks at on the paper of these facts; empty where there is none to show."""
    if step in ON_ONE:
        return ON_ONE[step]
    paper = PAPERS.get(facts.document or "", "")
    if not paper:
        return ""
    if step in ON_EACH:
        return f"{paper}-{ON_EACH[step]}"
    if step == "faults_printed":
        return "nta-printed" if paper == "nta" else "notice-warning"
    if step == "faults_paper":
        return f"{paper}-{'names' if 'group-names' in facts.flags else 'service'}"
    return ""
