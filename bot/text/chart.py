"""Charts: rows become a picture, by altair and vl-convert, which hold the interpreter's lock for most of a second.

So this module is a program of its own, as the typesetter is; it asks nobody for anything.
"""

import json
import os
import signal
import sys
from typing import Any

from bot.text.typeset import FONTS, NICER, work

SVG, PNG = "svg", "png"
WIDTH, BAR = 560, 26
HEIGHT, LABEL = 200, 260
SCALE = 2.0
INK, MARK, LINE = "#1b1f24", "#0b5394", "#c3c9d0"


def draw(_layout: str, data: str, kind: str) -> bytes:
    """The picture (svg or png) of data in JSON: `bars` or `line`, a title, a subtitle, rows of label and number."""
    import vl_convert  # noqa: PLC0415 - 80 MB, and only this process needs them

    vl_convert.register_font_directory(str(FONTS))
    spec = spec_of(json.loads(data))
    if kind == PNG:
        return bytes(vl_convert.vegalite_to_png(spec, scale=SCALE, allowed_base_urls=[]))
    return str(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])).encode()


def spec_of(told: dict[str, Any]) -> str:
    """The chart in Vega-Lite's words."""
    import altair as alt  # noqa: PLC0415 - as above

    rows = alt.InlineData(values=told["rows"])
    title = alt.TitleParams(told["title"], subtitle=told["subtitle"], anchor="start")
    whole = alt.Axis(tickMinStep=1, format="d")
    if told["kind"] == "bars":
        across = alt.X("n:Q", title=None, axis=whole)
        down = alt.Y("label:N", sort=None, title=None, axis=alt.Axis(labelLimit=LABEL))
        chart = alt.Chart(rows, width=WIDTH, height=BAR * max(1, len(told["rows"]))).mark_bar(color=MARK)
    else:
        across = alt.X("label:O", sort=None, title=None, axis=alt.Axis(labelAngle=-45))
        down = alt.Y("n:Q", title=None, axis=whole)
        chart = alt.Chart(rows, width=WIDTH, height=HEIGHT).mark_line(color=MARK, point=True, strokeWidth=3)
    drawn = chart.encode(x=across, y=down).properties(title=title, background="white")
    look = drawn.configure(font="Noto Sans").configure_axis(labelColor=INK, gridColor=LINE, labelFontSize=12)
    return str(look.configure_title(fontSize=16, subtitleFontSize=13, color=INK, subtitleColor=INK).to_json())


def main() -> None:
    """Work for whoever started this process, behind what answers people; Ctrl+C is for the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(NICER)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
    work(sys.stdin.buffer, answers, draw)


if __name__ == "__main__":
    main()
