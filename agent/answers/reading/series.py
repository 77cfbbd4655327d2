"""Series: figures of one kind that stand beside each other, so that they can be added, counted and compared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from msgspec import structs

from agent.answers.asking.glossary import concepts_of_words
from agent.answers.asking.words import words
from agent.answers.reading.containers import holder_of
from agent.answers.reading.entry import Entry
from agent.answers.reading.view import KEPT_VIEWS, View
from agent.expressions import expression
from agent.facts import lookup_label, normalise
from agent.facts.folding import fold
from agent.model.quantity import Quantity
from agent.model.roadmap import Fact
from agent.model.token import Token

_TIMES = expression(r"^\W*(\d{1,3})\s*[x×]\s")
_ROW_ID = expression(r"[^\W\d_]{1,6}[-. ]?\d{1,5}(?:\.\d+)*[a-z]?")
_FIGURE = expression(r"(?:[A-Z]{1,2}(?=[$€£¥]))?[^\w\s]{0,3}\s?\d")  # what begins like an amount
_AMOUNT = expression(r"[+~≈<>(−–▲-]{0,2}\s?(?:(?:[A-Z]{1,3}\s?)?[$€£¥₹]\s?\d|\d[\d.,\s]*(?:万|億|亿)?(?:円|元|€|₽)\W*$)")
_EACH = expression(
    r"\b(each|per (?:person|head|member)|apiece|cada|je|jeweils|chacun|chacune|c/u|каждый|каждого|masing-masing)\b|各|每人|每个"
)
_TOTAL = frozenset({"total"})
_SEASONS = frozenset({"summer", "sommer"})  # with the stem of "Summe", of "somme"
_MAIN_KINDS = ("money", "percent", "duration", "count", "ratio", "size", "rate", "score")


@dataclass(frozen=True, slots=True)
class Series:
    """`basis` says what makes the entries siblings: "column", "label" (the same label for several items), "list", "union" of lists.

    "total" is the components of a stated total, which is `total` then.
    """

    basis: str
    label: str
    entries: tuple[Entry, ...]
    holder: int = -1
    total: Entry | None = None

    @property
    def kind(self) -> str:
        return self.entries[0].quantity.kind

    @property
    def unit(self) -> str:
        return self.entries[0].quantity.unit


@lru_cache(maxsize=KEPT_VIEWS)
def entries_of(view: View) -> tuple[Entry, ...]:
    """Every figure of the roadmap with whose it is, in document order."""
    found: list[Entry] = []
    for fact in view.roadmap.facts:
        if fact.quantities:
            found.extend(_entries(view, fact))
    return tuple(dict.fromkeys(found))


def _entries(view: View, fact: Fact) -> Iterable[Entry]:
    unit = unit_at(view, fact.span.line, fact.text)
    if unit < 0:
        return
    item = view.roadmap.by_key.get(fact.item)
    own = view.units[unit]
    subject = fact.subject or (item.title if item else "")
    if own.kind == "row":
        subject = row_name(own.cells)[0]
    elif item is not None and item.span.line == own.line:
        subject = item.title
    label = fact.label or fact.attribute
    total = fact.attribute in ("total", "subtotal") or is_total_text(subject) or is_total_text(fact.label)
    total = total or (own.kind == "heading" and is_total_text(own.text))
    total = total or own.line in view.total_lines
    times = _TIMES.match(own.text)
    count = int(times.group(1)) if times and _EACH.search(fold(own.text)) else 1
    if subject and len(fact.values) > 2 and _heads(fact.values):
        value = fact.values[0].value
        assert isinstance(value, Quantity)
        heads = structs.replace(value, kind="count", unit=subject.lower())
        yield Entry(
            unit, subject, "headcount", "people", heads, fact.values[0].text.rstrip(" ×x"), 1, item.kind if item else "", total, fact.item
        )
    for token in main_tokens(fact.values):
        assert isinstance(token.value, Quantity)
        yield Entry(unit, subject, label, fact.attribute, token.value, token.text, count, item.kind if item else "", total, fact.item)


def row_name(cells: tuple[str, ...]) -> tuple[str, int]:
    """The first worded cell of a row, its id in front, and the place of that cell; an amount ("$9.8M") is no name."""
    named = [place for place, cell in enumerate(cells[:3]) if any(letter.isalpha() for letter in cell)]
    if len(named) > 1 and named[0] == 0 and _ROW_ID.fullmatch(cells[0]):
        second = cells[named[1]]
        if not _ROW_ID.fullmatch(second) and not _FIGURE.match(second):
            return f"{cells[0]} {second}", named[1]
    worded = [place for place, cell in enumerate(cells) if any(letter.isalpha() for letter in cell)]
    first = next((place for place in worded if not _AMOUNT.match(cells[place])), 0)
    return (cells[first] if cells else ""), first


def is_each(text: str) -> bool:
    """Whether a line says that a figure is that of each of several."""
    return _EACH.search(fold(text)) is not None


def _heads(values: tuple[Token, ...]) -> bool:
    """Whether a computation starts with a number of people: "8 × $200K × 12 months"."""
    first, second = values[0], values[1]
    if not isinstance(first.value, Quantity) or first.value.kind not in ("count", "ratio") or first.value.least != int(first.value.least):
        return False
    third = values[2] if second.kind == "operator" else second
    times = (second.kind == "operator" and second.value == "x") or first.value.kind == "ratio"
    return times and isinstance(third.value, Quantity) and third.value.kind == "money"


def main_tokens(values: tuple[Token, ...]) -> tuple[Token, ...]:
    """The figure a text states of each kind: the result behind "=" of a computation, else the first of its kind."""
    equals = [at for at, token in enumerate(values) if token.kind == "operator" and token.value == "="]
    quantities = [(at, token) for at, token in enumerate(values) if isinstance(token.value, Quantity)]
    if equals:
        results = [token for at, token in quantities if at > equals[-1]]
        if results:
            return (results[0],)
    chosen: dict[str, Token] = {}
    for _, token in quantities:
        assert isinstance(token.value, Quantity)
        chosen.setdefault(token.value.kind, token)
    return tuple(chosen[kind] for kind in _MAIN_KINDS if kind in chosen)


def unit_at(view: View, line: int, text: str = "") -> int:
    """The unit on a line, that which holds `text` when there are several; -1 when none."""
    candidates = view.on_line(line)
    for unit in candidates:
        if text and text.strip()[:30] in view.units[unit].text:
            return unit
    return candidates[0] if candidates else -1


def is_total_text(text: str) -> bool:
    """Whether a label speaks of a total: "TOTAL", "Gesamt", "Subtotal", "合計"."""
    meaning = lookup_label(text) if text else None
    if meaning is not None and meaning.is_total:
        return True
    listed = [word.text for word in words(text) if word.text not in _SEASONS]
    named = {
        concept
        for code in ("en", "de", "pt", "es", "fr", "ru", "id", "it", "nl")
        for entry in concepts_of_words(listed, code)
        for concept in entry.concepts
    }
    folded = fold(text)
    return (
        bool(named & _TOTAL)
        or folded.startswith(("subtotal", "sub-total", "zwischensumme", "suma", "somme"))
        or any(mark in folded for mark in ("合計", "总计", "合计", "小計", "小计", "總計"))
    )


@lru_cache(maxsize=KEPT_VIEWS)
def series_of(view: View) -> tuple[Series, ...]:
    """Every series of a roadmap: at least two entries of one kind and unit."""
    entries = [entry for entry in entries_of(view) if not entry.is_total]
    groups: dict[tuple[str, ...], list[Entry]] = {}
    holders: dict[tuple[str, ...], int] = {}
    for entry in entries:
        for key, holder in _keys(view, entry):
            groups.setdefault(key, []).append(entry)
            holders[key] = holder
    found: list[Series] = []
    seen: set[tuple[str, tuple[Entry, ...]]] = set()
    for key, listed in groups.items():
        members = _one_each(listed)
        if len(members) > 1 and (key[0], members) not in seen:
            seen.add((key[0], members))
            found.append(Series(key[0], key[1], members, holders[key]))
    return (*found, *_totalled(view))


def _totalled(view: View) -> list[Series]:
    """The components of every total that the roadmap states and proves by its structure."""
    found: list[Series] = []
    for stated in view.roadmap.totals:
        total = _entry_of(view, stated.stated, stated.value)
        for grouping in stated.groupings[:1]:
            parts = [_entry_of(view, fact, value) for fact, value in grouping]
            entries = tuple(part for part in parts if part is not None)
            if total is not None and len(entries) == len(grouping) > 1:
                found.append(Series("total", f"{total.subject} {total.label}", entries, total.unit, replace(total, is_total=True)))
    return found


def _entry_of(view: View, fact: Fact, value: Quantity) -> Entry | None:
    """The entry of one figure of a fact."""
    known = next((entry for entry in _entries(view, fact) if entry.quantity == value), None)
    unit = unit_at(view, fact.span.line, fact.text)
    if known is not None or unit < 0:
        return known
    text = next((token.text for token in fact.values if token.value == value), fact.text)
    item = view.roadmap.by_key.get(fact.item)
    return Entry(unit, fact.subject, fact.label, fact.attribute, value, text, 1, item.kind if item else "", parent=fact.item)


def _keys(view: View, entry: Entry) -> list[tuple[tuple[str, ...], int]]:
    unit = view.units[entry.unit]
    figure = (entry.quantity.kind, _family(entry.quantity))
    keys: list[tuple[tuple[str, ...], int]] = []
    if unit.kind == "row":
        return [(("column", column_of(view, entry), str(unit.block), *figure), unit.header)]
    label = normalise(entry.label)
    if entry.parent:
        keys.append((("label", label or entry.attribute, entry.of, *figure), -1))
    if label:
        keys.append((("label", label, "", *figure), -1))
    top = view.units[unit.parents[-1]] if unit.parents else unit
    holder = holder_of(top)
    if unit.kind in ("item", "code"):
        keys.append((("list", "", str(holder), str(unit.level), *figure), holder))
        if holder >= 0 and view.units[holder].headings and (not unit.parents or unit.group[0] == "part"):
            section = view.units[holder].headings[0]
            keys.append((("union", "", str(section), *figure), section))
    elif unit.kind == "heading":
        keys.append((("headings", "", str(unit.level), str(unit.headings[:1]), *figure), unit.headings[0] if unit.headings else -1))
    return keys


def column_of(view: View, entry: Entry) -> str:
    """What the column of a row's figure is called; where the figure is named by its row, that of the cell it stands in."""
    unit = view.units[entry.unit]
    names = view.units[unit.header].cells if unit.header >= 0 else ()
    if entry.label != entry.subject or entry.label in names:
        return entry.label
    return next((name for name, cell in zip(names[1:], unit.cells[1:], strict=False) if cell.startswith(entry.text)), entry.label)


def _family(quantity: Quantity) -> str:
    """What must agree for figures to be added: the currency, the time unit; a count's noun only says what is counted."""
    if quantity.kind in ("money", "duration", "size"):
        return f"{quantity.unit}/{quantity.per}"
    return quantity.kind


def _one_each(entries: list[Entry]) -> tuple[Entry, ...]:
    """One entry a unit, in document order."""
    kept: dict[int, Entry] = {}
    for entry in entries:
        kept.setdefault(entry.unit, entry)
    return tuple(kept[unit] for unit in sorted(kept))


ROUNDED = 0.025  # of a total: how far the ends of a range may be off by rounding


def adds_up(entries: Iterable[Entry], total: Entry) -> bool:
    """Whether entries add up to a total as both are rounded; a range to a range at both of its ends."""
    least, most = sum(entry.least for entry in entries), sum(entry.most for entry in entries)
    if least != most and total.quantity.is_range:
        return abs(least - total.least) <= ROUNDED * total.least and abs(most - total.most) <= ROUNDED * total.most
    return least <= total.quantity.high * 1.0005 and total.quantity.low <= most * 1.0005
