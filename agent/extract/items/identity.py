"""One identity per item: which places of a document speak of the same thing."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from msgspec import Struct, field

from agent.extract.scoping.drafts import Draft
from agent.extract.scoping.names import Names, names_of, slug
from agent.extract.wording.numbering import fold_id, numbered_reference
from agent.facts import canonical_terms, normalise

_KIND_FAMILIES = {"risk": "risk", "team_role": "people"}
_FEWEST_COUNTED = 2  # rows
_MOST_NAMESAKES = 24  # groups looked at for one id or title: no document that people read has more of them


class _Group(Struct):
    """The drafts of one thing, and what is asked of them again and again: `titles` are the words of each title that says more than
    the id, `free` whether the id was used without a window of its own, `tables` the columns of the tables that have a row for it."""

    number: int
    parent: int | None
    drafts: list[Draft] = field(default_factory=list)
    titles: set[frozenset[str]] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    free: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    blocks: set[int] = field(default_factory=set)
    tables: set[str] = field(default_factory=set)

    def add(self, draft: Draft, language: str) -> None:
        self.drafts.append(draft)
        if draft.window is None:
            self.free.add(fold_id(draft.id))
        if draft.id:
            self.ids.add(fold_id(draft.id))
        if draft.title and fold_id(draft.title) != fold_id(draft.id):
            words = frozenset(canonical_terms(draft.title, language))
            self.titles.add(words)
            self.words |= words
        if draft.row >= 0:
            self.blocks.add(draft.block)
            self.tables.add(draft.columns)


def identify(drafts: Sequence[Draft], language: str) -> tuple[tuple[str, ...], Names]:
    """A key for each draft (drafts of the same thing share one), and the register of names; `language` is the document's."""
    known = _Known(language, _counted_tables(drafts, language))
    for draft in drafts:
        known.place(draft)
    groups = [group.drafts for group in known.groups]
    keys = _keys(groups)
    return tuple(keys[group] for group in known.at), names_of(groups, keys, known.at, language)


class _Known(Struct):
    """The groups so far and where they are found: by id, by the number of a numbered name; by title, by title and enclosing group, by
    title of a table row. Titles that come in every section ("Tests") are looked for in their own section only."""

    language: str
    counting: frozenset[int]  # tables whose running numbers are those of numbered things
    groups: list[_Group] = field(default_factory=list)
    at: list[int] = field(default_factory=list)  # the group of each draft
    by_id: dict[str, dict[int, None]] = field(default_factory=dict)
    by_number: dict[str, dict[int, None]] = field(default_factory=dict)
    titled: dict[str, dict[int, None]] = field(default_factory=dict)
    beside: dict[tuple[str, int | None], dict[int, None]] = field(default_factory=dict)
    rows: dict[str, dict[int, None]] = field(default_factory=dict)

    def place(self, draft: Draft) -> None:
        """Put a draft into the group that already speaks of its thing, or into one of its own."""
        parent = self.at[draft.parent] if draft.parent is not None else None
        found = self._group_of(draft, parent)
        group = _Group(len(self.groups), parent) if found is None else self.groups[found]
        if found is None:
            self.groups.append(group)
        group.add(draft, self.language)
        self.at.append(group.number)
        title = normalise(draft.title)
        self.titled.setdefault(title, {})[group.number] = None
        self.beside.setdefault((title, parent), {})[group.number] = None
        if draft.row >= 0:
            self.rows.setdefault(title, {})[group.number] = None
        if draft.id:
            self.by_id.setdefault(fold_id(draft.id), {})[group.number] = None
        if reference := numbered_reference(draft.id) if draft.id else None:
            self.by_number.setdefault(reference[0].rpartition(" ")[2], {})[group.number] = None

    def _group_of(self, draft: Draft, parent: int | None) -> int | None:
        if draft.id:
            alike = islice(self.by_id.get(fold_id(draft.id), ()), _MOST_NAMESAKES)
            for number in sorted(alike, key=lambda number: (parent is not None and self.groups[number].parent != parent, number)):
                if self._same_by_id(draft, self.groups[number], parent):
                    return number
        candidates = [number for number in self._alike(draft, parent) if self._same_by_title(draft, self.groups[number], parent)]
        if len(candidates) == 1:
            return candidates[0]
        return self._numbered(draft) if draft.block in self.counting and not candidates else None

    def _alike(self, draft: Draft, parent: int | None) -> list[int]:
        """Groups with the draft's title that may be the same thing, in order."""
        title = normalise(draft.title)
        if draft.row >= 0 and parent is None:
            return sorted(islice(self.titled.get(title, ()), _MOST_NAMESAKES))
        near = [*islice(self.beside.get((title, parent), ()), _MOST_NAMESAKES)]
        other = self.beside.get((title, None), {}) if draft.row >= 0 else self.rows.get(title, {})
        return sorted({*near, *islice(other, _MOST_NAMESAKES)})

    def _same_by_id(self, draft: Draft, group: _Group, parent: int | None) -> bool:
        """The same id names the same thing unless the words say otherwise, or it only counts within another thing ("Week 1")."""
        first = group.drafts[0]
        if _family(draft) != _family(first):
            return False
        local = draft.window is not None and fold_id(draft.id) not in group.free and draft.kind == "phase"
        same_parent = parent == group.parent
        if local and not same_parent and draft.row < 0:
            return False
        apart = self._apart(parent, group.parent)
        own_title = fold_id(draft.title) != fold_id(draft.id)
        if apart and draft.row >= 0 and not own_title and draft.columns in group.tables:
            return False
        if not group.titles or not own_title or (same_parent and draft.row >= 0):
            return True
        words = frozenset(canonical_terms(draft.title, self.language))
        if not apart:
            return frozenset() in group.titles or bool(words & group.words)
        if draft.kind == first.kind == "phase" and draft.row < 0 and first.row < 0:
            return False
        return any(_mostly(words, other) for other in group.titles)

    def _apart(self, one: int | None, other: int | None) -> bool:
        """Whether two groups enclose different things: both there, and neither inside the other."""
        return one is not None and other is not None and one not in self._above(other) and other not in self._above(one)

    def _above(self, group: int) -> set[int]:
        """The group and all that enclose it."""
        found: set[int] = set()
        at: int | None = group
        while at is not None and at not in found:
            found.add(at)
            at = self.groups[at].parent
        return found

    def _same_by_title(self, draft: Draft, group: _Group, parent: int | None) -> bool:
        """The same words name the same thing when one place is a table row or a chart, or both stand in the same thing (or in none).
        Two tables with the same columns speak of two things: each of its own section."""
        if not normalise(draft.title) or _family(draft) != _family(group.drafts[0]):
            return False
        if draft.id and group.ids and fold_id(draft.id) not in group.ids:
            return False
        if draft.row >= 0 and (draft.block in group.blocks or (draft.columns and draft.columns in group.tables)):
            return False
        return any(self._same_place(draft, other, parent) for other in islice(group.drafts, _MOST_NAMESAKES))

    def _same_place(self, draft: Draft, other: Draft, parent: int | None) -> bool:
        other_parent = self.at[other.parent] if other.parent is not None else None
        if draft.row >= 0 or other.row >= 0:
            return parent is None or other_parent is None or parent == other_parent
        if _is_stretch(draft) and _is_stretch(other):
            return False  # "Medium term (6-12 months)" in the section of each component
        return parent == other_parent and draft.block != other.block and draft.kind == other.kind

    def _numbered(self, draft: Draft) -> int | None:
        """The one numbered thing whose number a row counts and whose name it has: row 3 "Draft the survey" is "Step 3: Survey"."""
        words = frozenset(canonical_terms(draft.title, self.language))
        found = [
            number
            for number in islice(self.by_number.get(draft.number, ()), _MOST_NAMESAKES)
            if _family(draft) == _family(self.groups[number].drafts[0])
            and draft.block not in self.groups[number].blocks
            and any(_mostly(words, other) for other in self.groups[number].titles)
        ]
        return found[0] if len(found) == 1 else None


def _counted_tables(drafts: Sequence[Draft], language: str) -> frozenset[int]:
    """The tables of which at least two rows have the number and the name of a numbered thing."""
    numbered: dict[str, list[frozenset[str]]] = {}
    for draft in drafts:
        if draft.row < 0 and draft.id and (reference := numbered_reference(draft.id)):
            words = frozenset(canonical_terms(draft.title, language))
            numbered.setdefault(reference[0].rpartition(" ")[2], []).append(words)
    found: dict[int, int] = {}
    for draft in drafts:
        if draft.number and draft.number in numbered:
            words = frozenset(canonical_terms(draft.title, language))
            alike = any(_mostly(words, other) for other in numbered[draft.number][:_MOST_NAMESAKES])
            found[draft.block] = found.get(draft.block, 0) + alike
    return frozenset(block for block, count in found.items() if count >= _FEWEST_COUNTED)


def _is_stretch(draft: Draft) -> bool:
    """Whether a draft is a section that only says when what stands in it comes."""
    return draft.kind == "phase" and not draft.id and draft.window is not None and draft.window.is_relative and draft.end_line > draft.line


def _mostly(words: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two titles share more than half of the shorter one's words."""
    return len(words & other) * 2 > min(len(words), len(other)) or words == other


def _family(draft: Draft) -> str:
    return _KIND_FAMILIES.get(draft.kind, "work")


def _keys(groups: list[list[Draft]]) -> list[str]:
    taken: dict[str, int] = {}
    keys: list[str] = []
    for group in groups:
        identifier = next((draft.id for draft in group if draft.id), "")
        base = slug(identifier) or slug(group[0].title) or "item"
        taken[base] = taken.get(base, 0) + 1
        keys.append(base if taken[base] == 1 else f"{base}~{taken[base]}")
    return keys
