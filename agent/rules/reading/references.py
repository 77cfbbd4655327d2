"""References of running text to numbered things ("R7", "phase 5", "appendix B"), and the numbers that the document gives to such things."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from agent.expressions import expression
from agent.facts import canonical_terms
from agent.model.document import Block, Document
from agent.model.quantity import Window
from agent.model.roadmap import Roadmap
from agent.rules.reading.grid import Grid
from agent.rules.reading.orders import orders_in
from agent.rules.reading.scope_words import same_word
from agent.rules.reading.sentences import Sentence
from agent.rules.reading.vocabulary import pattern, words_of

CODE = expression(r"(?<![\w/.#$€£-])([A-Z]{1,4})(-?)([1-9]\d?)(?![\w%/]|[-.,:]\d)")
WORDED = expression(
    r"(?<![\w-])([^\W\d_]{4,16})\s(?:(?:no\.?|nr\.?|n°|nº|number)\s?)?([1-9]\d?|[A-F])(?![\w%'’/]|[-.,:]\d|\s(?:\d|%|million|mio))"
)
# "see §7", "(§7)", "every number in §7": the section of this document, where no other one is named
SIGNED = expression(
    r"(?:[(（]|\b(?:see|in|under|cf\.?|siehe|vgl\.?|unter|ver|em|en|voir|dans|vedi|zie|of)\s)(§\s?([1-9]\d?))(?![\w-]|\.\d|\s?(?:Abs|Satz|(?-i:[A-Z][a-z]{0,8}[A-Z])))",
    re.IGNORECASE,
)
ELSEWHERE = ("`", "](", ".md")
MARKS = expression(r"\A[\W_]+")
NUMBERED_HEADING = expression(r"\W{0,3}(\d{1,2})[.):]?\s+[^\W\d]")
LABEL = expression(r"[^\W\d_]{1,16}[ -]?(?:\d{1,2}|[A-F])(?:\s?[:：.)|]|\s[–—-]\s|$)")
TITLED = expression(r"\*{0,2}(?:\s?[(（]|[:：]|\s[–—-])\s?[*_\"“]{0,2}[^\W\d_]")
HEADS = frozenset({"heading", "item", "paragraph", "fence"})
NUMBER = expression(r"\(?([1-9]\d?|[A-F])[.):]?")
COUNTED = expression(r"\s(?!(?:and|or|to|through|und|oder|bis|y|o|a|e|ou|et|en|tot)\b)[^\W\d_]{3,}")
MANY = ("s", "ate", "ates")
OTHER_PAPER = ".md"  # a section of what a link leads to
FEWEST_CODES, FEWEST_WORDED = 3, 2
FARTHEST = 12  # beyond the last number that is given: farther off it counts something else
PROSE = frozenset({"paragraph", "item", "cell", "footnote"})
LETTERS = "ABCDEFGHIJ"


class Reference(Struct, frozen=True):
    """`text` is in a sentence, and the document numbers things of that sort as `given` says, without this one; `place` is where it
    numbers the last of them."""

    text: str
    sentence: Sentence
    given: str
    place: int

    @property
    def waits(self) -> bool:
        """Whether the sentence tells an order in which it is what comes first."""
        return any(self.text in order.earlier for order in orders_in([self.sentence]))


Head = tuple[int, str]  # a line, and its text without marks


class _Scheme(Struct):
    """The numbers that things of one sort have, with a line of each."""

    numbers: dict[int, int]
    letters: bool = False

    def lacks(self, number: int, fewest: int) -> bool:
        """Whether the numbers count up from one without a gap, and this one is not among them."""
        last = len(self.numbers)
        return last >= fewest and last < number <= last + FARTHEST and self.counts_up()

    def counts_up(self) -> bool:
        """Whether the numbers count up from one without a gap."""
        return set(self.numbers) == set(range(1, len(self.numbers) + 1))


def references_to_nothing(roadmap: Roadmap, grids: Sequence[Grid], sentences: Sequence[Sentence]) -> Iterator[Reference]:
    """Every reference to a number that is beyond those that the document gives, each number once."""
    heads = tuple(_heads(roadmap.document))
    codes, worded = _if_any_counts_up(_codes(roadmap, grids, heads)), _if_any_counts_up(_worded(roadmap, grids, heads))
    if not codes and not worded:
        return
    told: set[str] = set()
    for sentence in sentences:
        if sentence.kind not in PROSE:
            continue
        for reference in (
            *_by_code(sentence, codes),
            *_by_word(sentence, worded, roadmap.language),
            *_by_sign(roadmap.document, sentence, worded),
        ):
            if reference.text.casefold() not in told:
                told.add(reference.text.casefold())
                yield reference


def _if_any_counts_up(schemes: dict[str, _Scheme]) -> dict[str, _Scheme]:
    """No schemes at all where none could lack a number: most texts are then not searched."""
    return schemes if any(scheme.counts_up() for scheme in schemes.values()) else {}


def _by_code(sentence: Sentence, codes: dict[str, _Scheme]) -> Iterator[Reference]:
    matches = list(CODE.finditer(sentence.text)) if codes else []
    named = {(match[1] + match[2], int(match[3])) for match in matches}
    for match in matches:
        scheme = codes.get(match[1] + match[2])
        if scheme and len(scheme.numbers) > 1 and all((match[1] + match[2], number) in named for number in scheme.numbers):
            continue  # "P1 (down), P2, P3, P4 (small)" says what they are
        if scheme and scheme.lacks(int(match[3]), FEWEST_CODES if len(match[1]) == 1 else FEWEST_WORDED):
            last = max(scheme.numbers)
            given = f"{match[1]}{match[2]}1 to {match[1]}{match[2]}{last}"
            yield Reference(match[0], sentence, given, scheme.numbers[last])


def _by_word(sentence: Sentence, worded: dict[str, _Scheme], language: str) -> Iterator[Reference]:
    for match in WORDED.finditer(sentence.text) if worded else ():
        scheme = _called(worded, _stem(match[1], language))
        number = _number(match[2])
        if scheme is None or scheme.letters != match[2].isalpha() or OTHER_PAPER in sentence.text or _is_count(sentence.text, match):
            continue
        if _is_time(sentence, match.start(), match.end()):
            continue
        if _names_other_section(sentence.text, match):
            continue
        if scheme.lacks(number, 1 if pattern("appendix").fullmatch(match[1]) else FEWEST_WORDED):
            last = max(scheme.numbers)
            word = match[1]
            shown = (LETTERS[0], LETTERS[last - 1]) if scheme.letters else ("1", str(last))
            given = f"{word} {shown[0]} to {shown[1]}" if last > 1 else f"{word} {shown[0]}"
            yield Reference(match[0], sentence, given, scheme.numbers[last])


def _by_sign(document: Document, sentence: Sentence, worded: Mapping[str, _Scheme]) -> Iterator[Reference]:
    """A sign for a section, where its lines name no other paper."""
    scheme = worded.get("section") if "§" in sentence.text else None
    own = scheme and not any(mark in line for line in document.lines[sentence.line - 1 : sentence.end_line] for mark in ELSEWHERE)
    for match in SIGNED.finditer(sentence.text) if own else ():
        if scheme and scheme.lacks(int(match[2]), FEWEST_CODES):
            last = max(scheme.numbers)
            yield Reference(match[1], sentence, f"§1 to §{last}", scheme.numbers[last])


def _is_count(text: str, match: re.Match[str]) -> bool:
    """Whether a verb or plural stands before so many of something: "features 10 new boats", "moves 9 cranes"."""
    word = match[1]
    return word.islower() and word.endswith(MANY) and COUNTED.match(text, match.end()) is not None


def _names_other_section(text: str, match: re.Match[str]) -> bool:
    """Whether a section is named with a title, as that of another paper is: "Section 13 (Timeline)", "Section 8: Metrics"."""
    return pattern("section_words").fullmatch(match[1]) is not None and TITLED.match(text, match.end()) is not None


def _called(worded: Mapping[str, _Scheme], stem: str) -> _Scheme | None:
    """The scheme of a word, or of a form of it: "Risiko 4" of "Risiken"."""
    return worded.get(stem) or next((scheme for known, scheme in worded.items() if known and stem and same_word(known, stem)), None)


def _codes(roadmap: Roadmap, grids: Sequence[Grid], heads: Sequence[Head]) -> dict[str, _Scheme]:
    """The codes that items, rows, headings and entries begin with."""
    found: dict[str, _Scheme] = {}
    for item in roadmap.items:
        _note_code(found, item.id, item.span.line)
    for grid in grids:
        for line in grid.lines:
            _note_code(found, line.cells[0].text if line.cells else "", line.line)
    for at, text in heads:
        _note_code(found, text, at)
    return found


def _heads(document: Document) -> Iterator[Head]:
    """What can give a number: headings, entries, and lines of text that begin with a label."""
    for block in document.blocks:
        for at, text in enumerate(block.text.split("\n")) if block.kind in HEADS else ():
            plain = MARKS.sub("", text, count=1)
            bold = not at and any(start <= text.find(plain) < end for start, end in block.bold)
            if bold or block.kind in ("heading", "item") or LABEL.match(plain):
                yield block.line + at, plain


def _note_code(found: dict[str, _Scheme], text: str, line: int) -> None:
    match = CODE.match(text)
    if match:
        scheme = found.setdefault(match[1] + match[2], _Scheme({}))
        scheme.numbers.setdefault(int(match[3]), line)


def _worded(roadmap: Roadmap, grids: Sequence[Grid], heads: Sequence[Head]) -> dict[str, _Scheme]:
    """What headings, bold words and entries number with a word, and the numbered lists and rows below a heading that names their sort."""
    document, language = roadmap.document, roadmap.language
    found: dict[str, _Scheme] = {}
    lists: dict[tuple[int | None, str], dict[int, int]] = defaultdict(dict)
    lettered: dict[tuple[int | None, str], bool] = {}
    for at, text in heads:
        _note_word(found, text, at, language)
    for block in document.blocks:
        if block.kind == "item" and not block.depth and (number := NUMBER.fullmatch(block.marker)):
            lists[block.section, "list"][_number(number[1])] = block.line
            lettered[block.section, "list"] = number[1].isalpha()
    for grid in grids:
        for line in grid.lines:
            text = line.cells[0].text.strip() if line.cells else ""
            _note_word(found, text, line.line, language)
            if number := NUMBER.fullmatch(text):
                lists[grid.block.section, "table"][_number(number[1])] = line.line
                lettered[grid.block.section, "table"] = number[1].isalpha()
    for (section, kind), numbers in lists.items():
        heading = document.blocks[section] if section is not None else None
        for stem in _sorts(heading, document, language) if heading else ():
            scheme = found.get(stem)
            if scheme is None:
                found[stem] = _Scheme(dict(numbers), lettered[section, kind])
    found.pop("", None)
    found.update(_sections(document, language))
    return found


def _sections(document: Document, language: str) -> Iterator[tuple[str, _Scheme]]:
    """The words for a section, where the headings of one level are numbered."""
    numbers: dict[int, dict[int, int]] = defaultdict(dict)
    for block in document.blocks:
        if block.kind == "heading" and (match := NUMBERED_HEADING.match(block.text)):
            numbers[block.depth].setdefault(int(match[1]), block.line)
    for found in sorted(numbers.items())[:1]:
        for word in words_of("section_words"):
            yield _stem(word, language), _Scheme(found[1])


def _note_word(found: dict[str, _Scheme], text: str, line: int, language: str) -> None:
    match = WORDED.match(text)
    if match:
        letters = match[2].isalpha()
        scheme = found.setdefault(_stem(match[1], language), _Scheme({}, letters=letters))
        if scheme.letters == letters:
            scheme.numbers.setdefault(_number(match[2]), line)


def _sorts(heading: Block, document: Document, language: str) -> Iterator[str]:
    """The one word of a heading that a numbered list below it may be called by: "Risks", "House rules"."""
    terms = canonical_terms(heading.text, language)
    if (
        0 < len(terms) <= 2
        and sum(1 for block in document.blocks if block.kind == "heading" and terms[-1] in canonical_terms(block.text, language)) == 1
    ):
        yield terms[-1]


def _stem(word: str, language: str) -> str:
    terms = canonical_terms(word, language)
    return terms[0] if len(terms) == 1 else ""


def _number(text: str) -> int:
    return LETTERS.index(text) + 1 if text.isalpha() else int(text)


def _is_time(sentence: Sentence, start: int, end: int) -> bool:
    """Whether it is a time and no thing: "week 5", but not "sprint 5"."""
    inside = [token.value for token in sentence.tokens if token.start < end and token.end > start and isinstance(token.value, Window)]
    return any(window.unit != "sprint" for window in inside)
