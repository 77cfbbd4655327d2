"""What happens to the things of a plan, and when: people are hired, products released, money earned, decisions taken, work completed.

A happening is read from a dated line whose clause begins or ends with a word for what happens ("Hire a data engineer", "Launch of the
portal"); what is left of the clause names the thing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from msgspec import Struct

from agent.expressions import expression
from agent.rules.reading.pieces import lead_of
from agent.rules.reading.scopes import PREPOSITION, named_terms
from agent.rules.reading.timelines import Dated
from agent.rules.reading.vocabulary import pattern
from agent.rules.reading.word_index import WordIndex

CLAUSE = expression(r"[;；。:：]\s*|\.\s|\s[–—-]\s|\s\|\s")
LISTED = expression(r"\s*(?:[,、，;/&+]|\s(?:and|und|et|e|y|ed|en)\s)\s*", 0)
BRACKETED = expression(r"\s*[(（][^()（）]*[)）]?")
EDGES = " \t:：–—-*_.,!✅☑✔#"
LONGEST = 160
STAGES = frozenset({"mvpx", "beta", "alpha", "prototyp", "prototype"})  # of a product, as `named_terms` spells them
FEWEST = 2  # words that name a thing
COMPOUND = 10  # letters of a stem that names a thing alone


class Happening(Struct, frozen=True):
    """`name` is what is left of a clause without the word for what happens, `thing` its distinctive stems."""

    thing: frozenset[str]
    name: str
    entry: Dated


class Lines:
    """The dated lines of a document, looked up by words."""

    def __init__(self, lines: Sequence[Dated], language: str) -> None:
        self.lines, self.language = lines, language
        self._told: dict[str, tuple[Happening, ...]] = {}
        self._index = WordIndex([line.text for line in lines])
        self._from_zero = {line.time.timeline for line in lines if line.time.window.first == 0 and line.time.window.unit}

    def saying(self, name: str) -> list[Dated]:
        """The lines that hold a word of a list of the vocabulary."""
        return [self.lines[at] for at in self._index.holding(name)]

    def happening(self, *names: str) -> Iterator[Happening]:
        """What happens by the words of some lists, told by clauses that begin or end with one."""
        seen: set[tuple[int, str]] = set()
        for one in chain.from_iterable(map(self._told_by, names)):
            if (one.entry.line, one.name) not in seen:
                seen.add((one.entry.line, one.name))
                yield one

    def _told_by(self, name: str) -> tuple[Happening, ...]:
        """What happens by the words of one list, worked out once for the rules that ask for it."""
        if name not in self._told:
            told = ((left, entry) for entry in self.saying(name) for left in _left(entry.text, name))
            found = (Happening(named_terms(lead_of(left), self.language), left, entry) for left, entry in told)
            self._told[name] = tuple(one for one in found if one.thing)
        return self._told[name]

    def is_over(self, first: Dated, second: Dated) -> bool:
        """Whether the time of one line surely is over when that of another one begins."""
        end, begins = first.time.period.end, self._begins(second, first)
        if end is None or begins is None:
            return False
        return end < begins or (end == begins and first.time.period.axis != "calendar")

    def has_begun(self, first: Dated, second: Dated) -> bool:
        """Whether the time of one line surely has begun when that of another one begins."""
        begun, begins = first.time.period.latest_start, self._begins(second, first)
        return begun is not None and begins is not None and begun <= begins

    def _begins(self, entry: Dated, other: Dated) -> float | None:
        """The earliest day on which the time of a line may begin, on the axis of another one.

        Where phases count from month 0 they share their months of change, and months 3-6 begin when month 3 is over; a single month beside
        them may be such a moment itself.
        """
        if entry.time.period.axis != other.time.period.axis:
            return None
        moment = other.time.window.first == other.time.window.last
        return entry.time.period.latest_start if self._is_from_zero(entry) and not moment else entry.time.period.start

    def _is_from_zero(self, entry: Dated) -> bool:
        window = entry.time.window
        return entry.time.timeline in self._from_zero and window.first is not None and window.first != window.last


def _left(text: str, name: str) -> Iterator[str]:
    """What is left of the clauses of a line that begin or end with a word of a list."""
    if len(text) > LONGEST:
        return
    words = pattern(name)
    for clause in CLAUSE.split(text):
        for match in words.finditer(clause):
            before, behind = clause[: match.start()], clause[match.end() :]
            ends = not any(map(str.isalpha, BRACKETED.sub("", behind))) or PREPOSITION.match(behind) is not None  # "launch with two piers"
            if not any(map(str.isalpha, before)) or ends:
                left = (before if ends and any(map(str.isalpha, before)) else f"{before} {behind}").strip(EDGES)
                if any(map(str.isalpha, left)):
                    yield left
                break


def is_telling(thing: frozenset[str]) -> bool:
    """Whether stems name one thing: two of them, or a compound."""
    return len(thing) >= FEWEST or any(len(term) >= COMPOUND and term.isalpha() for term in thing)


def is_called(thing: frozenset[str], terms: frozenset[str], most: int) -> bool:
    """Whether the stems of a line are those of a thing and at most so many more; of a thing of one word, its own only."""
    return thing <= terms and len(terms - thing) <= (most if len(thing) >= FEWEST else 0)


def listed_in(name: str) -> list[str]:
    """The parts of a name that lists several things: "sales engineer and developer advocate"."""
    parts = [part.strip(EDGES) for part in LISTED.split(BRACKETED.sub(" ", name))]
    return [part for part in parts if any(map(str.isalpha, part))]
