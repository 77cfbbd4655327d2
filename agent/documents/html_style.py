"""What the attributes and style sheets of HTML say about a text: strong, struck, done, how deep in a list."""

from __future__ import annotations

from msgspec import Struct, field

from agent.expressions import expression

_RULE = expression(r"\.([A-Za-z_][\w-]{0,99})\s{0,9}\{([^{}]{0,2000})\}")
_WEIGHT = expression(r"(?:^|[;{\s])font-weight\s{0,3}:\s{0,3}(bold|bolder|[1-9]00|normal|lighter)")
_STRUCK = expression(r"text-decoration(?:-line)?\s{0,3}:[^;]{0,60}line-through")
_DOCS_LEVEL = expression(r"(?:^|\s)lst-[\w-]{1,60}-(\d)(?=\s|$)")
_TASK = expression(r"(?:^|\s)(?:checkbox-(?P<box>on|off)|(?P<item>checked|unchecked))(?=\s|$)")
_MOST_CLASSES = 5000


class Look(Struct, frozen=True):
    """How an element shows its text."""

    bold: bool = False
    struck: bool = False


class StyleSheet(Struct):
    """The classes of a page's own style sheet that make text strong or struck: office programs export all of theirs so."""

    classes: dict[str, str] = field(default_factory=dict)

    def read(self, text: str) -> None:
        """Take in the rules of a style element whose selector ends in a class."""
        for found in _RULE.finditer(text):
            rules = found[2].lower()
            if len(self.classes) < _MOST_CLASSES and ("font-weight" in rules or "line-through" in rules):
                self.classes[found[1]] = rules

    def look(self, own: Look, values: dict[str, str]) -> Look:
        """How an element with these attributes shows its text; `own` is what its name says."""
        said = [self.classes[name] for name in values.get("class", "").split() if name in self.classes] if self.classes else []
        said.append(values.get("style", "").lower())
        weight = next((found[1] for rules in reversed(said) if (found := _WEIGHT.search(rules))), "")
        bold = own.bold if not weight else weight.startswith("bold") or weight[0] in "6789"
        return Look(bold, own.struck or any(_STRUCK.search(rules) for rules in said))


def list_level(values: dict[str, str], nested: int) -> int:
    """How deep a list stands, from 0: as it is nested, or as its class says where lists follow each other without nesting."""
    found = _DOCS_LEVEL.search(values.get("class", ""))
    return max(nested, int(found[1])) if found else nested


def task_state(values: dict[str, str]) -> bool | None:
    """Whether an element that stands for a task box is ticked; None for any other."""
    found = _TASK.search(values.get("class", ""))
    return (found["box"] or found["item"]) in ("on", "checked") if found else None
