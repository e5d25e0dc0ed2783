"""All walks, by id: whatever asks questions one after the other stands here."""

from collections.abc import Mapping

from bot.domain.missed_hearing import MISSED_HEARING
from bot.domain.more_time import MORE_TIME
from bot.domain.notice_check import NOTICE_CHECK
from bot.domain.remind import REMIND
from bot.domain.scam_check import SCAM_CHECK
from bot.domain.walk import Walk

WALKS: Mapping[str, Walk] = {w.id: w for w in (NOTICE_CHECK, MORE_TIME, MISSED_HEARING, SCAM_CHECK, REMIND)}
