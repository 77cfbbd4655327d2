"""People and roles that stand over what they do: a heading with a name, a role below "Team", or a line "Backend: API contracts"."""

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
_FIGURE = expression(r"(?<!\w)[$€£]?\d")
MOST_NAMES = 6  # words of a full name, or of a heading over people
LONGEST_ROLE = 4  # words
FEWEST, FEWEST_ROLES = 3, 2  # lines of a list, headings side by side
_TEAMS = frozenset({"team", "role"})
_ROLES = frozenset({"role", "owner"})


def person_above(view: View, unit: int) -> int:
    """The heading that is the name of somebody, to whom what a unit says belongs; -1 where there is none."""
    heading = next(iter(view.units[unit].headings), -1)
    return heading if heading in _people(view) else -1


def tells_who(view: View, unit: int) -> bool:
    """Whether what stands in or above a line says who does what it tells."""
    return person_above(view, unit) >= 0 or unit in _role_lines(view)


@lru_cache(maxsize=KEPT_VIEWS)
def _role_lines(view: View) -> frozenset[int]:
    """The lines of lists under "Team" or "Responsibilities" that each say for one role what it does: "Backend: API contracts, storage"."""
    found: set[int] = set()
    for heading in view.units:
        if heading.kind != "heading" or not _is_of_roles(view, heading.index):
            continue
        listed = [unit for unit in view.members.get(heading.index, ()) if view.units[unit].kind == "item"]
        if len(listed) >= FEWEST and all(_is_role_line(view.units[unit].text) for unit in listed):
            found.update(listed)
    return frozenset(found)


def _is_of_roles(view: View, heading: int) -> bool:
    """Whether a heading is over the people of a plan and what they do."""
    text = view.units[heading].text
    listed = [word.text for word in words(text)]
    named = any(_TEAMS & set(found.concepts) for code in dict.fromkeys((view.language, "en")) for found in concepts_of_words(listed, code))
    return len(listed) <= MOST_NAMES and (named or any(word.startswith(tuple(group("responsible_starts"))) for word in listed))


def _is_role_line(text: str) -> bool:
    label, colon, value = text.partition(":")
    return bool(colon) and bool(value.strip()) and len(label.split()) <= LONGEST_ROLE and _FIGURE.search(text) is None


def _is_role(view: View, heading: int) -> bool:
    """Whether a heading below one for the team is a role, in the singular: "Frontend Developer"."""
    above = next(iter(view.units[heading].headings), -1)
    listed = [word.text for word in words(view.units[heading].text)]
    if above < 0 or not 0 < len(listed) <= LONGEST_ROLE or listed[-1].endswith("s") or not _is_of_roles(view, above):
        return False
    somebody = group("somebody") | group("roles")
    return any(somebody & set(named.concepts) for code in dict.fromkeys((view.language, "en")) for named in concepts_of_words(listed, code))


@lru_cache(maxsize=KEPT_VIEWS)
def _people(view: View) -> frozenset[int]:
    """The headings that are names of people, a role stated right below them, or roles below one for the team."""
    roles = [unit.index for unit in view.units if unit.kind == "heading" and _is_role(view, unit.index)]
    return frozenset(roles if len(roles) >= FEWEST_ROLES else ()) | frozenset(
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
