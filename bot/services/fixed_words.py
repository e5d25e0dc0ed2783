"""The templates that no table names, and the blocks that the screens ask them for."""

from collections.abc import Mapping

FIXED: Mapping[str, str] = {
    "findings/nothing": "title why do",
    "findings/objection": "open late unknown limits",
    "general/acis": "body",
    "general/free-help": "body",
    "general/go": "body",
    "general/ice-call-in": "body",
    "general/lawyer-first": "body",
    "general/missed": "body",
    "general/not-seen": "body",
    "notice-check/result": (
        "say_aloud call_in no_day found nothing body objection_open objection_late objection_unknown "
        "objection law back_to_finding back_to_dates dates acis unseen free_help text change "
        "another_paper dates_head dates_heading change_head not_answered text_head"
    ),
    "shared/buttons": (
        "done none_of_these pick_date pick_time pick_court unsure keep back back_to_question "
        "type_again yes_it_says_that menu to_result english more understood go_on free_help"
    ),
    "shared/clock": "morning noon afternoon evening night",
    "shared/date_line": "body",
    "shared/heading": "body line",
    "shared/law": "body last_checked",
    "shared/pickers": "date time court month",
    "shared/printed": "day month",
    "shared/readings": "confirm choose court impossible",
    "shared/state": "in_english machine_drafted",
    "shared/urgent": "today can_wait look tomorrow past missed ordered order_in_hand was_there",
    "shared/zones": "eastern central mountain arizona pacific hawaii puerto_rico saipan",
    "start/about": "short long",
    "start/cancelled": "body nothing",
    "start/commands": "start check language help privacy mydata forget cancel",
    "start/failed": "body",
    "start/forget": "body yes",
    "start/forgotten": "body begin",
    "start/help": "body",
    "start/intro": "body",
    "start/language": "body by_machine native",
    "start/menu": "body check go_on see missed free_help acis help privacy language forget",
    "start/mydata": "body nothing language until updates no_answers",
    "start/not_understood": "body",
    "start/privacy": "body",
    "start/stop": "body",
    "walk/note": (
        "not_understood_date not_understood_time not_understood_court not_understood_choice "
        "not_understood_past_day not_understood_ticks day_to_come a_number file"
    ),
    "walk/resume": "body done go_on see again",
    "walk/toasts": "stale repeated",
    "shared/echo": "court line",
}
