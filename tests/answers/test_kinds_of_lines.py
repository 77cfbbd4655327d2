"""Which lines may answer: text before program, firms where "who" asks for them, a line that says all but one word of the question."""

from __future__ import annotations

import pytest

from agent.answers import answer
from agent.answers.reading.sources import is_source
from agent.answers.reading.units import Unit
from tests.answers.plans import roadmap

HARBOUR = roadmap(
    """# Harbour plan

## Scanner

```ts
async scanWaybill(url: string): Promise<Waybill> {
  const waybill = await this.client.scan(url);
  return this.parseWaybill(waybill);
}
```

## Month 3: Waybill scanner

- Scanner reads waybills at the gate

## Rivals at sea

| Rival | Weak at |
|---|---|
| Nordkai | slow cranes |
| Sundlog | no cold store |

## Money

- Raise the first round (€2M) at month 9
- 420 berth passages, 3 cranes
""",
    "harbour.md",
)


@pytest.mark.parametrize(
    ("text", "program"),
    [
        ("async scan(url: string): Promise<Waybill> {", True),
        ("const waybill = await this.client.scan(url);", True),
        ("// reads the waybill", True),
        ("import { scan } from scanner", True),
        ("POST /api/v1/waybills", True),
        ("}", True),
        ("- Google Ads: 40% (€2K)", False),
        ("Week 1-2: payment integration", False),
        ("price: { usd: 4.99 };", False),
        ("├── team battle MVP", False),
    ],
)
def test_lines_of_a_program_are_told_from_fenced_plans(text: str, program: bool) -> None:
    assert is_source(Unit(0, "code", 1, 1, text, 0, ("code", 0, 0, 0))) is program


def test_only_fenced_lines_are_taken_for_a_program() -> None:
    assert not is_source(Unit(0, "line", 1, 1, "return the keys;", 0, ("line", 0, 0, 0)))


def test_text_comes_before_program() -> None:
    found = answer("What does the waybill scanner read?", [HARBOUR])
    assert found.answered
    assert "at the gate" in found.answer.splitlines()[0] + found.answer


def test_who_may_ask_for_firms() -> None:
    found = answer("Who are the rivals?", [HARBOUR])
    assert found.answered
    assert "Nordkai" in found.answer
    assert "Sundlog" in found.answer


def test_one_unknown_word_does_not_hide_a_line_that_says_the_rest() -> None:
    found = answer("How many berth passages does the site get?", [HARBOUR])
    assert found.answered
    assert "420" in found.answer


def test_an_unknown_subject_is_still_refused() -> None:
    assert not answer("How many robots does the site get?", [HARBOUR]).answered
