"""The table of defects, written down a second time: id, severity, what a report counts, answers that show it."""

from tests.domain.cases import Given

NTA: Given = {"document": "nta"}
MEANS_AN_ORDER = {"past-date", "already-ordered"}


def ticked(*names: str) -> Given:
    return {"document": "nta", "problems": list(names)}


# id, severity as the table has it, counted, answers that show it
TABLE: tuple[tuple[str, str, str, Given], ...] = (
    ("no-date", "object verify", "yes", {"hearing_date": "missing"}),
    ("date-to-be-set", "object", "yes", {"hearing_date": "to-be-set"}),
    ("no-time", "object", "yes", {"hearing_time": "missing"}),
    ("no-place", "object verify", "yes", {"hearing_place": "missing"}),
    ("impossible-date", "object verify", "yes", {"hearing_date": "impossible"}),
    ("weekend", "verify", "yes", {"hearing_date": "2026-11-14"}),
    ("federal-holiday", "verify", "yes", {"hearing_date": "2026-11-11"}),
    ("odd-hour", "verify", "yes", {"hearing_time": "07:29"}),
    ("past-date", "verify reopen", "no", {"hearing_date": "2026-09-15"}),
    ("under-10-days", "time object", "how", {**NTA, "hearing_date": "2026-09-21", "served_on": "2026-09-14"}),
    ("prompt-hearing-signed", "info time", "no", {"prompt_hearing_signed": "yes"}),
    ("wrong-address", "verify", "yes", {"address": "wrong"}),
    ("old-address", "verify reopen", "how", {"address": "old"}),
    ("never-received", "verify reopen", "how", {"served_how": "never", "document": "no-paper"}),
    ("late-notice", "time reopen", "how", {"hearing_date": "2026-11-18", "received_on": "2026-11-18"}),
    ("no-certificate-of-service", "object", "yes", ticked("no-certificate-of-service")),
    ("unsigned", "verify object", "yes", ticked("unsigned")),
    ("no-allegations", "object time", "yes", ticked("no-allegations")),
    ("no-charges", "object time", "yes", ticked("no-charges")),
    ("wrong-name", "verify", "yes", ticked("wrong-name")),
    ("wrong-a-number", "verify", "yes", ticked("wrong-a-number")),
    ("wrong-country", "verify object", "yes", ticked("wrong-country")),
    ("no-counsel-list", "time object", "yes", ticked("no-counsel-list")),
    ("no-consequences-warning", "object reopen", "yes", ticked("no-consequences-warning")),
    ("no-address-warning", "object reopen", "yes", ticked("no-address-warning")),
    ("not-explained", "time info", "yes", ticked("not-explained")),
    ("child-under-14", "object reopen", "no-court", {**NTA, "who": "under-14", "adult_served": "no"}),
    (
        "minor-14-17",
        "info reopen",
        "no-court",
        {**NTA, "who": "14-17", "adult_served": "no", "hearing_place": "phoenix"},
    ),
    ("needs-guardian", "object time", "no-court", {**NTA, "who": "needs-guardian", "adult_served": "no"}),
    ("already-ordered", "reopen", "no", {"ordered": "yes"}),
    ("papers-disagree", "verify", "yes", ticked("papers-disagree")),
    ("acis-differs", "verify", "yes", {"acis": "different"}),
    ("not-in-acis", "verify", "how", {"acis": "no-case"}),
    ("not-a-court-address", "verify", "yes", {"hearing_place": "not-listed"}),
    ("video-without-link", "verify", "yes", {"hearing_form": "video-without-link"}),
    ("time-zone", "info", "no", {"hearing_place": "el-paso"}),
    ("missing-pages", "info verify", "yes", ticked("missing-pages")),
    ("two-ntas", "verify object", "yes", ticked("two-ntas")),
    ("hand-corrected", "verify object", "yes", ticked("hand-corrected")),
    ("signature-not-mine", "object reopen", "no-court", ticked("signature-not-mine")),
    ("money-asked", "verify", "apart", ticked("money-asked")),
    ("not-a-court-paper", "info", "no", {"document": "other-paper"}),
    ("hearing-soon", "time", "no", {"hearing_date": "2026-09-30"}),
    ("detained", "verify", "no", {"detained": "yes"}),
    ("old-paper", "info", "no", {"hearing_date": "2026-09-15", "attended": "yes"}),
    ("acis-earlier", "verify time", "yes", {"hearing_date": "2026-11-18", "acis_date": "2026-11-17"}),
    ("acis-no-hearing", "verify", "yes", {"acis": "no-hearing"}),
    ("ice-order-paper", "verify", "no", {"other_kind": "reinstatement"}),
)
