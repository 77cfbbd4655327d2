"""Lines of source code in a plan: they name things by the words of questions without saying anything about them."""

from __future__ import annotations

from agent.answers.reading.units import Unit
from agent.expressions import expression

# What ends a line of a program, and what begins one.
_ENDS = expression(r"(?:[{};]|=>|\)\s*[{:]|\(\)|</\w+>)\s*(?://.*|#.*)?$|^\W+$")
_BEGINS = expression(
    r"^\s*(?:(?:export|import|const|let|var|async|await|private|public|protected|static|def)\s\S|(?:GET|POST|PUT|PATCH|DELETE)\s/"
    r"|(?:SELECT|INSERT INTO|CREATE TABLE|ALTER TABLE)\s|//|/\*|<\w+[ >/])"
)
# A figure that a program is given: it says as much as a line of text does.
_FIGURE = expression(r"[:=]\s*\W?\d+\.?\d*")


def is_source(unit: Unit) -> bool:
    """Whether a line inside a code fence is part of a program, not of a plan that was fenced for its layout."""
    return (
        unit.kind == "code"
        and _FIGURE.search(unit.text) is None
        and (_ENDS.search(unit.text) is not None or _BEGINS.match(unit.text) is not None)
    )
