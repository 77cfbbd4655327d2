"""Quotes: true ones hold, changed ones never do."""

from __future__ import annotations

from hypothesis import assume, given, settings
from hypothesis import strategies as some

from agent.documents import read_bytes
from agent.extract import extract
from agent.grounded.ledger import Ledger
from agent.grounded.lines import lines_of
from agent.grounded.reply import Claim, Quote
from agent.grounded.verifying import Grounded, Rejected, spoken, verify
from tests.grounded.plans import PLAN

OTHER = PLAN.replace("Larkspur", "Teasel").replace("450", "470").replace("Mira Solberg", "Ines Falk")
LINES = lines_of([extract(read_bytes(PLAN.encode(), "a.md")), extract(read_bytes(OTHER.encode(), "b.md"))])
WORDED = [n for n in range(1, LINES.count + 1) if (line := LINES.at(n)) is not None and sum(c.isalnum() for c in line.raw) > 3]


def ledger() -> Ledger:
    made = Ledger(LINES)
    made.show(range(1, LINES.count + 1))
    return made


def judged(number: int, words: str, said: str = "It is planned.") -> Grounded | Rejected:
    return verify(Claim(text=said, quotes=(Quote(evidence=number, text=words),)), ledger())


@settings(max_examples=1000)
@given(some.sampled_from(WORDED), some.data())
def test_a_true_quote_holds_and_is_cited_as_it_stands(number: int, data: some.DataObject) -> None:
    line = LINES.at(number)
    assert line is not None
    start = data.draw(some.integers(0, len(line.raw) - 1))
    words = line.raw[start : data.draw(some.integers(start + 1, len(line.raw)))]
    assume(any(character.isalnum() for character in words))
    found = judged(number, words)
    assert isinstance(found, Grounded)
    ((cited, quote),) = found.quotes
    assert quote in cited.raw


@settings(max_examples=1000)
@given(some.sampled_from(WORDED), some.data(), some.characters(min_codepoint=33, max_codepoint=0x2FFF))
def test_a_quote_with_one_changed_character_does_not_hold(number: int, data: some.DataObject, other: str) -> None:
    line = LINES.at(number)
    assert line is not None
    words = line.raw.strip()
    at = data.draw(some.integers(0, len(words) - 1))
    changed = words[:at] + other + words[at + 1 :]
    assume(changed.strip() not in words)  # the ends of a quote are trimmed
    assert isinstance(judged(number, changed), Rejected)


@given(some.sampled_from(WORDED))
def test_a_quote_of_another_document_does_not_hold(number: int) -> None:
    line, half = LINES.at(number), LINES.count // 2
    assert line is not None
    twin = LINES.at(number + half if number <= half else number - half)
    assert twin is not None
    assert twin.path != line.path
    assume(line.raw not in twin.raw)
    assert isinstance(judged(twin.number, line.raw.strip()), Rejected)


@given(some.text(max_size=200))
def test_what_is_said_has_no_link_image_tag_or_invisible_character(text: str) -> None:
    for form in (f"![{text}](http://a.example/x)", f"[a](javascript:{text})", f"<img src={text}>", f"{text}\u200b\U000e0041"):
        said = spoken(form)
        assert "\u200b" not in said
        assert "\U000e0041" not in said
        assert "](" not in said
        assert "<img" not in said


def test_evidence_numbers_in_a_statement_are_taken_out() -> None:
    assert spoken("It costs $450K [E5] (E5, E6) [3], in 2031 (2031).") == "It costs $450K, in 2031 (2031)."
