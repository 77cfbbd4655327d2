"""Dependencies: what must be there before something starts, what waits for it, and whether that is so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agent.answers.asking.characters import in_lists
from agent.answers.asking.cues import cue_spans
from agent.answers.asking.question import Question
from agent.answers.asking.words import UNSPACED_LANGUAGES, words
from agent.answers.lookups.lists import introduces
from agent.answers.reading.containers import holder_of
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, Statement, context_of, spoken, state
from agent.answers.wording.frames import frame
from agent.expressions import expression
from agent.model.roadmap import Item
from agent.rules.reading.period import written

NAMED = 0.55  # share of the question's content that an item's own line must meet to be the one meant


@dataclass(frozen=True)
class Meant:
    """An item the question names."""

    view: View
    item: Item
    score: float


def depending_answer(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """Dependencies of the item named, or what depends on it."""
    if not question.has("prerequisite", "waiting"):
        return None
    meant = named_item(question, matchings)
    if meant is None:
        return None
    if question.is_verdict:
        return _were_done(question, meant)
    if asks_for_waiting(question, meant):
        matching = next(found for found in matchings if found.view is meant.view)
        return _waiting(question, matching, meant) or _needed(question, meant)
    return _needed(question, meant) if question.has("prerequisite") else None


def named_item(question: Question, matchings: Sequence[Matching]) -> Meant | None:
    """The item whose id the question writes, else the one whose title its words meet best."""
    for matching in matchings:
        for identifier in question.ids:
            for item in matching.view.roadmap.items:
                if item.id and _same_id(item.id, identifier):
                    return Meant(matching.view, item, 1.0)
    best: Meant | None = None
    for matching in matchings:
        numbered = _numbered_units(question, matching.view)
        rows = [
            row
            for row, term in enumerate(question.terms)
            if term.weight >= 0.3 and not set(term.concepts) & {"dependency", "requirement", "start", "done"}
        ]
        known = float(matching.value[rows].sum())
        for item in matching.view.roadmap.items:
            units = matching.view.on_line(item.span.line)[:1]
            if not units or not known or (numbered and units[0] not in numbered):
                continue
            share = float(matching.value[rows] @ matching.own[rows, units[0]]) / known
            bonus = 0.1 if item.dependencies else 0.0
            if share >= NAMED and (best is None or share + bonus > best.score):
                best = Meant(matching.view, item, share + bonus)
    return best


def _numbered_units(question: Question, view: View) -> frozenset[int]:
    """The units that name the one counted thing a question asks about ("phase 3"); empty where it speaks of none, or of several."""
    if len(question.numbered) != 1 or question.numbered[0].first != question.numbered[0].last:
        return frozenset()
    counted = question.numbered[0]
    return frozenset(unit for unit, first, last in view.mentions(counted.kind) if first == last == counted.first)


def _same_id(one: str, other: str) -> bool:
    return one.casefold() == other.casefold() or one.casefold().split()[-1] == other.casefold()


def asks_for_waiting(question: Question, meant: Meant) -> bool:
    """Whether the named item is what others wait for: it is named behind the verb ("what depends on A4")."""
    if question.language in UNSPACED_LANGUAGES:
        return question.has("which", "list") and _is_waited_for(question, meant.item)
    listed = [word.text for word in words(question.text)]
    name = {word.text for word in words(f"{meant.item.id} {meant.item.title}")}
    for _, last in cue_spans(question.text, "waiting", question.language):
        before, behind = listed[:last], listed[last:]
        if name & set(behind) and not name & set(before[1:]) and not HELPING & set(before):
            return True
    return False


HELPING = frozenset({"do", "does", "did"})
_LEANT_ON = expression(
    r"[にを]|が必要|が(?:終わ|完了し)(?:らない|ないと|るまで|ないうち)|の完了を待"
)  # Japanese marks what is leant on behind its name, whatever stands before the verb
_LEANS_ON = expression(r"(?:依赖于?|取决于|需要|等待)\W*\Z")  # Chinese puts the verb before the name
_DONE_FIRST = expression(r"\A\W*(?:完成|做完|结束)(?:之?后才|之?前不)")  # "A4 完成后才能开始"
_BESIDE = expression(r"\A\s*[(「『（][^)」』）]*[)」』）]")  # a title beside the id


def _is_waited_for(question: Question, item: Item) -> bool:
    """The same in a language without spaces: by the particle behind the item's name, or by the verb before it."""
    folded = in_lists(question.text, question.language)
    names = (in_lists(item.id, question.language), in_lists(item.title, question.language))
    name = next((name for name in names if name and name in folded), "")
    if not name:
        return question.has("waiting")
    before, _, behind = folded.partition(name)
    if question.language == "zh":
        return _LEANS_ON.search(before) is not None or _DONE_FIRST.match(behind) is not None
    return _LEANT_ON.match(_BESIDE.sub("", behind).strip("」』 ")) is not None


def _needed(question: Question, meant: Meant) -> Draft | None:
    view, item = meant.view, meant.item
    if not item.dependencies:
        return None
    listed = _written_list(view, item)
    if listed:
        return Draft("list", listed)
    said = [_place(view, item.dependencies[0].span.line, item.span.line)]
    names: list[str] = []
    for dependency in item.dependencies:
        target = view.roadmap.by_key.get(dependency.target)
        units = view.on_line(target.span.line)[:1] if target is not None else ()
        if target is None or not units:
            continue
        names.append(_name(target))
        time = f" ({written(target.window)})" if target.window else ""
        said.append(Statement(view, units, f"{_name(target)}{time}", "", True))
    whole = len(names) == len(item.dependencies)  # what is no item of the roadmap stands in the row only
    lead = frame("needs", question.language, item=_name(item), names=", ".join(names)) if whole else ""
    return Draft("list", tuple(said), lead)


def _written_list(view: View, item: Item) -> tuple[Statement, ...]:
    """The whole list under a heading of its own in which the dependencies stand, where it names more than the items among them."""
    places = [view.on_line(dependency.span.line)[:1] for dependency in item.dependencies]
    units = [place[0] for place in places if place and view.units[place[0]].kind == "item"]
    holders = {holder_of(view.units[unit]) for unit in units}
    holder = next(iter(holders)) if len(holders) == 1 and len(units) == len(places) else -1
    if holder < 0 or not introduces(view, holder):
        return ()
    members = [unit for unit in view.members[holder] if view.units[unit].kind == "item"]
    known = all(dependency.target in view.roadmap.by_key for dependency in item.dependencies)
    if len(members) < 2 or (known and len(members) <= len(units)) or holder in view.on_line(item.span.line):
        return ()
    return (state(view, holder), *(Statement(view, (unit,), spoken(view, unit), "", True) for unit in members))


def _name(item: Item) -> str:
    return f"{item.id} {item.title}".strip()


def _place(view: View, line: int, item_line: int) -> Statement:
    units = view.on_line(line)[:1] or view.on_line(item_line)[:1]
    return state(view, units[0])


def _waiting(question: Question, matching: Matching, meant: Meant) -> Draft | None:
    view = meant.view
    said: list[Statement] = []
    names: list[str] = []
    for item in view.roadmap.items:
        head = view.on_line(item.span.line)[:1]
        if not head or any(matching.spread[row, head[0]] < MATCHED for row in matching.counted_rows):
            continue
        found = next(
            (
                dependency
                for dependency in item.dependencies
                if dependency.target == meant.item.key and dependency.kind in ("depends_on", "after")
            ),
            None,
        )
        if found is None:
            continue
        units = view.on_line(found.span.line)[:1]
        heads = view.on_line(item.span.line)[:1]
        if units and heads:
            names.append(item.id or item.title)
            said.append(
                Statement(
                    view,
                    units,
                    f"{spoken(view, heads[0])} — {spoken(view, units[0])}" if heads != units else spoken(view, units[0]),
                    "",
                    True,
                )
            )
    lead = f"{', '.join(names)} ({len(said)})" if len(said) > 1 else ""
    return Draft("list", tuple(said), lead, counts=(len(said),), certain=True) if said else None


def _were_done(question: Question, meant: Meant) -> Draft | None:
    """Whether what the item depends on is done."""
    view, item = meant.view, meant.item
    targets = [view.roadmap.by_key[dependency.target] for dependency in item.dependencies if dependency.target in view.roadmap.by_key]
    if not targets or not question.has("done", "open"):
        return None
    unfinished = [target for target in targets if target.status != "done"]
    own = view.on_line(item.span.line)[:1]
    places = [unit for dependency in item.dependencies for unit in view.on_line(dependency.span.line)[:1]]
    said = [state(view, unit) for unit in (*own, *places)]
    said += [state(view, unit) for target in targets for unit in view.on_line(target.span.line)[:1]]
    if unfinished:
        names = ", ".join(f"{target.id or target.title}" for target in unfinished)
        return Draft("inconsistency", tuple(said), frame("not_done", question.language, items=names))
    return Draft("inconsistency", tuple(said), frame("yes", question.language) + ".")


def parallel_verdict(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """Whether items that are said to run side by side depend on each other."""
    if "parallel" not in question.concepts or not question.is_verdict:
        return None
    for matching in matchings:
        view = matching.view
        named = [item for item in view.roadmap.items if item.id and any(_same_id(item.id, identifier) for identifier in question.ids)]
        keys = {item.key for item in named}
        said: list[Statement] = []
        for item in named:
            for dependency in item.dependencies:
                if dependency.target in keys and dependency.target != item.key:
                    units = view.on_line(dependency.span.line)[:1]
                    if units:
                        said.append(Statement(view, units, spoken(view, units[0]), context_of(view, units[0])))
        if said:
            stated = [int(unit) for unit in matching.scores.argsort()[::-1][:1]]
            reason = "; ".join(dict.fromkeys(statement.text for statement in said))
            lead = frame("possible_not", question.language, reason=reason)
            return Draft("inconsistency", (*(state(view, unit) for unit in stated), *said), lead)
    return None
