"""What is wrong with a message on the page: cut, wider than the phone, in English, running the wrong way."""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

from bot.text.bidi import RIGHT_TO_LEFT
from bot.text.catalog import SOURCE
from bot.text.lint_rules import ENGLISH
from bot.text.words import Words
from tests.browser.phone import Phone

GAP = ("shared/state", "in_english")
QUOTED = re.compile(r"YOU ARE ORDERED|In the matter of|Failure to appear")  # words that stand on papers
SENTENCE = re.compile(rf"{ENGLISH.pattern}.*{ENGLISH.pattern}", re.IGNORECASE)
OPENS, CLOSES = "\u2066\u2067\u2068", "\u2069"
STRONG = {"L": "ltr", "R": "rtl", "AL": "rtl"}
SEEN = """(article, direction) => {
  const log = article.closest(".log"), words = article.querySelector(".words"), found = [];
  const blocks = [words, ...article.querySelectorAll(".key")].filter(Boolean);
  const isWide = node => node.scrollWidth > node.clientWidth + 1;
  const isHigh = node => node.scrollHeight > node.clientHeight + 1;
  const isOutside = ({ left, right }) => left < 0 || right > innerWidth;
  const rangeOf = (from, start, to, end) => {
    const range = document.createRange();
    range.setStart(from, start);
    range.setEnd(to, end);
    return range;
  };
  const texts = node => {
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT), made = [];
    while (walker.nextNode()) made.push(walker.currentNode);
    return made;
  };
  const lines = node => {
    const breaks = texts(node).flatMap(text => [...text.data.matchAll(/\\n/g)].map(({ index }) => [text, index]));
    const starts = [[node, 0], ...breaks.map(([text, index]) => [text, index + 1])];
    return starts.map((start, number) => rangeOf(...start, ...(breaks[number] || [node, node.childNodes.length])));
  };
  const isBroken = range => {
    const boxes = [...range.getClientRects()];
    return boxes.some(box => Math.abs(box.top - boxes[0].top) > box.height / 2);
  };
  const broken = node => texts(node).flatMap(text => [...text.data.matchAll(/[\\p{L}\\p{M}\\p{N}]+/gu)]
    .filter(({ 0: word, index }) => isBroken(rangeOf(text, index, text, index + word.length)))
    .map(([word]) => word).filter(word => !/\\p{Script=Han}/u.test(word)));
  const isTurned = node => node !== words && direction && getComputedStyle(node).direction !== direction
    && (direction === "ltr" || /\\p{Script=Arabic}/u.test(node.textContent));
  const isAstray = line => /\\p{Script=Arabic}/u.test(line.toString())
    && Math.min(...[...line.getClientRects()].map(({ right }) => words.getBoundingClientRect().right - right)) > 6;
  const slate = (window.slate ||= new OffscreenCanvas(48, 48).getContext("2d", { willReadFrequently: true }));
  const known = (window.lettersWithAForm ||= new Set());
  const draw = letter => {
    slate.clearRect(0, 0, 48, 48);
    slate.font = "24px sans-serif";
    slate.fillText(letter, 8, 32);
    return slate.getImageData(0, 0, 48, 48).data.join();
  };
  const formless = node => {
    const letters = new Set(node.textContent.match(/[\\p{L}\\p{N}]/gu));
    const left = [...letters].filter(letter => !known.has(letter) && known.add(letter));
    const box = left.length && draw("\\u0378");
    return left.filter(letter => draw(letter) === box);
  };
  if (document.documentElement.scrollWidth > innerWidth) found.push("the page scrolls sideways");
  if (isWide(log)) found.push("the chat scrolls sideways");
  for (const node of blocks) {
    const name = node.textContent.slice(0, 50);
    if (isWide(node) || isHigh(node) || isOutside(node.getBoundingClientRect())) found.push("cut: " + name);
    if (isTurned(node)) found.push("runs the wrong way: " + name);
    found.push(...broken(node).map(word => "broken word: " + word));
    const boxes = formless(node).join("");
    if (boxes) found.push("a box instead of a letter: " + boxes);
  }
  if (direction === "rtl" && words)
    found.push(...lines(words).filter(isAstray).map(line => "does not begin at the right: " + line));
  return found;
}"""


@dataclass(slots=True)
class Looks:
    """Looks at every message of a phone as it comes, and keeps what is wrong."""

    words: Words
    messages: int = 0
    faults: list[str] = field(default_factory=list)

    async def look(self, phone: Phone) -> None:
        """Look at the newest message, which the phone has just shown."""
        wire = (await phone.messages())[-1]
        self.messages += 1
        direction = "" if offers_languages(wire) else self.words.language.direction
        seen = await phone.newest.evaluate(f"node => ({SEEN})(node, '{direction}')")
        self.faults += [f"message {self.messages}: {fault}" for fault in (*seen, *self.read(wire["text"]))]

    def read(self, text: str) -> list[str]:
        """What is wrong with the words themselves."""
        found = []
        if plain(self.words.block(*GAP, {})) in plain(text):
            found.append("a part is in English")
        if self.words.language.code != SOURCE:
            lines = plain(text).split("\n")
            found += [f"English left: {line}" for line in lines if SENTENCE.search(line) and not QUOTED.search(line)]
        if self.words.language.direction == "rtl":
            lines = [line for line in text.split("\n") if any(unicodedata.bidirectional(s) == "AL" for s in line)]
            found += [f"begins from the left: {line}" for line in lines if direction_of(line) != "rtl"]
        return found


def offers_languages(wire: dict[str, Any]) -> bool:
    """Whether a message is the list of languages, each in its own letters and direction."""
    keys = [key for row in wire.get("reply_markup", {}).get("inline_keyboard", []) for key in row]
    return any(key.get("callback_data", "").startswith("l:") for key in keys)


def plain(text: str) -> str:
    """A text without markup and without the signs that nobody sees."""
    return "".join(sign for sign in re.sub(r"<[^>]*>", "", text) if unicodedata.category(sign) != "Cf")


def direction_of(line: str) -> str:
    """Which way a line runs by its first strong sign outside of isolates (Unicode, annex 9, P2)."""
    depth = 0
    for sign in line:
        depth += (sign in OPENS) - (sign in CLOSES)
        if depth == 0 and (sign == RIGHT_TO_LEFT or unicodedata.bidirectional(sign) in STRONG):
            return "rtl" if sign == RIGHT_TO_LEFT else STRONG[unicodedata.bidirectional(sign)]
    return ""
