"""What kind of figure a metric is where no word beside it says so: aimed at, reached, or neither."""

from __future__ import annotations

from agent.extract.wording.roles import expects, names_others, reports, role_of, sets_no_aim
from agent.extract.wording.words import topic_of
from agent.model.roadmap import Fact, Role

_STATED = frozenset({"=", "~"})


def role_of_metric(fact: Fact) -> Role:
    """As stated, else a target among success metrics and wherever a bound or change is promised."""
    if fact.role:
        return fact.role
    near = fact.headings[-2:]
    if names_others(fact.label) or any(sets_no_aim(heading) for heading in near):
        return ""
    if any(topic_of(heading) == "risks" for heading in near):
        return ""  # what would be bad
    if any(role_of(heading) == "gate" for heading in near):
        return "gate"
    if fact.source == "prose" or (fact.source == "column" and fact.window is not None and fact.label == fact.subject):
        return ""
    value = next(iter(fact.quantities), None)
    if value is not None and (_is_told_as_done(fact) or (value.comparator == "=" and not value.change and _is_marked_done(fact))):
        return ""
    promised = value is None or value.comparator not in _STATED or value.change
    if any(topic_of(heading) == "metrics" for heading in fact.headings):
        return "target" if promised or fact.window is not None or any(expects(heading) for heading in fact.headings) else ""
    if fact.source in {"field", "column", "bullet"} and promised:
        return "target"
    return "target" if fact.source == "field" and fact.item else ""


def _is_marked_done(fact: Fact) -> bool:
    """Whether a mark of what is done stands beside a figure."""
    return any(token.kind == "status" and token.value == "done" and not token.text.isalpha() for token in fact.values)


def _is_told_as_done(fact: Fact) -> bool:
    """Whether a figure is told of what is done: its own label ("Completed points") or the nearest heading that speaks of figures says so
    ("Test results", not "Success metrics" below "Completed")."""
    spoken = next((reports(heading) for heading in reversed(fact.headings) if reports(heading) or _promises(heading)), None)
    return reports(fact.label) if spoken is None else spoken


def _promises(heading: str) -> bool:
    """Whether figures below a heading are aims: "Success metrics" and "KPIs", not "Sprint metrics" or "Quality metrics"."""
    return topic_of(heading) == "metrics" and expects(heading)
