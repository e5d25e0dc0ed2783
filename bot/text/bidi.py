"""Latin words and numbers in a text that runs from right to left, set apart so that their own order holds.

In Arabic text the parts of "1-800-898-7180" or of an address change places, since each hyphen and comma takes the
direction of the letters around it (Unicode, annex 9). An isolate (U+2066 to U+2069) keeps a run together. Telegram
takes the direction of a line from its first strong letter: a line that does not begin with an Arabic one gets U+200F.
"""

import re

START, END, RIGHT_TO_LEFT = "\u2066", "\u2069", "\u200f"
PIECE = r"[A-Za-z0-9\u00c0-\u024f$#+@%]+"
BETWEEN = r"(?:[ \u00a0\u202f]|[.,:/'’\-\u2013]|&(?:amp|#39|#x27);){1,3}"
ASIDE = rf" \({PIECE}(?:{BETWEEN}{PIECE})*\)"  # of an address: "Suite 700 (One Riverview Square), Miami"
# A command or an address stays as it is, else a tap does not find it; so do tags, escaped signs and what is apart.
APART = re.compile(
    rf"<[^>]*>|&#?\w+;|{START}[^{END}]*{END}|https?://[^\s<]+|(?<![\w/])/[a-z_]+|(?P<run>{PIECE}(?:{BETWEEN}{PIECE}|{ASIDE})*)"
)
STRONG = re.compile(r"[^\W\d_]")
ARABIC = re.compile(r"[\u0590-\u08ff\ufb1d-\ufefc]")
UNSEEN = re.compile(r"<[^>]*>|&#?\w+;")


def set_apart(text: str) -> str:
    """Give a text of a right-to-left language with its left-to-right runs isolated; a second time changes nothing."""
    return "\n".join(map(_line, text.split("\n")))


def _line(line: str) -> str:
    isolated = APART.sub(lambda found: f"{START}{found[0]}{END}" if found["run"] else found[0], line)
    if line.startswith(RIGHT_TO_LEFT) or not ARABIC.search(line):
        return isolated
    first = STRONG.search(UNSEEN.sub("", line))
    return isolated if first and ARABIC.match(first[0]) else RIGHT_TO_LEFT + isolated
