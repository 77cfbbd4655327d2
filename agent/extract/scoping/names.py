"""The register of names: which item a piece of text means, by id, by title, by the words of its title."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from agent.expressions import expression
from agent.extract.scoping.drafts import Draft
from agent.extract.wording.numbering import fold_id, numbered_reference, outline_reference
from agent.facts import canonical_terms, normalise

_SLUG = expression(r"[^\w]+")
_ID_WORD = expression(r"[^\W_]+(?:[-._#][^\W_]+)*")
_LETTERED = expression(r"(?<= )[A-Z]{1,2}\d[\w.]*$")
_UNNAMED = frozenset({"risk", "team_role"})  # kinds whose titles name nothing else


class Names(Struct, frozen=True):
    """Which item a text names: by id, by title, by the words of its title. Ambiguous titles name nothing; an id that several items
    have names the first of them (of phases the outermost), or the one beside the place that speaks (`scoped`, by the key of what
    encloses it; `namesakes`, all of them). `outlines` holds the numbers of headings that one item each has."""

    ids: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    terms: dict[str, frozenset[str]] = field(default_factory=dict)  # key: words of the title
    by_term: dict[str, tuple[str, ...]] = field(default_factory=dict)
    language: str = ""
    scoped: dict[str, dict[str, str]] = field(default_factory=dict)
    outlines: dict[str, str] = field(default_factory=dict)
    namesakes: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def by_outline(self, text: str) -> str:
        """The key of the one item whose heading has the number that `text` refers to, "" when there is none."""
        return self.outlines.get(outline_reference(text), "")

    def by_id(self, text: str) -> str:
        """The key of the item with exactly this id, "" when there is none."""
        return self.ids.get(fold_id(text), "")

    def by_id_and_words(self, text: str, words: str) -> str:
        """The key of the item with this id; of several the one whose title stands in the words beside it: "Phase 2 (Launch): metrics"."""
        several = self.namesakes.get(fold_id(text), ())
        said = frozenset(canonical_terms(words, self.language)) if several else frozenset()
        titled = [key for key in several if self.terms.get(key) and self.terms[key] <= said]
        return titled[0] if len(titled) == 1 else self.by_id(text)

    def near(self, enclosing: Iterable[str]) -> Names:
        """The register as read inside the items with these keys, innermost first: their own parts come before namesakes elsewhere, not
        before themselves."""
        keys = tuple(enclosing) if self.scoped else ()
        beside = [self.scoped[key] for key in keys if key in self.scoped]
        if not beside:
            return self
        ids = dict(self.ids)
        for found in reversed(beside):
            ids.update({name: key for name, key in found.items() if self.ids.get(name) not in keys})
        return replace(self, ids=ids)

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


def slug(text: str) -> str:
    """Words joined by hyphens, without accents, at most 80 characters."""
    return _SLUG.sub("-", normalise(text)).strip("-")[:80].rstrip("-")


def names_of(groups: Sequence[Sequence[Draft]], keys: Sequence[str], at: Sequence[int], language: str) -> Names:
    """The register of the groups of drafts that are one thing each; `at` gives the group of each draft."""
    titles: dict[str, str] = {}
    outlines: dict[str, str] = {}
    terms: dict[str, frozenset[str]] = {}
    by_term: dict[str, list[str]] = {}
    for group, key in zip(groups, keys, strict=True):
        for draft in group:
            _claim(titles, normalise(draft.title), key)
            if draft.outline:
                _claim(outlines, draft.outline, key)
        if group[0].kind in _UNNAMED:
            continue
        found = frozenset(word for draft in group for word in canonical_terms(draft.title, language))
        terms[key] = found
        for word in found:
            by_term.setdefault(word, []).append(key)
    titles.pop("", None)
    ids, scoped, namesakes = _ids(groups, keys, at)
    told = {title: key for title, key in titles.items() if key}
    told_outlines = {number: key for number, key in outlines.items() if key}
    return Names(ids, told, terms, {word: tuple(found) for word, found in by_term.items()}, language, scoped, told_outlines, namesakes)


def _ids(
    groups: Sequence[Sequence[Draft]], keys: Sequence[str], at: Sequence[int]
) -> tuple[dict[str, str], dict[str, dict[str, str]], dict[str, tuple[str, ...]]]:
    """The key for each id, and for ids of several things those that stand in an item, by that item's key, and all of them."""
    holders: dict[str, dict[int, None]] = {}
    short: dict[str, str] = {}  # "A1" for "Sprint A1", when that is one thing
    for number, group in enumerate(groups):
        for draft in group:
            if draft.id:
                holders.setdefault(fold_id(draft.id), {})[number] = None
            if lettered := _LETTERED.search(draft.id):
                _claim(short, fold_id(lettered.group()), keys[number])
    depths = _depths(groups, at)
    scoped: dict[str, dict[str, str]] = {}
    ids: dict[str, str] = {}
    namesakes: dict[str, tuple[str, ...]] = {}
    for identifier, found in holders.items():
        ids[identifier] = keys[min(found, key=lambda number: (depths[number] if groups[number][0].kind == "phase" else 0, number))]
        if len(found) > 1:
            _scope(identifier, found, groups, keys, at, scoped)
            namesakes[identifier] = tuple(keys[number] for number in found)
    return {name: key for name, key in short.items() if key} | ids, scoped, namesakes


def _scope(
    identifier: str, found: Iterable[int], groups: Sequence[Sequence[Draft]], keys: Sequence[str], at: Sequence[int],
    scoped: dict[str, dict[str, str]],
) -> None:  # fmt: skip
    for number in found:
        parent = next((draft.parent for draft in groups[number] if draft.parent is not None), None)
        if parent is not None:
            scoped.setdefault(keys[at[parent]], {}).setdefault(identifier, keys[number])


def _depths(groups: Sequence[Sequence[Draft]], at: Sequence[int]) -> Mapping[int, int]:
    """How many groups enclose each group; a draft's parent always comes before it."""
    depths: dict[int, int] = {}
    for number, group in enumerate(groups):
        parent = group[0].parent
        depths[number] = 0 if parent is None else depths.get(at[parent], 0) + 1
    return depths


def _claim(titles: dict[str, str], title: str, key: str) -> None:
    """A title that names two things names neither."""
    if titles.setdefault(title, key) != key:
        titles[title] = ""
