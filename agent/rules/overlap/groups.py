"""Pieces that plan the same thing, joined into groups: one finding a group, however many places it names."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from agent.expressions import expression
from agent.extract.wording.words import topic_of
from agent.model.roadmap import Roadmap
from agent.model.span import Span
from agent.rules.reading.moments import scaled
from agent.rules.reading.pieces import Piece, frequency
from agent.rules.reading.scope_words import STEM, has_form, restates
from agent.rules.reading.scopes import is_aspect, is_layer, is_test, sums_up, words_in

COMMON = 40  # a term in more pieces than this finds no pairs
RESTATED_PAIRS = 3  # two places that share so many pieces, and at least half of the smaller one's, are one list written twice
RESTATED_SHARE = 0.5
MOST_EXTRA = 2
CONTAINED = 0.59  # share of weight where one name holds the other
CROSSED = 0.62  # share of weight where each has words of its own
MANY_GROUPS = 6
SHORTEST_ID = 4
RESULTS = frozenset({"deliverable", "milestone"})
MANY_WORDS = 3
SMOOTHING = 10  # a plan of a few lines says little about how rare a word is


BRACKETS = expression(r"\([^()]*\)|[^\w\s]")
REFERRING = expression(
    r"[(（](?:same |see |cf\.|as in |siehe |vgl\.|gleich|vide |mesm|igual |ver |voir |même |см\. |同じ|同上|参照|见|同)", re.IGNORECASE
)
IDENTIFIER = expression(r"\b[A-Za-z]{2,30}_\w{2,40}")
ID = expression(r"`[^`\s]{3,80}`|(?<![\w-])[A-Z]{1,6}-\d{1,4}(?:\.\d{1,3})?(?![\w-])")
STAGE_BEHIND = expression(r"\s+(?:of |for |der |do |da |de |du )?[^\W\d_]{3,}\s?\d{1,3}\W*$")
SERIES = expression(r"\W{0,8}([A-Z]{2,5})-?\d")  # "US-3", "FR-3": a story and the requirement of it
STEP = expression(r"(?:step|schritt|paso|passo|étape|etape|stap|шаг|ステップ|步骤)[-\s]?\d")
TESTS = expression(r"(?<![a-z])tests?(?![a-z])|テスト|测试")  # what a test goes through is planned elsewhere


def candidates(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, Piece]]:
    """Pairs that share a term which is not everywhere, in document order, each once."""
    counts = frequency(pieces)
    by_term: dict[str, list[int]] = defaultdict(list)
    for at, piece in enumerate(pieces):
        for term in piece.terms:
            if 1 < counts[term] <= COMMON:
                by_term[term].append(at)
    pairs = {pair for listed in by_term.values() for pair in combinations(listed, 2)}
    for first, second in sorted(pairs):
        yield pieces[first], pieces[second]


def apart(one: Piece, other: Piece) -> bool:
    """Whether two pieces stand in different places: neither is part of the other, and they are not two lines of one list entry."""
    if one.key and other.key and (one.key in other.lineage or other.key in one.lineage):
        return False
    if _sums_up(one, other) or _sums_up(other, one) or sums_up(one.window, other.window):
        return False
    if one.span.line == other.span.line or _variants(one, other) or _means_else(one, other) or _names_it(one, other):
        return False
    if any(TESTS.search(piece.owner) for piece in (one, other)) or all(STEP.match(piece.owner) for piece in (one, other)):
        return False  # "open the form" in two steps of a procedure
    if of_two_series(one.span.quote, other.span.quote):
        return False
    shared = one.terms & other.terms
    return not is_aspect(shared) and (not is_test(shared) or _is_title(one) or _is_title(other))


def of_two_series(one: str, other: str) -> bool:
    """Whether two names begin with ids of other letters: stories and requirements tell of one thing."""
    first, second = SERIES.match(one), SERIES.match(other)
    return bool(first and second and first[1] != second[1])


def restates_work(roadmap: Roadmap, one: Piece, other: Piece) -> bool:
    """Whether the second place only says again what the first one plans: the result of the work of one stage, a timeline beside the stages,
    a plan of the days within the weeks of the other, a point of the entry above it, or what has an id elsewhere."""
    first, second = stages_around(roadmap, (one,)), stages_around(roadmap, (other,))
    if first != second and any(stages == {""} and restates(piece.headings) for stages, piece in ((first, one), (second, other))):
        return True
    if first == second != {""} and _is_result(one) != _is_result(other):
        return True
    if one.headings == other.headings and abs(one.span.line - other.span.line) <= 1:
        return True
    if any(_refers(roadmap, piece) for piece in (one, other)):
        return True
    return one.headings != other.headings and first != second and (_within(one, other) or _within(other, one))


def _is_result(piece: Piece) -> bool:
    """Whether a piece is a result, or stands below a heading that says so, with or without the stage ("Deliverables Week 3")."""
    heading = STAGE_BEHIND.sub("", piece.headings[-1]) if piece.headings else ""
    return piece.kind in RESULTS or topic_of(heading) == "deliverables"


def _refers(roadmap: Roadmap, piece: Piece) -> bool:
    """Whether a name begins with the id of something else: "Task 8.11 API"."""
    label = piece.label.casefold()
    return any(len(id_) >= SHORTEST_ID and label.startswith(id_) and item.key != piece.key for id_, item in roadmap.by_id.items())


def _within(inner: Piece, outer: Piece) -> bool:
    """Whether one time is a part of the other one: days 11-14 of weeks 1-4."""
    first, second = (scaled(piece.window) if piece.window else None for piece in (inner, outer))
    if first is None or second is None or first.axis != second.axis:
        return False
    starts, ends = (first.start, second.start), (first.end, second.end)
    if starts[0] is None or starts[1] is None or ends[0] is None or ends[1] is None:
        return False
    return starts[1] <= starts[0] and ends[0] <= ends[1] and (starts[0], ends[0]) != (starts[1], ends[1])


def _names_it(one: Piece, other: Piece) -> bool:
    """Whether both lines carry one id: the second refers to the first."""
    return not set(ID.findall(one.span.quote)).isdisjoint(ID.findall(other.span.quote))


def _means_else(one: Piece, other: Piece) -> bool:
    """Whether what stands behind the names tells them apart, or one refers to what was planned before: "(dashboards)", "(assistants)"."""
    if any(REFERRING.search(piece.span.quote) for piece in (one, other)):
        return True
    first, second = IDENTIFIER.findall(one.label), IDENTIFIER.findall(other.label)
    if first and second and set(first).isdisjoint(second):
        return True
    if not one.remark or not other.remark or one.remark & other.terms or other.remark & one.terms:
        return False
    return not any(has_form(other.remark, word) for word in one.remark)


def is_another_thing(one: Piece, other: Piece) -> bool:
    """Whether one name is the other with a new head, or a layer of it: the summary of a heat map is no heat map."""
    shorter, longer = sorted((one, other), key=lambda piece: len(piece.terms))
    if not shorter.terms < longer.terms:
        return False
    return is_layer(longer.terms - shorter.terms) or (shorter.terms < longer.head_phrase and longer.head not in shorter.terms)


def _sums_up(outer: Piece, inner: Piece) -> bool:
    """Whether a deliverable of a phase repeats what a part of the phase holds: results at the end of a sprint."""
    return outer.kind == "deliverable" and outer.owner != inner.owner and outer.owner in inner.lineage


def _variants(one: Piece, other: Piece) -> bool:
    """Whether the headings above are variants of one thing ("iOS app", "Android app"): each has its own part of what all need."""
    if not one.headings or not other.headings or one.headings == other.headings or one.headings[:-1] != other.headings[:-1]:
        return False
    first, second = (BRACKETS.sub(" ", piece.headings[-1]).casefold().split() for piece in (one, other))
    return len(first) > 1 and len(second) > 1 and first[-1] == second[-1] and first[-1].isalpha()


def stages_around(roadmap: Roadmap, group: Sequence[Piece]) -> set[str]:
    """The outermost phases or dated parts of the plan around the pieces of a group; "" where there is none."""
    items = roadmap.by_key
    around = []
    for piece in group:
        phases = [key for key in piece.lineage if key in items and items[key].kind in ("phase", "milestone") and key != piece.key]
        around.append(min(phases, key=lambda key: items[key].span.line, default=""))
    return set(around)


def weights_of(pieces: Sequence[Piece]) -> dict[str, float]:
    """How much each term tells: the logarithm of how few pieces have it."""
    return {term: math.log((len(pieces) + SMOOTHING) / count) for term, count in frequency(pieces).items()}


def closeness(one: Piece, other: Piece, weights: dict[str, float]) -> float:
    """The share of weight that two pieces have in common (0..1), 0 where it is too little to take them for one."""
    shared = (one.terms & other.terms) | (one.terms & other.details) | (one.details & other.terms)
    both = one.terms | other.terms
    share = sum(weights[term] for term in shared) / (sum(weights[term] for term in both) or 1.0)
    smaller = min(len(one.terms), len(other.terms))
    contained = len(shared) == smaller and len(both) - smaller <= MOST_EXTRA
    return share if share >= (CONTAINED if contained else CROSSED) else 0.0


def grouped(pairs: Iterable[tuple[Piece, Piece]]) -> tuple[tuple[Piece, ...], ...]:
    """Connected pieces, each group in document order, groups by their first place."""
    parent: dict[Piece, Piece] = {}

    def root(piece: Piece) -> Piece:
        while parent.setdefault(piece, piece) is not piece:
            parent[piece] = parent[parent[piece]]
            piece = parent[piece]
        return piece

    for one, other in pairs:
        parent[root(other)] = root(one)
    groups: dict[Piece, list[Piece]] = defaultdict(list)
    for piece in parent:
        groups[root(piece)].append(piece)
    return tuple(sorted((tuple(sorted(g, key=_place)) for g in groups.values()), key=lambda group: _place(group[0])))


def without_restated(pairs: Sequence[tuple[Piece, Piece]], pieces: Sequence[Piece]) -> tuple[tuple[Piece, Piece], ...]:
    """Pairs whose two places are not one list written twice: a summary repeats on purpose."""
    sizes: dict[tuple[str, ...], int] = defaultdict(int)
    for piece in pieces:
        for place in _places(piece):
            sizes[place] += 1
    shared: dict[frozenset[tuple[str, ...]], int] = defaultdict(int)
    for one, other in pairs:
        for both in _place_pairs(one, other):
            shared[both] += 1
    return tuple(pair for pair in pairs if not any(_restates(shared, sizes, both) for both in _place_pairs(*pair)))


def _restates(shared: dict[frozenset[tuple[str, ...]], int], sizes: dict[tuple[str, ...], int], both: frozenset[tuple[str, ...]]) -> bool:
    return shared[both] >= RESTATED_PAIRS and shared[both] >= RESTATED_SHARE * min(sizes[place] for place in both)


def _place_pairs(one: Piece, other: Piece) -> set[frozenset[tuple[str, ...]]]:
    return {frozenset((a, b)) for a in _places(one) for b in _places(other) if a != b[: len(a)] and b != a[: len(b)]}


def _places(piece: Piece) -> tuple[tuple[str, ...], ...]:
    """The heading above a piece and each heading above that, as paths."""
    return tuple(piece.headings[:depth] for depth in range(1, len(piece.headings) + 1))


def _place(piece: Piece) -> tuple[int, str]:
    return (piece.span.line, piece.label)


def evidence_of(group: Sequence[Piece]) -> tuple[Span, ...]:
    """Where the pieces of a group are planned."""
    return tuple(piece.span for piece in group)


def is_named_by_place(one: Piece, other: Piece) -> bool:
    """Whether one name says only in which place it stands what the other leaves to its heading: "Radio news" under "Radio"."""
    shorter, longer = sorted((one, other), key=lambda piece: len(piece.terms))
    extra = longer.terms - shorter.terms
    if not extra or not shorter.terms < longer.terms or not shorter.headings or not longer.headings:
        return False
    own, others = longer.headings[-1].casefold(), shorter.headings[-1].casefold()
    return all(word[:STEM] in own and word[:STEM] not in others for word in extra)


def told(groups: Sequence[tuple[Piece, ...]]) -> tuple[tuple[Piece, ...], ...]:
    """The groups; where they are many, those of which a name says much, or is the title of a part of the plan.

    In a large plan short names of details meet by chance.
    """
    if len(groups) < MANY_GROUPS:
        return tuple(groups)
    return tuple(group for group in groups if any(_is_title(piece) for piece in group) or _words(group) >= MANY_WORDS)


def _is_title(piece: Piece) -> bool:
    return piece.span.quote.lstrip().startswith("#")


def _words(group: Sequence[Piece]) -> int:
    return min(words_in(piece.label) for piece in group)


def key_of(group: Sequence[Piece]) -> str:
    """What the group is about, in words that survive edits elsewhere."""
    shared = frozenset.intersection(*(piece.terms for piece in group))
    return "|".join(sorted(shared)) + "||" + "|".join(sorted({piece.place for piece in group}))


def where(piece: Piece, roadmap: Roadmap) -> str:
    """The place of a piece as a message names it: its item, else the heading above it, else its line."""
    owner = roadmap.by_key.get(piece.owner)
    if owner:
        return owner.id or f'"{" ".join(owner.title.split())[:40]}"'
    return f'"{piece.headings[-1][:40]}"' if piece.headings else f"line {piece.span.line}"
