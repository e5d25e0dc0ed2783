import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.local_api import ApiError
from bot.local_api.rich_text import cut, parse_html, units
from bot.local_api.wording import tidy

CASES = {
    "bold in two ways": ("<b>a</b><strong>b</strong>", "ab", [("bold", 0, 1), ("bold", 1, 1)]),
    "nested": ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
    "units of UTF-16": ("😀<u>é</u>", "😀é", [("underline", 2, 1)]),
    "named and numbered signs": ("&lt;&#39;&#x1F600;&amp;&quot;", "<'😀&\"", []),
    "a name that Telegram does not know": ("&nbsp;&copy;", "&nbsp;&copy;", []),
    "spoilers": (
        '<tg-spoiler>a</tg-spoiler><span class="tg-spoiler">b</span>',
        "ab",
        [("spoiler", 0, 1), ("spoiler", 1, 1)],
    ),
    "quotes": ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
    "a link without a usable address": ('<a href="#x">a</a>', "a", []),
    "an empty pair": ("<b></b>a", "a", []),
    "an end without a name": ("<s>a</>", "a", [("strikethrough", 0, 1)]),
}


@pytest.mark.parametrize("name", CASES)
def test_html_becomes_text_and_entities(name: str) -> None:
    source, expected, entities = CASES[name]
    text, found = parse_html(source)
    assert text == expected
    assert [(one["type"], one["offset"], one["length"]) for one in found] == entities


def test_a_link_keeps_its_address_and_a_program_its_language() -> None:
    _, (link,) = parse_html('<a href="https://example.org/?a=1&amp;b=2">x</a>')
    assert link["url"] == "https://example.org/?a=1&b=2"
    _, (program,) = parse_html('<pre><code class="language-python">x</code></pre>')
    assert (program["type"], program["language"]) == ("pre", "python")


WRONG = {
    "<b": "Unclosed start tag at byte offset 0",
    "a</b>": "Unexpected end tag at byte offset 1",
    "<b>a</b": "Unclosed end tag at byte offset 4",
    "<a href>x</a>": 'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0',
    "<span>x</span>": 'Tag "span" must have class "tg-spoiler" at byte offset 0',
    "<p>x</p>": 'Unsupported start tag "p" at byte offset 0',
    "1 < 2": 'Unsupported start tag "" at byte offset 2',
}


@pytest.mark.parametrize("source", WRONG)
def test_what_is_wrong_is_said_with_its_place(source: str) -> None:
    with pytest.raises(ApiError) as refusal:
        parse_html(source)
    assert refusal.value.description == f"Bad Request: can't parse entities: {WRONG[source]}"


@given(st.text())
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert parse_html(f"<b>{escaped}</b>")[0] == text


@given(st.text(alphabet="a😀 \n<>/bi&;", max_size=40))
def test_any_source_is_read_or_refused_and_entities_lie_inside(source: str) -> None:
    try:
        text, entities = tidy(*parse_html(source))
    except ApiError:
        return
    for one in entities:
        assert 0 <= one["offset"] < one["offset"] + one["length"] <= units(text)
        assert cut(text, one["offset"], one["offset"] + one["length"])


def test_commands_links_and_addresses_are_found_by_themselves() -> None:
    text, entities = tidy("😀 /check@local_bot or https://example.org/a. me@example.org not/this", [])
    words = [(one["type"], cut(text, one["offset"], one["offset"] + one["length"])) for one in entities]
    assert words == [
        ("bot_command", "/check@local_bot"),
        ("url", "https://example.org/a"),
        ("email", "me@example.org"),
    ]


def test_white_space_at_the_ends_goes_and_entities_move_along() -> None:
    text, entities = tidy("  ab  ", [{"type": "bold", "offset": 0, "length": 6}])
    assert (text, entities) == ("ab", [{"type": "bold", "offset": 0, "length": 2}])
