"""One identity per item: which places of a document speak of the same thing, and which item a piece of text names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from agent.extract.drafts import Draft
from agent.extract.numbering import numbered_reference
from agent.facts import canonical_terms, normalise

_SLUG = re.compile(r"[^\w]+")
_ZEROS = re.compile(r"(?<![\d.])0+(?=\d)")
_ID_WORD = re.compile(r"[^\W_]+(?:[-._#][^\W_]+)*")
_KIND_FAMILIES = {"risk": "risk", "team_role": "people"}


@dataclass(frozen=True, slots=True)
class Names:
    """Which item a text names: by id, by title, by the words of its title. Ambiguous names name nothing."""

    ids: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    terms: dict[str, frozenset[str]] = field(default_factory=dict)  # key: words of the title
    by_term: dict[str, tuple[str, ...]] = field(default_factory=dict)
    language: str = ""

    def by_id(self, text: str) -> str:
        """The key of the item with exactly this id, "" when there is none or more than one."""
        return self.ids.get(fold_id(text), "")

    def named(self, text: str) -> str:
        """The key of the item whose id or whole title `text` is, or whose id leads it ("A1 (Import)", "CD-07 Seguro")."""
        if found := self.by_id(text):
            return found
        for word in _ID_WORD.findall(text)[:2]:
            if any(character.isdigit() for character in word) and (found := self.by_id(word)):
                return found
        reference = numbered_reference(text)
        if reference and (found := self.by_id(reference[0])) and text.strip().lower().startswith(reference[0].lower()[:4]):
            return found
        return self.titles.get(normalise(text), "")

    def meant(self, text: str) -> str:
        """Like `named`; else the one item whose title holds all words of `text` ("Security" for "Advanced security framework"),
        or all of whose title's words stand in it."""
        if found := self.named(text):
            return found
        words = frozenset(canonical_terms(text, self.language))
        if not words:
            return ""
        candidates = {key for word in words for key in self.by_term.get(word, ())}
        holding = [key for key in candidates if words <= self.terms[key]]
        if len(holding) == 1:
            return holding[0]
        held = [key for key in candidates if len(self.terms[key]) >= 2 and self.terms[key] <= words]
        return held[0] if len(held) == 1 and not holding else ""


@lru_cache(maxsize=16384)
def fold_id(identifier: str) -> str:
    """One spelling per id: "K-01", "K 1" and "k01" are the same."""
    compact = "".join(ch for ch in identifier.casefold() if ch.isalnum() or ch in ".#+")
    return _ZEROS.sub("", re.sub(r"(?<=[^\W\d_])0+(?=\d)", "", compact)).strip(".")


def identify(drafts: Sequence[Draft], language: str) -> tuple[tuple[str, ...], Names]:
    """A key for each draft (drafts of the same thing share one), and the register of names; `language` is the document's."""
    groups: list[list[Draft]] = []
    at: list[int] = []
    known = _Known({}, {}, {}, {})
    for draft in drafts:
        group = _group_of(draft, groups, at, known, language)
        if group is None:
            group = len(groups)
            groups.append([])
            if draft.id:
                known.by_id.setdefault(fold_id(draft.id), []).append(group)
        parent = at[draft.parent] if draft.parent is not None else None
        known.add(draft, parent, group)
        groups[group].append(draft)
        at.append(group)
    keys = _keys(groups)
    return tuple(keys[group] for group in at), _names(groups, keys, language)


@dataclass(frozen=True, slots=True)
class _Known:
    """Where the groups so far are found: by id; by title, by title and enclosing group, by title of a table row. Titles that come in
    every section ("Tests") are looked for in their own section only."""

    by_id: dict[str, list[int]]
    titled: dict[str, dict[int, None]]
    beside: dict[tuple[str, int | None], dict[int, None]]
    rows: dict[str, dict[int, None]]

    def add(self, draft: Draft, parent: int | None, group: int) -> None:
        title = normalise(draft.title)
        self.titled.setdefault(title, {})[group] = None
        self.beside.setdefault((title, parent), {})[group] = None
        if draft.row >= 0:
            self.rows.setdefault(title, {})[group] = None

    def alike(self, draft: Draft, parent: int | None) -> list[int]:
        """Groups with the draft's title that may be the same thing, in order."""
        title = normalise(draft.title)
        if draft.row >= 0 and parent is None:
            return sorted(self.titled.get(title, ()))
        near = {
            **self.beside.get((title, parent), {}),
            **(self.beside.get((title, None), {}) if draft.row >= 0 else self.rows.get(title, {})),
        }
        return sorted(near)


def _group_of(draft: Draft, groups: list[list[Draft]], at: list[int], known: _Known, language: str) -> int | None:
    """The group that already speaks of the draft's thing."""
    parent = at[draft.parent] if draft.parent is not None else None
    if draft.id:
        for group in known.by_id.get(fold_id(draft.id), ()):
            if _same_by_id(draft, groups[group], parent, at, language):
                return group
    candidates = [group for group in known.alike(draft, parent) if _same_by_title(draft, groups[group], parent, at)]
    return candidates[0] if len(candidates) == 1 else None


def _same_by_id(draft: Draft, group: list[Draft], parent: int | None, at: list[int], language: str) -> bool:
    """The same id names the same thing unless the words say otherwise, or it only counts within another thing ("Week 1")."""
    first = group[0]
    if _family(draft) != _family(first):
        return False
    local = (
        draft.window is not None
        and fold_id(draft.id) not in {fold_id(str(d.id)) for d in group if d.window is None}
        and draft.kind == "phase"
    )
    same_parent = parent == (at[first.parent] if first.parent is not None else None)
    if local and not same_parent and draft.row < 0:
        return False
    named = [d for d in group if d.title and fold_id(d.title) != fold_id(d.id)]
    if not named or fold_id(draft.title) == fold_id(draft.id) or (same_parent and draft.row >= 0):
        return True
    words = set(canonical_terms(draft.title, language))
    return any(not words or words & set(canonical_terms(other.title, language)) for other in named)


def _same_by_title(draft: Draft, group: list[Draft], parent: int | None, at: list[int]) -> bool:
    """The same words name the same thing when one place is a table row or a chart, or both stand in the same thing (or in none)."""
    if not normalise(draft.title) or _family(draft) != _family(group[0]):  # a group is of one family: nothing else is let in
        return False
    ids = {fold_id(other.id) for other in group if other.id} if draft.id else set()
    if ids and fold_id(draft.id) not in ids:
        return False
    for other in group:
        other_parent = at[other.parent] if other.parent is not None else None
        if draft.block == other.block and draft.row >= 0:
            return False
        if draft.row >= 0 or other.row >= 0:
            if parent is None or other_parent is None or parent == other_parent:
                return True
        elif parent == other_parent and draft.block != other.block and (draft.kind == other.kind):
            return True
    return False


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


def slug(text: str) -> str:
    """Words joined by hyphens, without accents, at most 80 characters."""
    return _SLUG.sub("-", normalise(text)).strip("-")[:80].rstrip("-")


def _names(groups: list[list[Draft]], keys: list[str], language: str) -> Names:
    ids: dict[str, str] = {}
    titles: dict[str, str] = {}
    terms: dict[str, frozenset[str]] = {}
    by_term: dict[str, list[str]] = {}
    for group, key in zip(groups, keys, strict=True):
        for draft in group:
            if draft.id:
                ids.setdefault(fold_id(draft.id), key)
            _claim(titles, normalise(draft.title), key)
        if group[0].kind in {"risk", "team_role"}:
            continue
        found = frozenset(word for draft in group for word in canonical_terms(draft.title, language))
        terms[key] = found
        for word in found:
            by_term.setdefault(word, []).append(key)
    titles.pop("", None)
    return Names(
        ids, {title: key for title, key in titles.items() if key}, terms, {word: tuple(found) for word, found in by_term.items()}, language
    )


def _claim(titles: dict[str, str], title: str, key: str) -> None:
    """A title that names two things names neither."""
    if titles.setdefault(title, key) != key:
        titles[title] = ""
