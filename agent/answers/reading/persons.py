"""People who head a part of a plan of their own: a heading with a name, and below it what the person does."""

from __future__ import annotations

from functools import lru_cache

from agent.answers.asking.glossary import concepts_of_words
from agent.answers.asking.groups import group
from agent.answers.asking.words import words
from agent.answers.reading.view import KEPT_VIEWS, View
from agent.expressions import expression

FIRST = 4  # lines below a name among which its role stands
LABEL = 40  # characters: longer texts before a colon are no labels
_NAME = expression(r"[A-ZÀ-Þ][\w'’.-]*")
MOST_NAMES = 6  # words of a full name
_ROLES = frozenset({"role", "owner"})


def person_above(view: View, unit: int) -> int:
    """The heading that is the name of somebody, to whom what a unit says belongs; -1 where there is none."""
    heading = next(iter(view.units[unit].headings), -1)
    return heading if heading in _people(view) else -1


@lru_cache(maxsize=KEPT_VIEWS)
def _people(view: View) -> frozenset[int]:
    """The headings that are names of people: a role is stated right below them."""
    return frozenset(
        unit.index
        for unit in view.units
        if unit.kind == "heading"
        and _is_full_name(unit.text)
        and any(_states_role(view, place) for place in view.section(unit.index)[:FIRST])
    )


def _is_full_name(text: str) -> bool:
    """Whether a text is two names at least, with nothing but particles between them: "Rosa del Monte"."""
    parts = text.strip().split(" ")
    if not 1 < len(parts) <= MOST_NAMES or len(parts[-1]) < 2:
        return False
    named = [_NAME.fullmatch(part) is not None for part in parts]
    return named[0] and named[-1] and all(name or part in group("name_particles") for name, part in zip(named, parts, strict=True))


def _states_role(view: View, unit: int) -> bool:
    """Whether a line is labelled as somebody's role: "Role: head of operations"."""
    label, colon, value = view.units[unit].text.partition(":")
    if not colon or not value.strip() or len(label) > LABEL:
        return False
    listed = [word.text for word in words(label)]
    return any(_ROLES & set(named.concepts) for code in dict.fromkeys((view.language, "en")) for named in concepts_of_words(listed, code))
