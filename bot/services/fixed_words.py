"""The templates that no table names, and the blocks that the screens ask them for."""

from collections.abc import Mapping

FIXED: Mapping[str, str] = {
    "broadcast/choose": (
        "court courts place day hour languages within days any start start_day start_hour now zone lasts hours"
    ),
    "broadcast/clinic": "label body",
    "broadcast/court-moved": "label body",
    "broadcast/court-status": "label body",
    "broadcast/draft": (
        "body text audience times next_draft next_tested next_submitted next_waiting court place day "
        "hour languages courts within start lasts see test submit approve stop throw_away pause resume "
        "again csv look back"
    ),
    "broadcast/home": (
        "body nothing new which one draft tested submitted waiting sending paused done cancelled expired "
        "not_an_organizer back"
    ),
    "broadcast/look-again": "label body",
    "broadcast/message": "footer teaser read gone",
    "broadcast/progress": (
        "bar line meant accepted blocked failed failed_chat_not_found failed_refused failed_moved "
        "failed_token skipped_quiet_hours skipped_expired skipped_opted_out unknown not_reached "
        "paused_by reading about_unknown caption column_what column_number"
    ),
    "broadcast/refused": (
        "own new_role no_role not_yours author_gone not_now incomplete changed few two_a_day paused_by_another"
    ),
    "broadcast/told": "submitted waiting cancelled test",
    "team/team": (
        "body line more member volunteer organizer administrator only_administrators only_helpers invite link "
        "took none_of_these welcome turned_away news gone revoke sure yes back end_mine"
    ),
    "team/clinics": "body one show zone refused full confirm remove back",
    "counting/answered": "counted at_once not_counted helper",
    "counting/lines": "head body",
    "counting/question": "body and_more rest no yes all",
    "findings/nothing": "title why do",
    "findings/objection": "open late unknown limits",
    "general/acis": "body",
    "general/go": "body",
    "general/ice-call-in": "body",
    "general/lawyer-first": "body",
    "general/not-seen": "body",
    "missed-hearing/result": "head",
    "more-time/result": "head",
    "remind/consent": "body kept on off over no_date",
    "remind/hearing": "body end o_7 o_3 o_1 o_0 looks",
    "remind/labels": "of",
    "remind/list": "title body nothing line deadline beside change_discreet change_zone change_news",
    "remind/message": (
        "discreet show hearing look nudge where after deadline stop seen moved found new_date missed finished "
        "stop_button"
    ),
    "remind/news": "body no yes stop",
    "remind/plan": "body ask ready",
    "remind/said": "on off due due_ask remind_of news no_news seen deleted gone full",
    "remind/zones": "body",
    "scam-check/result": "head none odd_money cash by_chat video_call notary not_in_acis real_page ice do",
    "notice-check/result": (
        "say_aloud call_in no_day found nothing body objection_open objection_late objection_unknown "
        "count objection law back_to_finding back_to_dates dates acis unseen free_help text change "
        "objection law back_to_finding back_to_dates papers dates acis unseen free_help text change "
        "another_paper dates_head dates_heading change_head not_answered text_head"
    ),
    "papers/calendar": "body neutral plain title_neutral title_plain",
    "papers/list": (
        "body motion_to_continue objection reopen_notice reopen_exceptional card checklist lawyer_log summary "
        "calendar make again more back"
    ),
    "papers/motion-to-continue": (
        "body find_lawyer lawyer_unavailable short_notice evidence other_application illness interpreter moved "
        "family_emergency"
    ),
    "papers/objection": "body",
    "papers/reopen-exceptional": "body",
    "papers/reopen-notice": "body",
    "papers/sent": (
        "caption_filed caption_explained motion_to_continue objection reopen_notice reopen_exceptional card "
        "checklist lawyer_log summary calendar"
    ),
    "papers/spots": "back drawing not_drawn",
    "papers/state": "making still_making full not_made",
    "shared/buttons": (
        "done none_of_these pick_date pick_time pick_court unsure keep where back back_to_question "
        "type_again yes_it_says_that menu to_result english more understood go_on free_help "
        "law back_to_page next_card card_before today"
    ),
    "shared/clock": "morning noon afternoon evening night",
    "shared/date_line": "body",
    "shared/heading": "body line card",
    "shared/law": "body last_checked",
    "shared/pickers": "date time court month",
    "shared/printed": "day month",
    "shared/readings": "confirm choose court impossible",
    "shared/state": "in_english machine_drafted",
    "shared/urgent": "today can_wait look tomorrow past missed ordered order_in_hand was_there",
    "shared/zones": "eastern central mountain arizona pacific hawaii puerto_rico saipan",
    "start/about": "short long",
    "start/cancelled": "body nothing",
    "start/commands": (
        "start check remind myreminders moretime missed moved courtday findhelp rights scam language help privacy "
        "broadcast team invite revoke clinics "
        "mydata forget cancel stop"
    ),
    "start/failed": "body",
    "start/forget": "body yes",
    "start/forgotten": "body begin",
    "start/help": "body",
    "start/intro": "body",
    "start/language": "body by_machine native",
    "start/menu": (
        "body check remind go_on go_on_other see more_time missed moved courtday findhelp rights scam acis help "
        "privacy language forget"
    ),
    "start/mydata": (
        "body nothing language until updates no_answers notice_check more_time missed_hearing scam_check "
        "remind reminders"
    ),
    "start/not_understood": "body",
    "start/privacy": "body counts counts_body",
    "start/stop": "body nothing which all",
    "team/silent": "body",
    "team/joined": "volunteer organizer administrator used_up waits confirmed refused ended",
    "walk/note": (
        "not_understood_date not_understood_time not_understood_court not_understood_choice "
        "not_understood_past_day not_understood_ticks day_to_come a_number file"
    ),
    "walk/intent": "body which go_on",
    "walk/resume": "body body_other done done_other go_on see again again_other",
    "walk/taken": "body change",
    "walk/toasts": "stale repeated picture",
    "shared/echo": "court line",
}
