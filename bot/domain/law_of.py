"""Which authorities stand behind each text that states law, where no rule and no ground names them."""

from collections.abc import Mapping

from bot.domain.grounds import GOOD_CAUSE, Ground
from bot.domain.result import ALL_CLEAR, FREE_HELP, Outcome, ground_template

FILING = ("8-cfr-1003-13", "8-cfr-1003-32")
REOPENING = ("ina-240-b-5-c", "8-cfr-1003-23-b-4-ii", "m-m-l-j")
LAW_OF: Mapping[str, tuple[str, ...]] = {
    "broadcast/look-again": ("acis", "ina-239-a-2"),
    "dates/address-change-5-days": ("ina-239-a-1-f", "8-cfr-1003-15-d", "pm-25-22"),
    "dates/appeal-safe-10-days": ("bia-appeal-rule", "ina-240-b-5-c"),
    "dates/asylum-one-year": ("ina-208-a-2-b",),
    "dates/check-acis": ("acis", "ina-239-a-2"),
    "dates/motion-suggested-by": ("8-cfr-1003-13", "8-cfr-1003-29", "eoir-manual-continuance", "pm-25-21"),
    "dates/reopen-180-days": ("ina-240-b-5-c", "ina-240-e-1", "m-m-l-j"),
    "dates/reopen-any-time": ("ina-240-b-5-c", "8-cfr-1003-23-b-4-ii", "8-usc-1812-g"),
    "findings/nothing": ("8-cfr-1003-15-d",),
    "findings/objection": ("fernandes", "larios-gutierrez"),
    "general/acis": ("acis", "8-cfr-1003-14-a"),
    "general/lawyer-first": ("8-cfr-1292-1", "ina-235-b-1"),
    "more-time/writing": (*GOOD_CAUSE, *FILING, "8-cfr-1003-24-b-2"),
    "more-time/aloud": ("8-cfr-1240-10-a", "c-b", "8-cfr-1240-6"),
    "more-time/before": ("ina-208-a-2-b", "pm-21-06", "eoir-manual-continuance"),
    "missed-hearing/motion": ("8-cfr-1003-23-b-4-ii", "m-m-l-j", "8-cfr-1003-32", "8-cfr-1003-15-d"),
    "missed-hearing/fee": ("8-usc-1812-g", "eoir-fees"),
    "missed-hearing/stay": ("ina-240-b-5-c", "8-cfr-1003-23-b-4-ii", "8-cfr-1241-1-e"),
    "missed-hearing/proof": ("ina-240-e-1", "m-r-a", "s-l-h"),
    "grounds/no-notice": ("campos-chaves", "ina-239-c"),
    "grounds/none-clear": ("ina-240-b-5-c", "bia-appeal-rule"),
    "reasons/interpreter": ("eoir-language-plan",),
    "reasons/moved": ("8-cfr-1003-15-d", "8-cfr-1003-20"),
    "scam-check/result": ("eoir-fraud", "acis", "8-cfr-1292-1", "8-cfr-1003-14-a"),
    "papers/motion-to-continue": (*GOOD_CAUSE, *FILING, "ina-208-a-2-b", "pm-21-06"),
    "papers/objection": ("fernandes", "larios-gutierrez", "ina-235-b-1"),
    "papers/reopen-notice": (*REOPENING, "8-usc-1812-g", "eoir-fees"),
    "papers/reopen-exceptional": (*REOPENING, "ina-240-e-1", "8-usc-1812-g", "eoir-fees"),
    "papers/sent": FILING,
    "moved/first": ("ina-239-a-1-f", "8-cfr-1003-15-d"),
    "moved/court": ("ina-239-a-1-f", "8-cfr-1003-15-d", "8-cfr-1003-32", "pm-25-22"),
    "moved/late": ("8-cfr-1003-15-d", "ina-239-c", "ina-240-b-5-b"),
    "moved/others": ("8-cfr-265-1", "8-cfr-1003-15-d"),
    "moved/hearing": ("ina-239-a-2", "ina-240-b-5-a", "acis"),
    "moved/venue": ("8-cfr-1003-20",),
    "courtday/master": ("8-cfr-1240-10-a", "ina-240-b-5-a"),
    "courtday/individual": ("ina-240-b-4", "8-cfr-1003-32"),
    "courtday/bring": ("8-cfr-1003-32", "acis"),
    "courtday/say": ("8-cfr-1240-10-a", "c-b", "fernandes"),
    "courtday/sign": ("ina-240-b-4", "8-cfr-1240-10-a"),
    "courtday/interpreter": ("8-cfr-1003-22", "eoir-language-plan"),
    "courtday/video": ("ina-240-b-2", "8-cfr-1003-25-c", "eoir-find-court"),
    "courtday/children": ("8-cfr-103-8-c", "ina-240-b-5-a"),
    "courtday/late": ("eoir-manual-late", "ina-240-b-5-a", "s-l-h"),
    "courtday/dismiss": ("eoir-dismissal-mail", "ina-235-b-1"),
    "courtday/asylum": ("c-a-r-r", "h-a-a-v", "c-i-g-m", "c-b"),
    "courtday/arrests": ("courthouse-order", "ina-240-b-5-a"),
    "courtday/leaving": ("sanchez-herbert", "ina-240-b-5-a"),
    "findhelp/first": ("ina-240-b-4",),
    "findhelp/lawyers": ("8-cfr-1003-61", "eoir-pro-bono-list", "ina-240-b-4"),
    "findhelp/who": ("8-cfr-1292-1", "eoir-roster"),
    "findhelp/check": ("8-cfr-1292-1", "eoir-roster"),
    "findhelp/children": ("8-cfr-1003-61", "ina-240-b-4"),
    "findhelp/fraud": ("eoir-fraud", "8-cfr-1292-1"),
    "rights/lawyer": ("ina-240-b-4", "8-cfr-1240-10-a"),
    "rights/time": ("c-b", "8-cfr-1003-29"),
    "rights/free-list": ("ina-239-b-2", "8-cfr-1003-61", "8-cfr-1240-10-a"),
    "rights/notice": ("ina-239-a-1", "ina-239-a-2"),
    "rights/ten-days": ("ina-239-b-1",),
    "rights/plain-words": ("8-cfr-1240-10-a",),
    "rights/interpreter": ("8-cfr-1003-22", "eoir-language-plan"),
    "rights/proof": ("ina-240-b-4", "8-cfr-1240-10-a"),
    "rights/object": ("fernandes", "nchifor"),
    "rights/fear": ("c-b", "ina-208-a-2-b"),
    "rights/appeal": ("8-cfr-1240-10-a", "bia-appeal-rule"),
    "rights/reopen": ("ina-240-b-5-c", "8-cfr-1003-23-b-4-ii"),
}
ALIKE: Mapping[str, str] = {
    "acis": "general/acis",
    "free-help": FREE_HELP,
    "objection": "findings/objection",
    f"f.{ALL_CLEAR}": f"findings/{ALL_CLEAR}",
}


def law_of_paper(paper: str) -> tuple[str, ...]:
    """The authorities behind what is said of a paper before and after it is made, each once."""
    return tuple(dict.fromkeys((*LAW_OF[f"papers/{paper}"], *LAW_OF["papers/sent"])))


def law_of_ground(outcome: Outcome, ground: Ground) -> tuple[str, ...]:
    """The authorities of a ground, then those that only the words about it need."""
    return (*ground.authorities, *LAW_OF.get(ground_template(outcome, ground.id), ()))


def law_behind(outcome: Outcome, page: str) -> tuple[str, ...]:
    """The authorities behind a page of a result; none where it has none, or was not part of this result."""
    kind, _, name = page.partition(".")
    if page in ALIKE:
        return LAW_OF[ALIKE[page]]
    if kind == "g":
        return next((law_of_ground(outcome, g) for g in outcome.grounds if g.id == name), ())
    if kind == "d":
        return LAW_OF[f"dates/{name}"] if name in {d.id for d in outcome.deadlines} else ()
    return LAW_OF.get(f"{outcome.facts.walk}/{name}", ()) if kind == "p" else ()
