"""Figures and fields that another version states otherwise: of items, of the plan as a whole, and targets told in sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence

from agent.expressions import expression
from agent.facts import lookup_label, normalise
from agent.facts.convention import Convention
from agent.facts.scan import scan
from agent.model.comparison import ChangeKind
from agent.model.quantity import Quantity
from agent.model.roadmap import Item, Metric
from agent.model.token import Token
from agent.versions.change import Change
from agent.versions.fields import Field, Named, fields_of, paired, stated
from agent.versions.pair import VersionPair

SENTENCE = 3  # words
DIGIT = expression(r"\d")


def figure_changes(versions: VersionPair) -> Iterator[Change]:
    """Fields with another value, and those that only one version states of an item or of the plan."""
    was, now = fields_of(versions.before), fields_of(versions.after)
    everywhere = stated(versions.before), stated(versions.after)
    told: set[tuple[int, str]] = set()
    sides: Iterator[tuple[Item | None, Item | None]] = iter([*versions.items(), (None, None)])
    for one, other in sides:
        for old, new in _of_pair(
            versions, (one, other), was.get(one.key if one else "", ()), now.get(other.key if other else "", ()), everywhere
        ):
            if new is not None:
                told.add((new.span.line, new.text))
            yield _field_change(old, new, one, other)
    yield from _sentences(versions, told)


def figure_in_title(versions: VersionPair, one: Item, other: Item) -> Change | None:
    """What changed in a title that is the same but for one amount: "€150K campaign" that is "€250K campaign" now."""
    if not (DIGIT.search(one.title) and DIGIT.search(other.title)):
        return None
    before, after = (_amounts(item.title, how) for item, how in zip((one, other), versions.conventions, strict=True))
    if len(before) != 1 or len(after) != 1:
        return None
    (was, first), (now, second) = before[0], after[0]
    around = [normalise(f"{item.title[: token.start]} {item.title[token.end :]}") for item, token in ((one, was), (other, now))]
    if not around[0] or around[0] != around[1]:
        return None
    kind: ChangeKind = "re-costed" if first.kind == second.kind == "money" else "re-scoped"
    what = "cost" if kind == "re-costed" else "extent"
    return Change(kind, what, was.text, now.text, (one.span,), (other.span,), one, other, amounts=(first, second))


def _amounts(title: str, how: Convention) -> list[tuple[Token, Quantity]]:
    return [(token, token.value) for token in scan(title, how) if isinstance(token.value, Quantity)]


def _of_pair(
    versions: VersionPair,
    items: tuple[Item | None, Item | None],
    was: Sequence[Named],
    now: Sequence[Named],
    everywhere: tuple[frozenset[tuple[str, Hashable]], ...],
) -> Iterator[tuple[Field | None, Field | None]]:
    for one, other in paired(was, now):
        if one is not None and other is not None:
            if not _same(one, other) and not _in_titles(one, other, items) and versions.touches([one.span], [other.span]):
                yield one, other
        elif one is not None:
            if one.known and versions.lines.removed([one.span]) and not _stands_elsewhere(one, everywhere[1]):
                yield one, None
        elif other is not None and other.known and versions.lines.wrote([other.span]) and not _stands_elsewhere(other, everywhere[0]):
            yield None, other


def _same(one: Field, other: Field) -> bool:
    return one.value == other.value or normalise(one.text) == normalise(other.text)


def _in_titles(one: Field, other: Field, items: tuple[Item | None, Item | None]) -> bool:
    """Whether two texts are the titles of the item itself: that it is renamed is told already."""
    titles = [item is not None and normalise(field.text) == normalise(item.title) for field, item in zip((one, other), items, strict=True)]
    return all(titles)


def _stands_elsewhere(field: Field, everywhere: frozenset[tuple[str, Hashable]]) -> bool:
    """Whether the other version has the line under another item or heading: a line that says itself what it is about, not "Owner: ..."."""
    meaning = lookup_label(field.label)
    if meaning is not None and meaning.confidence == 1.0 and not _is_sentence(field.value):
        return False
    return (normalise(field.label), field.value) in everywhere


def _is_sentence(value: Hashable) -> bool:
    """Whether a value is so many words that it says itself what it is about."""
    return isinstance(value, str) and len(value.split()) >= SENTENCE


def _field_change(one: Field | None, other: Field | None, left: Item | None, right: Item | None) -> Change:
    shown = other or one
    assert shown is not None
    amounts = (one.quantity, other.quantity) if one and other and one.quantity and other.quantity else None
    label = ", ".join(filter(None, (shown.label, shown.period)))
    about = shown.subject or shown.heading or shown.label
    return Change(
        shown.kind,
        label,
        one.text if one else "",
        other.text if other else "",
        (one.span,) if one else (),
        (other.span,) if other else (),
        left,
        right,
        about=label if about == shown.label else about,
        scope=shown.scope,
        is_target=shown.is_metric,
        amounts=amounts,
    )


def _sentences(versions: VersionPair, told: set[tuple[int, str]]) -> Iterator[Change]:
    """Targets in running text that both versions state, with another value; `told` are lines and texts that were told as fields."""
    olds = _targets(versions.before.metrics, versions.pairs, versions.lines.deleted)
    for name, metric in _targets(versions.after.metrics, {}, versions.lines.added).items():
        one = olds.get(name)
        if one is None or one.value is None or metric.value is None or one.value == metric.value:
            continue
        if (metric.fact.span.line, _flat(metric.fact.text)) in told:
            continue
        yield Change(
            "re-targeted",
            _flat(metric.name or metric.measure),
            _flat(one.fact.text),
            _flat(metric.fact.text),
            (one.fact.span,),
            (metric.fact.span,),
            versions.before.by_key.get(one.fact.item),
            versions.after.by_key.get(metric.fact.item),
            about=_flat(metric.name or metric.measure),
            scope=_flat(metric.scope),
            is_target=True,
            amounts=(one.value, metric.value),
        )


def _targets(metrics: Sequence[Metric], keys: Mapping[str, str], lines: frozenset[int]) -> dict[Hashable, Metric]:
    """Metrics on lines of one side alone, by what they are of; those of which there are several are left out."""
    found: dict[Hashable, list[Metric]] = defaultdict(list)
    for metric in metrics:
        if metric.fact.span.line in lines:
            found[_identity(metric, keys)].append(metric)
    return {name: same[0] for name, same in found.items() if len(same) == 1}


def _identity(metric: Metric, keys: Mapping[str, str]) -> Hashable:
    item = keys.get(metric.fact.item, metric.fact.item)
    period = normalise(metric.period.text) if metric.period is not None else ""
    name, scope = normalise(metric.name), normalise(metric.scope)
    return item, name, metric.measure, metric.statistic, scope, metric.role, period, metric.fact.scenario


def _flat(text: str) -> str:
    return " ".join(text.split())
