"""Figures that stand side by side and the name that tells each from the others: the cells of a row, the rows of a column, a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from msgspec.structs import replace

from agent.answers.reading.containers import holder_of
from agent.answers.reading.entry import Entry
from agent.answers.reading.inline import inline_members
from agent.answers.reading.measured import all_figures
from agent.answers.reading.scales import on_scale
from agent.answers.reading.units import Unit
from agent.answers.reading.view import KEPT_VIEWS, View, view_of_units
from agent.expressions import expression
from agent.facts import normalise
from agent.facts.folding import fold
from agent.model.quantity import Quantity

LONGEST_NAME = 80
MOST = 60  # members: longer tables are data, whose rows nobody sets against each other by name
_NUMBERS = expression(r"\d+")
_BREAK = expression(r"[,;:.(（，。；：]|\s[-–—]\s")
LONGEST_TAIL = 40  # characters of what is counted
_NOUN = expression(r"[^\W\d_]{2,}(?:\s[^\W\d_]{2,})?")  # the words right behind a figure
_DIGITS = "+~≈<>0123456789.,kKMB$€£ "
_ARROW = expression(r"→|->|=>|➔|➡")


@dataclass(frozen=True, slots=True)
class Family:
    """Members of one kind and scale: `names` tell them apart, `common` names what all are figures of."""

    basis: str  # "row", "column", "list", "label", "heading", "arrow", "sums", "inline"
    entries: tuple[Entry, ...]
    names: tuple[str, ...]
    common: str
    first: int  # place of the name of the first member in `Families.names`
    at: int  # place of the common name


@dataclass(frozen=True, eq=False)
class Families:
    """All families of a roadmap, with small views of the names of members and of what members have in common."""

    view: View
    families: tuple[Family, ...]
    names: View
    commons: View


@lru_cache(maxsize=KEPT_VIEWS)
def families_of(view: View) -> Families:
    """Every family of two members or more, in document order of their first members."""
    groups: dict[tuple[str, ...], list[tuple[Entry, str, str]]] = {}
    for entry in all_figures(view):
        for key, name, common in _keys(view, entry):
            groups.setdefault((*key, *_figure(entry)), []).append((entry, name, common))
    kept = [(key[0], members) for key, found in groups.items() if 1 < len(members := _one_a_name(key[0], found)) <= MOST]
    kept += [("sums", members) for members in _sums(view, kept)]
    kept += [("inline", members) for members in inline_members(view)]
    families: list[Family] = []
    names: list[tuple[int, str]] = []
    commons: list[tuple[int, str]] = []
    for basis, members in kept:
        common = members[0][2]
        families.append(
            Family(
                basis,
                tuple(entry for entry, _, _ in members),
                tuple(name for _, name, _ in members),
                common,
                len(names),
                len(commons),
            )
        )
        names += [(entry.unit, name) for entry, name, _ in members]
        commons.append((members[0][0].unit, common))
    return Families(view, tuple(families), view_of_units(view, names), view_of_units(view, commons))


def _figure(entry: Entry) -> tuple[str, str]:
    quantity = entry.quantity
    return on_scale(quantity)[0], "" if quantity.kind == "rate" else quantity.per


def _keys(view: View, entry: Entry) -> Iterable[tuple[tuple[str, ...], str, str]]:
    """The families an entry may belong to: their key, its own name there, and what all members have in common."""
    unit = view.units[entry.unit]
    if unit.kind == "row" and unit.header >= 0:
        yield ("row", str(entry.unit)), entry.label, entry.subject
        yield ("column", str(unit.block), entry.label), entry.subject, entry.label
        row, column = normalise(entry.subject), normalise(entry.label)
        if row and column and unit.headings:
            yield ("label", row[:LONGEST_NAME], column[:LONGEST_NAME]), _table_name(view, unit), f"{entry.subject} {entry.label}"
        return
    if unit.kind == "heading":
        yield ("heading", str(unit.level), str(unit.headings[:1])), _heading_name(unit.text), ""
        return
    own = own_name(unit.text, entry)
    mark = _ARROW.search(unit.text)
    if mark is not None and _changes(view, unit, entry, mark.start()):
        before, _, after = unit.text.partition(mark[0])
        side = "→" if entry.text in after and entry.text not in before else "←"
        yield ("arrow", str(entry.unit)), side, own_name(before, entry)
        return
    above = _above(view, unit)
    holder = holder_of(unit)
    holders = view.units[holder].text if holder >= 0 else ""
    own, noun = _behind_another(unit.text, entry) or (own, "")
    yield ("list", str(holder), str(unit.level), unit.kind, noun), own, f"{noun} {holders}".strip()
    label = normalise(own)
    if label and above:
        inner = bool(unit.parents) or unit.lead >= 0
        outer = view.units[unit.headings[0]].text if inner and unit.headings else _beyond(view, unit)
        names = f"{above} {outer}" if inner else f"{outer} {above}"
        yield ("label", label[:LONGEST_NAME], noun), names.strip(), f"{own} {noun}".strip()
    numbered = _NUMBERS.sub("#", label)
    if entry.is_total and numbered != label:
        yield ("label", numbered), f"{own} {above}", "total"


def _changes(view: View, unit: Unit, entry: Entry, mark: int) -> bool:
    """Whether an arrow stands between two figures of one scale: "5 days → 1 day", not "highlights (4h) → fewer calls"."""
    tokens = [token for token in view.tokens(unit.index) if isinstance(token.value, Quantity)]
    alike = [token for token in tokens if isinstance(token.value, Quantity) and on_scale(token.value)[0] == on_scale(entry.quantity)[0]]
    return any(token.end <= mark for token in alike) and any(token.start > mark for token in alike)


def _table_name(view: View, unit: Unit) -> str:
    """What tells a table from others with the same rows and columns: the line that introduces it, its heading, and the one above that."""
    lead = view.units[unit.lead].text if unit.lead >= 0 else ""
    heading = view.units[unit.headings[0]].text if unit.headings else ""
    return f"{lead[:LONGEST_NAME]} {heading} {_beyond(view, unit)}".strip()


def _above(view: View, unit: Unit) -> str:
    """What a line stands under: the entry around it, the line that introduces its list, its heading."""
    return next((view.units[place].text for place in (*unit.parents[:1], unit.lead, *unit.headings[:1]) if place >= 0), "")


def _beyond(view: View, unit: Unit) -> str:
    """The heading above the nearest one, where several parts have one of that name: "Targets" of the third and of the fourth quarter."""
    if len(unit.headings) < 2:
        return ""
    name = view.folded[unit.headings[0]]
    alike = [other for other in view.units if other.kind == "heading" and view.folded[other.index] == name]
    return view.units[unit.headings[1]].text if len(alike) > 1 else ""


def own_name(text: str, entry: Entry) -> str:
    """What a line says in front of its figure, behind it where the figure stands first: "Business: 99 €/month", "18 endpoints"."""
    front, _, behind = text.partition(entry.text) if entry.text and entry.text in text else (text, "", "")
    name = front.strip(" :：-–—=*(~≈<>").rstrip("$€£¥₽")[:LONGEST_NAME].strip(" :：-–—=(")
    if name or entry.quantity.kind != "count":
        return name
    noun = entry.text.lstrip("+~≈<>0123456789.,kKM ").strip()  # the reader may take the noun into the figure
    return _BREAK.split(f"{noun} {behind.strip(' :：-–—*')}")[0].strip()[:LONGEST_TAIL].strip()


def _behind_another(text: str, entry: Entry) -> tuple[str, str] | None:
    """The label of a line and what a figure is of that stands behind another one: "lines" of "Code: 17 files, 2,030 lines added"."""
    front, _, behind = text.partition(entry.text)
    label, divided, between = front.partition(":")
    noun = _NOUN.match(f"{entry.text.lstrip(_DIGITS)} {behind}".strip()) if divided and entry.text else None
    told = noun is not None and any(map(str.isdecimal, between)) and not any(map(str.isdecimal, label))
    return (own_name(label, entry), fold(noun[0])) if told and noun is not None else None


def _heading_name(text: str) -> str:
    return text[:LONGEST_NAME]


def _one_a_name(basis: str, found: Sequence[tuple[Entry, str, str]]) -> list[tuple[Entry, str, str]]:
    """One figure for each unit (for the cells of a row: each column) and name; totals only where a total is told from a total."""
    kept: dict[tuple[int, str], tuple[Entry, str, str]] = {}
    for member in found:
        kept.setdefault((member[0].unit, member[1] if basis in ("row", "arrow") else ""), member)
    members = list(kept.values())
    if len({fold(name) for _, name, _ in members}) < 2:
        return []
    return members


def _sums(view: View, kept: Sequence[tuple[str, Sequence[tuple[Entry, str, str]]]]) -> list[list[tuple[Entry, str, str]]]:
    """Amounts under neighbouring heads ("Facilities", "Orchard"), each as one member with their sum.

    They are lists of money, and columns of one label in several tables.
    """
    groups: dict[tuple[str, ...], list[tuple[Entry, str, str]]] = {}
    for basis, members in kept:
        entries = [entry for entry, _, _ in members]
        sample, first = entries[0].quantity, view.units[entries[0].unit]
        holder = first.header if basis == "column" else holder_of(first)
        if basis not in _ADDITIVE or sample.kind not in _ADDITIVE[basis] or holder < 0 or any(entry.is_total for entry in entries):
            continue
        head = view.units[holder]
        if basis == "list" and head.kind == "header":
            continue
        name, common = (head.text, "") if basis == "list" else (_table_name(view, first), entries[0].label)
        key = (str(head.kind), str(head.level), str(holder_of(head))) if basis == "list" else ("column", normalise(common))
        if len({entry.quantity.unit for entry in entries}) == 1 and name:
            total = Entry(holder, name, common, "", _total(entries), " + ".join(entry.text for entry in entries))
            groups.setdefault((*key, sample.unit, sample.per), []).append((total, name[:LONGEST_NAME], common))
    return [members for members in groups.values() if len(members) > 1]


_ADDITIVE = {"list": frozenset({"money"}), "column": frozenset({"money", "duration"})}


def _total(entries: Sequence[Entry]) -> Quantity:
    least, most = sum(entry.least for entry in entries), sum(entry.most for entry in entries)
    return replace(entries[0].quantity, least=least, most=most, low=least, high=most)


def parts_of(view: View, entry: Entry) -> tuple[int, ...]:
    """The units of the amounts that a member with a sum is made of."""
    return tuple(member for member in view.members.get(entry.unit, ()) if any(map(str.isdecimal, view.units[member].text)))
