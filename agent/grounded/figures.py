"""Whether the figures of a statement stand in its evidence: compared as values, with their units, never as loose digits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from msgspec.structs import replace

from agent.expressions import expression
from agent.facts import decide_convention, detect_language, scan
from agent.facts.folding import fold
from agent.facts.lexicon import section, strings
from agent.grounded.ledger import Calculation
from agent.grounded.lines import Line, Lines, quantities, windows
from agent.model.quantity import Quantity, Window
from agent.model.token import Token
from agent.word_lists import read_lists

_FIGURE_WORD = expression(r"\w+(?:[.,':/-]\w+)*")
_WORD = expression(r"[^\W\d_]+")
_HAN_NUMERALS = expression(r"[二三四五六七八九十百千万萬億亿兆两兩]+")
_NO_FIGURE = ("operator", "status", "priority", "reference")  # kinds of tokens
ROUNDING = 0.05  # a computed result may be said rounded, by a twentieth at most


@dataclass(frozen=True)
class Grounds:
    """What a statement rests on: cited lines, results, and texts that code computed (messages of findings)."""

    lines: Lines
    cited: tuple[Line, ...]
    calculations: tuple[Calculation, ...] = ()
    computed: tuple[str, ...] = ()

    def held(self) -> _Held:
        """Every figure that the grounds hold."""
        tokens = [token for line in self.cited for token in self.lines.tokens(line)]
        tokens += [token for text in self.computed for token in scan(text, decide_convention(text))]
        return _Held(
            amounts=tuple(quantities(tokens)),
            times=tuple(windows(tokens)),
            results=tuple(calculation.result for calculation in self.calculations),
            written=frozenset(plain(token.text).strip() for token in tokens),
            texts=self.texts(),
        )

    def texts(self) -> tuple[str, ...]:
        """What they say, as plain folded text: what may be repeated letter by letter."""
        said = [text for line in self.cited for text in (line.open_text, line.open_raw)] + list(self.computed)
        return tuple(plain(text) for text in said)


@dataclass(frozen=True, slots=True)
class _Held:
    """Figures as values, as they are written, and the texts they stand in."""

    amounts: tuple[Quantity, ...]
    times: tuple[Window, ...]
    results: tuple[Quantity, ...]
    written: frozenset[str]
    texts: tuple[str, ...]

    def holds(self, token: Token, together: Sequence[Quantity]) -> bool:
        """Whether a figure of a statement stands here; `together` are all amounts of the statement."""
        if plain(token.text).strip() in self.written:
            return True  # with its unit, letter by letter: one line alone may not tell how its document writes numbers
        said = token.value
        if isinstance(said, Quantity):
            repeats = any(same_amount(said, amount, together) for amount in self.amounts)
            return repeats or any(is_result(said, result) for result in self.results) or _ends_stand(said, self.amounts)
        if isinstance(said, Window) and (_same_time(said, self.times) or _edges_stand(said, self.times)):
            return True
        return _literal(token.text, self.texts)

    @property
    def numbers(self) -> set[float]:
        """The plain values that words of number may say."""
        return {amount.least for amount in (*self.amounts, *self.results) if not amount.is_range}


def in_ascii(text: str) -> str:
    """Full-width, superscript, Arabic and other decimal digits as ASCII."""
    normal = unicodedata.normalize("NFKC", text)
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() and not c.isascii() else c for c in normal)


def plain(text: str) -> str:
    """One spelling for digits and forms of all scripts, folded."""
    return fold(in_ascii(text))


def unfounded(text: str, grounds: Grounds) -> tuple[str, ...]:
    """The figures of `text` that the grounds do not hold, as written; empty when all of them do."""
    normal, held = in_ascii(text), grounds.held()
    tokens = [token for token in scan(normal, decide_convention(normal)) if token.kind not in _NO_FIGURE and _holds_figure(token)]
    covered = [(token.start, token.end) for token in tokens]
    said = quantities(tokens)
    missing = [token.text.strip() for token in tokens if not held.holds(token, said)]
    missing += [word for word in _loose_digits(normal, covered) if not _literal(word, held.texts)]
    numbers = held.numbers
    missing += [word for word, value in _number_words(normal, covered) if value not in numbers and not _literal(word, held.texts)]
    letters = [character for character in text if unicodedata.category(character) == "Nl"]  # numerals of one letter: Ⅳ, 〇
    missing += [letter for letter in letters if not any(letter in line.open_raw for line in grounds.cited)]
    return tuple(dict.fromkeys(missing))


def _holds_figure(token: Token) -> bool:
    return isinstance(token.value, Quantity) or any(character.isdecimal() for character in token.text)


def _ends_stand(said: Quantity, held: Sequence[Quantity]) -> bool:
    """Whether a range is two amounts, each of which stands somewhere: "from $450K to $500K" of what was and what is."""
    ends = [replace(said, low=end, high=end, least=end, most=end) for end in (said.least, said.most)]
    return said.is_range and all(any(not other.is_range and same_amount(end, other) for other in held) for end in ends)


def _edges_stand(said: Window, held: Sequence[Window]) -> bool:
    """Whether a stretch of time begins as one that stands somewhere, and ends as another: "from Q2 to Q3 2031" of what moves."""
    if not said.is_dated or None in (said.start, said.end):
        return False
    return any(said.start == other.start for other in held) and any(said.end == other.end for other in held)


def same_amount(said: Quantity, held: Quantity, together: Sequence[Quantity] = ()) -> bool:
    """Whether one written amount repeats another. One end of a range does so only when `together` says the other end, too."""
    if not _same_unit(said, held) or _opposed(said, held):
        return False
    if _equal(said.least, held.least) and _equal(said.most, held.most):
        return True
    if held.is_range and not said.is_range and (_equal(said.least, held.least) or _equal(said.least, held.most)):
        ends = {end for other in together for end in (held.least, held.most) if _equal(other.least, end) or _equal(other.most, end)}
        return ends == {held.least, held.most}
    return False


def _opposed(said: Quantity, held: Quantity) -> bool:
    """Whether one is a bound from below and the other from above."""
    below, above = ("<", "<="), (">", ">=")
    return (said.comparator in below and held.comparator in above) or (said.comparator in above and held.comparator in below)


def is_result(said: Quantity, result: Quantity) -> bool:
    """Whether an amount says a computed result, rounded as its writing shows."""
    if said.is_range:
        return False
    values = [result.least]
    if said.kind == "percent" and result.kind in ("ratio", "count"):
        values = [result.least * 100]
    elif not _same_unit(said, result):
        return False
    return any(
        _equal(said.least, value) or (said.low <= value <= said.high and abs(said.least - value) <= ROUNDING * abs(value))
        for value in values
    )


def _same_unit(said: Quantity, held: Quantity) -> bool:
    """Same kind and currency or unit. Nouns may differ, because answers translate; an unknown currency is any."""
    plain_kinds = {"count", "score", "ratio"}
    if said.unit != held.unit and (said.unit.startswith(("/", ":")) or held.unit.startswith(("/", ":"))):
        return False  # 9/10 is neither 9 nor 9/18
    if said.kind != held.kind:
        return {said.kind, held.kind} <= plain_kinds and "x" not in (said.unit, held.unit)
    if said.kind == "money":
        return (said.unit == held.unit or not held.unit or not said.unit) and (said.per == held.per or not said.per)
    if said.kind in ("duration", "size", "percent"):
        return said.unit == held.unit
    return said.change == held.change or not said.change


def _equal(first: float, second: float) -> bool:
    return abs(first - second) <= 1e-9 * max(abs(first), abs(second), 1e-9)


def _same_time(said: Window, held: Sequence[Window]) -> bool:
    if said.is_relative:
        return any((said.unit, said.first, said.last) == (other.unit, other.first, other.last) for other in held)
    if not said.is_dated:
        return said.months is not None and any((said.months, said.days) == (other.months, other.days) for other in held)
    if any((said.start, said.end) == (other.start, other.end) for other in held):
        return True
    edges = {edge for other in held if other.precision == "day" for edge in (other.start, other.end)}
    edges |= {other.start for other in held if other.end is None} | {other.end for other in held if other.start is None}
    ends = {said.start, said.end} - {None}
    return (said.precision == "day" or None in (said.start, said.end)) and ends <= edges


def _literal(word: str, texts: Iterable[str]) -> bool:
    """Whether a word or figure stands in one of the texts, not as a part of a longer one."""
    wanted = re.escape(plain(word).strip())
    if not wanted:
        return False
    before = r"(?<![a-z0-9_.,])" if plain(word).strip()[0].isascii() else ""
    after = r"(?![a-z0-9_]|[.,]\d)" if plain(word).strip()[-1].isascii() and plain(word).strip()[-1].isalnum() else ""
    pattern = re.compile(before + wanted + after)
    return any(pattern.search(text) for text in texts)


def _loose_digits(text: str, covered: Sequence[tuple[int, int]]) -> list[str]:
    """Words with digits that no typed figure covers, as wholes: "x12y" does not pass for 12."""
    found: list[str] = []
    for match in _FIGURE_WORD.finditer(text):
        digits = [at for at in range(match.start(), match.end()) if text[at].isdecimal()]
        if any(not _inside(at, covered) for at in digits):
            found.append(match.group())
    return found


def _number_words(text: str, covered: Sequence[tuple[int, int]]) -> list[tuple[str, float | None]]:
    """Numbers written as words that no typed figure covers, with their value where it is plain: "three million" as one, "forty" alone,
    "seven" in "seven of them", numerals in Han."""
    folded = fold(text)
    scales, numbers = _words()
    small = _small_numbers(detect_language(text))
    found: list[tuple[str, float | None]] = [(m.group(), None) for m in _HAN_NUMERALS.finditer(text) if not _inside(m.start(), covered)]
    previous: re.Match[str] | None = None
    for match in _WORD.finditer(folded):
        word = match.group()
        joined = previous is not None and folded[previous.end() : match.start()].strip(" -") == ""
        if word in scales and joined and previous is not None and previous.group() in numbers:
            found.append((folded[previous.start() : match.end()], None))
        elif not _inside(match.start(), covered) and (word in scales or word in small or word in _certain_numbers()):
            found.append((word, small.get(word, _certain_numbers().get(word))))
        previous = match
    return found


def _inside(at: int, covered: Sequence[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in covered)


def _lexicon(key: str) -> frozenset[str]:
    return frozenset(map(fold, strings(read_lists("agent.grounded.lexicon", "numerals.yaml")[key])))


@cache
def _certain_numbers() -> dict[str, float | None]:
    """Number words that are no other word of any language of the lexicon, with their value where it is known."""
    tables = [table for table in section("numbers", "words").values() if isinstance(table, dict)]
    read = {
        fold(str(word)): float(value) for table in tables for word, value in table.items() if isinstance(value, int | float) and value >= 2
    }
    doubtful = _lexicon("doubtful")
    return {**dict.fromkeys(_lexicon("numbers")), **{word: value for word, value in read.items() if word not in doubtful}}


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    """Words of scale, and words of number, folded."""
    read = {fold(str(word)) for table in section("numbers", "words").values() if isinstance(table, dict) for word in table}
    return _lexicon("scales"), frozenset(read) | _lexicon("numbers")


@cache
def _small_numbers(language: str) -> dict[str, float]:
    """The words from two on that one language has for small numbers: in another they may be anything ("due", "once", "dos")."""
    table = section("numbers", "words", language)
    return {fold(str(word)): float(value) for word, value in table.items() if isinstance(value, int | float) and value >= 2}
