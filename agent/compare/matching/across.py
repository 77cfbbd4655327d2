"""Which planned things of several roadmaps are the same: by name, by capability, across languages, by meaning; a person may overrule.

Two different things shown as one are worse than a pair that is missed: every threshold here errs that way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, TypeAlias

from agent.compare.lexicon import ENDING, adorning_words
from agent.compare.matching.works import Work
from agent.model.comparison import MatchBasis
from agent.rules.overlap.groups import COMMON, weights_of
from agent.rules.reading.pieces import stage_words
from agent.rules.reading.scope_words import same_word
from agent.versions import Chosen

if TYPE_CHECKING:
    from agent.compare.matching.meaning import Meaning

ENOUGH = 0.72  # a score from which on two names are taken for one thing
TIED = 0.5  # what every two members of a group need at least
SAME_TITLE, SAME_WORDS, OTHER_FORM, SAME_CAPABILITY = 1.0, 0.95, 0.9, 0.9
SAME_PLACE = 0.93  # of a text and its translation
CLOSE_CONCEPTS = 0.8
LEAST_SHARED = 2
MANY = 400  # works with one title or capability that are still compared pair by pair; of a word it is COMMON
Where: TypeAlias = tuple[int, str]  # which roadmap, which item
Parallel: TypeAlias = Mapping[tuple[int, int], Mapping[str, str]]  # items of two roadmaps that stand in the same place of one text
Decided: TypeAlias = Mapping[tuple[int, int], Sequence[Chosen]]  # what a person said of two roadmaps


@dataclass(frozen=True, slots=True)
class Likeness:
    """How sure it is that two names are one thing (0..1), and what that rests on."""

    score: float
    basis: MatchBasis


@dataclass(frozen=True, slots=True)
class Group:
    """One thing that several roadmaps plan: at most one work of each roadmap, in their order; `score` is that of its weakest link."""

    members: tuple[Work, ...]
    score: float
    basis: MatchBasis
    also: tuple[Work, ...] = ()  # further works of the same roadmaps with the same capability


def groups_of(
    works: Sequence[Sequence[Work]], meaning: Meaning | None = None, chosen: Decided | None = None, parallel: Parallel | None = None
) -> tuple[Group, ...]:
    """The things that two or more roadmaps plan, in the order of the first roadmap that does; each work is in one group at most.

    `parallel` says of pairs of roadmaps that are translations which item is which.

    Pairs are joined best first: the surest pair decides, and a group takes in no second work of a roadmap and no work that is unlike
    one of its members.
    """
    likeness = _Likenesses(works, meaning, chosen or {}, parallel or {})
    joined = _Joined()
    for one, other, like in sorted(likeness.pairs, key=lambda pair: (-pair[2].score, _place(pair[0]), _place(pair[1]))):
        joined.join(one, other, like, likeness)
    groups = [_group(members, links) for members, links in joined.groups()]
    taken = {_path(work) for group in groups for work in group.members}
    spare = [work for side in works for work in side if _path(work) not in taken and work.capability and not work.rest]
    return tuple(sorted((_with_also(group, spare) for group in groups), key=lambda group: _place(group.members[0])))


def _path(work: Work) -> Where:
    return work.side, work.item.key


def _place(work: Work) -> tuple[int, int, str]:
    return work.side, work.item.span.line, work.item.key


class _Likenesses:
    """The scores of all pairs that have anything in common."""

    def __init__(self, works: Sequence[Sequence[Work]], meaning: Meaning | None, chosen: Decided, parallel: Parallel) -> None:
        self._weights = weights_of([work.piece for side in works for work in side])
        self._meaning = meaning
        self._known: dict[tuple[Where, Where], Likeness | None] = {}
        self._chosen = {
            ((left, choice.left), (right, choice.right)): choice.same for (left, right), choices in chosen.items() for choice in choices
        }
        self._parallel = {((left, one), (right, other)) for (left, right), keys in parallel.items() for one, other in keys.items()}
        self._bound = {path for pair, same in self._chosen.items() if same for path in pair}
        found = ((one, other, self.of(one, other)) for one, other in _candidates(works, {*self._chosen, *self._parallel}, meaning))
        self.pairs = [(one, other, like) for one, other, like in found if like and like.score >= ENOUGH]

    def of(self, one: Work, other: Work) -> Likeness | None:
        pair = (_path(one), _path(other)) if one.side < other.side else (_path(other), _path(one))
        if pair not in self._known:
            self._known[pair] = self._judge(one, other, pair)
        return self._known[pair]

    def allows(self, one: Work, other: Work) -> bool:
        """Whether two works may be in one group: they are alike enough, or a person put one of them there and did not part them."""
        like = self.of(one, other)
        if like is not None and like.score >= TIED:
            return True
        parted = any(self._chosen.get(pair) is False for pair in ((_path(one), _path(other)), (_path(other), _path(one))))
        return not parted and bool(self._bound & {_path(one), _path(other)})

    def _judge(self, one: Work, other: Work, pair: tuple[Where, Where]) -> Likeness | None:
        decided = self._chosen.get(pair)
        if decided is not None:
            return Likeness(1.0, "mapping") if decided else None
        if any(path in self._bound and self._bound_elsewhere(path, pair) for path in pair):
            return None
        found = likeness(one, other, self._weights)
        if pair in self._parallel and (found is None or found.score < SAME_PLACE):
            return Likeness(SAME_PLACE, "structure")
        meant = self._meaning.likeness(one, other) if self._meaning and (found is None or found.score < ENOUGH) else 0.0
        return Likeness(meant, "meaning") if meant and (found is None or meant > found.score) else found

    def _bound_elsewhere(self, path: Where, pair: tuple[Where, Where]) -> bool:
        """Whether a person gave an item another partner in the roadmap that the pair is about."""
        sides = {pair[0][0], pair[1][0]}
        return any(same and path in known and {known[0][0], known[1][0]} == sides for known, same in self._chosen.items())


def likeness(one: Work, other: Work, weights: Mapping[str, float]) -> Likeness | None:
    """How alike two works are by their names; None when nothing says that they are the same."""
    if one.title == other.title and (len(one.piece.words) > 1 or one.capability or one.is_phase == other.is_phase):
        return Likeness(SAME_TITLE, "title")
    if set(one.title.split()) == set(other.title.split()) and len(one.piece.words) >= LEAST_SHARED and one.is_phase == other.is_phase:
        return Likeness(SAME_WORDS, "words")
    if one.is_phase or other.is_phase:
        same = one.is_phase and other.is_phase and one.piece.terms == other.piece.terms and len(one.piece.terms) >= LEAST_SHARED
        return Likeness(SAME_WORDS, "words") if same else None
    found = [like for like in (_by_capability(one, other), _by_words(one, other, weights), _by_concepts(one, other)) if like]
    return max(found, key=lambda like: like.score, default=None)


def _by_capability(one: Work, other: Work) -> Likeness | None:
    """The same capability and nothing else; a name that says more may be of a part, and is only not against it."""
    mine, theirs = one.capability, other.capability
    if mine is None or theirs is None or mine.capability != theirs.capability:
        return None
    if one.rest == other.rest and mine.alone and theirs.alone:
        return Likeness(SAME_CAPABILITY, "capability")
    return Likeness(TIED, "capability") if not one.rest or not other.rest or one.rest & other.rest else None


def _by_words(one: Work, other: Work, weights: Mapping[str, float]) -> Likeness | None:
    """The same distinctive words, or most of their weight; stages of a thing ("pilot", "v2") are different things."""
    shared = frozenset(term for term in one.piece.terms & other.piece.terms if _same_form(one, other, term, term))
    left, right = one.piece.terms - shared, other.piece.terms - shared
    if len(shared) < LEAST_SHARED and not len(left) == len(right) == 1:
        return None  # most candidates end here: the costly questions come after
    if _names_differ(one, other) or stage_words(one.piece) != stage_words(other.piece):
        return None
    if len(left) == len(right) == 1 and shared:
        (mine,), (theirs,) = left, right
        if same_word(mine, theirs) and _same_form(one, other, mine, theirs):
            return Likeness(OTHER_FORM, "words")
    if len(shared - adorning_words(one.language)) < LEAST_SHARED:
        return None
    if not left and not right:
        return Likeness(SAME_WORDS, "words")
    share = sum(weights[term] for term in shared) / sum(weights[term] for term in shared | left | right)
    return Likeness(round(share, 2), "words") if share >= TIED else None


def _same_form(one: Work, other: Work, mine: str, theirs: str) -> bool:
    """Whether two words with one stem are forms of one word: "personality" is none of "personalization"."""
    return abs(len(one.forms.get(mine, mine)) - len(other.forms.get(theirs, theirs))) <= ENDING


def _names_differ(one: Work, other: Work) -> bool:
    """Whether both name a capability, and not the same."""
    return bool(one.capability and other.capability and one.capability.capability != other.capability.capability)


def _by_concepts(one: Work, other: Work) -> Likeness | None:
    """The same concepts in two languages."""
    if one.language == other.language or _names_differ(one, other):
        return None
    shared, both = one.concepts & other.concepts, one.concepts | other.concepts
    share = len(shared) / len(both) if both else 0.0
    return Likeness(round(min(share, SAME_CAPABILITY), 2), "words") if len(shared) >= LEAST_SHARED and share >= CLOSE_CONCEPTS else None


def _candidates(works: Sequence[Sequence[Work]], chosen: Set[tuple[Where, Where]], meaning: Meaning | None) -> Iterator[tuple[Work, Work]]:
    """Pairs of different roadmaps that share a title, a word that is not everywhere, a capability or a concept, each once."""
    by_feature: dict[str, list[Work]] = defaultdict(list)
    known: dict[Where, Work] = {}
    for side in works:
        for work in side:
            known[_path(work)] = work
            for feature in _features(work):
                by_feature[feature].append(work)
    pairs = {
        (_path(one), _path(other))
        for feature, found in by_feature.items()
        if len(found) <= (MANY if " " in feature else COMMON)
        for one, other in combinations(found, 2)
        if one.side != other.side
    }
    pairs |= {pair for pair in chosen if pair[0] in known and pair[1] in known}
    pairs |= {(_path(one), _path(other)) for one, other in (meaning.near() if meaning else ())}
    for one, other in sorted(pairs):
        yield known[one], known[other]


def _features(work: Work) -> set[str]:
    """What two works may have in common; titles and capabilities have a blank in them, words and concepts none."""
    found = {f"title {work.title}", *work.piece.terms, *(concept for concept in work.concepts if concept.startswith("concept0"))}
    return found | {f"capability {work.capability.capability}"} if work.capability else found


class _Joined:
    """Groups as they grow."""

    def __init__(self) -> None:
        self._of: dict[Where, int] = {}
        self._members: dict[int, list[Work]] = {}
        self._links: dict[int, list[Likeness]] = {}

    def join(self, one: Work, other: Work, like: Likeness, likenesses: _Likenesses) -> None:
        """Puts two works and the groups they are in together, if no roadmap is twice in it and no two members are unlike."""
        left, right = self._with(one), self._with(other)
        if left is right or {work.side for work in left} & {work.side for work in right}:
            return
        if not all(likenesses.allows(a, b) for a in left for b in right):
            return
        number = len(self._links)
        earlier = [link for work in (one, other) for link in self._links.get(self._of.get(_path(work), -1), [])]
        self._links[number] = [like, *earlier]
        members = sorted((*left, *right), key=_place)
        self._members[number] = members
        self._of.update({_path(work): number for work in members})

    def _with(self, work: Work) -> list[Work]:
        """The group that a work is in so far, itself alone at first."""
        return self._members.get(self._of.get(_path(work), -1), [work])

    def groups(self) -> list[tuple[list[Work], list[Likeness]]]:
        return [(self._members[number], self._links[number]) for number in sorted(set(self._of.values()))]


def _group(members: Sequence[Work], links: Sequence[Likeness]) -> Group:
    weakest = min(links, key=lambda like: like.score)
    return Group(tuple(members), weakest.score, weakest.basis)


def _with_also(group: Group, spare: Sequence[Work]) -> Group:
    """The group with what its roadmaps plan of the same capability under further names."""
    names = {work.capability.capability for work in group.members if work.capability}
    sides = {work.side for work in group.members}
    also = tuple(work for work in spare if work.side in sides and work.capability and {work.capability.capability} == names)
    return Group(group.members, group.score, group.basis, also) if also else group
