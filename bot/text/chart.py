"""Charts: rows become a picture, by altair and vl-convert, which hold the interpreter's lock for most of a second.

So this module is a program of its own, as the typesetter is; it asks nobody for anything.
"""

import json
import os
import signal
import sys
from functools import partial
from typing import Any

from bot.text.typeset import FONTS, NICER, work

SVG, PNG = "svg", "png"
WIDTH, BAR = 330, 26  # narrow enough that the letters can be read on an old phone
HEIGHT, LABEL = 220, 180
SCALE = 2.0
INK, MARK, LINE = "#1b1f24", "#0b5394", "#c3c9d0"
FONT = "Noto Sans,sans-serif"
NUMBERS: dict[str, Any] = {"tickMinStep": 1, "format": "d", "tickCount": 6}
GAPS = "break-paths-show-path-domains"  # a number that is not shown breaks the line
FROM_RIGHT, END = "\u2067", "\u2069"  # a line that runs from right to left, whatever it begins or ends with


def draw(_layout: str, data: str, kind: str) -> bytes:
    """The picture (svg or png) of data in JSON: `bars` or `line`, a title, lines under it, rows of label and number.

    `backwards` draws it from right to left, as its words run.
    """
    import vl_convert  # noqa: PLC0415 - 80 MB, and only this process needs them

    vl_convert.register_font_directory(str(FONTS))
    spec = spec_of(json.loads(data))
    if kind == PNG:
        return bytes(vl_convert.vegalite_to_png(spec, scale=SCALE, allowed_base_urls=[]))
    return str(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])).encode()


def spec_of(told: dict[str, Any]) -> str:
    """The chart in Vega-Lite's words."""
    import altair as alt  # noqa: PLC0415 - as above

    backwards = bool(told["backwards"])
    said = partial(_line, backwards=backwards)
    rows = alt.InlineData(values=[{"label": said(row["label"]), "n": row["n"]} for row in told["rows"]])
    under = [said(line) for line in told["subtitle"]]
    title = alt.TitleParams(said(told["title"]), subtitle=under, anchor="end" if backwards else "start")
    draw_rows = _bars if told["kind"] == "bars" else _trend
    drawn = draw_rows(alt.Chart(rows, width=WIDTH), len(told["rows"]), backwards=backwards)
    look = drawn.properties(title=title, background="white").configure(font=FONT)
    look = look.configure_axis(labelColor=INK, gridColor=LINE, labelFontSize=13)
    return str(look.configure_title(fontSize=16, subtitleFontSize=13, color=INK, subtitleColor=INK).to_json())


def _bars(chart: Any, how_many: int, *, backwards: bool) -> Any:
    import altair as alt  # noqa: PLC0415 - as above

    names = alt.Axis(labelLimit=LABEL, orient="right" if backwards else "left")
    across = alt.X("n:Q", title=None, axis=alt.Axis(**NUMBERS), scale=alt.Scale(reverse=backwards))
    bars = chart.mark_bar(color=MARK).properties(height=BAR * max(1, how_many))
    return bars.encode(x=across, y=alt.Y("label:N", sort=None, title=None, axis=names))


def _trend(chart: Any, _: int, *, backwards: bool) -> Any:
    import altair as alt  # noqa: PLC0415 - as above

    names = alt.Axis(labelAngle=45 if backwards else -45, labelOverlap="greedy", labelLimit=LABEL)
    numbers = alt.Axis(orient="right" if backwards else "left", **NUMBERS)
    across = alt.X("label:O", sort=None, title=None, axis=names, scale=alt.Scale(reverse=backwards))
    line = chart.mark_line(color=MARK, point=alt.OverlayMarkDef(color=MARK), strokeWidth=3, invalid=GAPS)
    return line.properties(height=HEIGHT).encode(x=across, y=alt.Y("n:Q", title=None, axis=numbers))


def _line(text: str, *, backwards: bool) -> str:
    return f"{FROM_RIGHT}{text}{END}" if backwards else text


def main() -> None:
    """Work for whoever started this process, behind what answers people; Ctrl+C is for the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(NICER)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
    work(sys.stdin.buffer, answers, draw)


if __name__ == "__main__":
    main()
