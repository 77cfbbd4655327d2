"""A comparison in each format: what is untrusted stays text, and what is wide fits."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser

import pytest
from rich.cells import cell_len

from agent.compare import compare
from agent.model.comparison import Comparison
from agent.render.comparison_csv import comparison_csv, safe
from agent.render.comparison_html import comparison_html
from agent.render.comparison_markdown import comparison_markdown
from agent.render.comparison_text import comparison_text
from agent.render.contracts import contract_json
from agent.render.formats import comparison_format
from agent.render.page import Page
from tests.compare.plans import HARBOUR, LIGHTHOUSE, side, three

ATTACKS = (
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "[click](javascript:alert(1))",
    "<svg/onload=alert(1)>",
    '"><iframe src="https://pier.test">',
    "=HYPERLINK(A1)",
    "\x1b[31mred\x1b[0m",
    "{{ 7 * 7 }}{% raw %}",
    "| a | b |",
    "@everyone #1",
    "\u202egnp.exe",
)
FRAME = ("html", "head", "meta", "title", "style", "body", "header", "nav", "main", "section", "div", "footer", "h1", "h2", "h3")
CONTENT = ("a", "ul", "li", "p", "br", "abbr", "span", "strong", "code", "q", "details", "summary")
TABLES = ("table", "thead", "tbody", "tr", "th", "td")
ALLOWED = frozenset((*FRAME, *CONTENT, *TABLES))


def hostile() -> Comparison:
    lines = "\n".join(f"- [ ] {attack} quay lamp {at}" for at, attack in enumerate(ATTACKS))
    goals = "\n".join(f"- **Uptime {attack}**: 99.9%" for attack in ATTACKS)
    text = f"# {ATTACKS[0]} Plan {ATTACKS[1]}\n\n## Q1 2026: {ATTACKS[4]}\n\n{lines}\n\n## Targets {ATTACKS[3]}\n\n{goals}\n"
    return compare((side(text, "evil<b>.md"), side(text.replace("Q1", "Q2"), "worse.md"), side(HARBOUR, "harbour.md")))


def versions() -> Comparison:
    return compare((side(HARBOUR, "old.md"), side(HARBOUR.replace("Q3 2026", "Q4 2026"), "new.md")))


class Elements(HTMLParser):
    """The elements and attributes of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


@pytest.mark.parametrize("found", [hostile(), compare(three()), versions()], ids=["hostile", "three", "versions"])
def test_the_page_holds_no_element_that_acts(found: Comparison) -> None:
    elements = Elements(comparison_html(found))
    assert set(elements.tags) <= ALLOWED
    assert elements.tags.count("h1") == 1
    assert not any(name.startswith("on") or name in ("style", "src", "srcset") for name, _ in elements.attributes)
    assert all(value.startswith("#") for name, value in elements.attributes if name == "href")


def test_the_page_forbids_everything_but_its_own_style() -> None:
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', comparison_html(compare(three())))
    assert policy is not None
    assert policy[1].replace("&#39;", "'").startswith("default-src 'none'; style-src 'sha256-")


def test_every_anchor_of_the_page_leads_somewhere_and_is_there_once() -> None:
    elements = Elements(comparison_html(compare((*three(), side(HARBOUR.replace("Q3", "Q4"), "later.md")))))
    names = [value for name, value in elements.attributes if name == "id"]
    assert len(names) == len(set(names))
    assert {value[1:] for name, value in elements.attributes if name == "href"} <= set(names)


def test_the_page_shows_the_words_of_every_cell() -> None:
    page = comparison_html(compare(three()))
    assert "&lt; 80 ms P95" in page
    assert "RBAC com permissões finas" in page
    assert "G1 $120K + G2 $60K + G3 $240K = $420K; 3 amounts" in page


def test_markdown_of_hostile_text_has_no_markup_of_theirs() -> None:
    text = comparison_markdown(hostile())
    assert not re.search(r"(?<!\\)<(?!/?sub>)", text)
    assert not re.search(r"(?<!\\)\[", text)
    assert "\x1b" not in text
    tables = [line for line in text.split("\n") if line.startswith("|")]
    unescaped = {len(re.findall(r"(?<!\\)\|", line)) for line in tables}
    assert unescaped <= {5, 7}  # three roadmaps and their names; the legend; changes have five columns of four


def test_text_of_hostile_documents_commands_no_terminal() -> None:
    text = comparison_text(hostile(), Page(width=100))
    assert "\x1b" not in text
    assert "\u202e" not in text


@pytest.mark.parametrize("width", [40, 80, 120, 200])
def test_text_fits_the_page(width: int) -> None:
    for found in (compare(three()), versions(), hostile()):
        assert max(cell_len(line) for line in comparison_text(found, Page(width=width)).split("\n")) <= width


def test_a_wide_page_has_columns_and_a_narrow_one_blocks() -> None:
    found = compare(three())
    wide, narrow = comparison_text(found, Page(width=200)), comparison_text(found, Page(width=80))
    assert re.search(r"^uptime +99\.9% :20 +★ 99\.95% :17 +–$", wide, re.MULTILINE)
    assert re.search(r"^ +uptime\nA  99\.9% :20\nB  ★ 99\.95% :17\n–  C: not stated$", narrow, re.MULTILINE)


def test_a_long_value_is_cut_with_a_mark() -> None:
    long = f"# P\n\n## Risks\n\n- {'The north quay lies deep in fog and ' * 20}\n- Storms\n"
    text = comparison_text(compare((side(long, "long.md"), side(LIGHTHOUSE, "farol.md"))), Page(width=120))
    assert "…" in text
    assert text.count("lies deep in fog") < 12


def test_text_says_how_much_it_left_out() -> None:
    many = "# P\n\n## Q1 2026: Lamps\n\n" + "\n".join(f"- [ ] Lamp of pier {chr(97 + at // 26)}{chr(97 + at % 26)}q" for at in range(40))
    text = comparison_text(compare((side(many, "many.md"), side(LIGHTHOUSE, "farol.md"))), Page(width=100))
    assert "and 28 more" in text


def test_csv_is_one_record_a_cell_that_no_spreadsheet_runs() -> None:
    rows = list(csv.reader(io.StringIO(comparison_csv(hostile()), newline="")))
    assert rows[0] == ["part", "name", "roadmap", "path", "value", "best", "lines", "quotes", "computation", "note"]
    assert all(len(row) == len(rows[0]) for row in rows)
    assert not any(value.startswith(("=", "@", "\t")) for row in rows for value in row)
    assert not any("\x1b" in value for row in rows for value in row)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("=1+1", "'=1+1"),
        ("-5%", "-5%"),
        ("+300%", "+300%"),
        ("-cmd", "'-cmd"),
        ("@a", "'@a"),
        ("- [ ] Pier", "'- [ ] Pier"),
        ("plain", "plain"),
    ],
)
def test_formulas_are_disarmed_and_numbers_stay(value: str, written: str) -> None:
    assert safe(value) == written


def test_json_is_one_object_that_reads_back() -> None:
    for found in (hostile(), versions()):
        assert Comparison.model_validate(json.loads(contract_json(found))) == found


@pytest.mark.parametrize(
    ("file", "asked", "chosen"),
    [
        ("a.html", "text", "html"),
        ("a.md", "text", "markdown"),
        ("a.csv", "text", "csv"),
        ("a.html", "json", "json"),
        ("a", "text", "text"),
        ("", "text", "text"),
    ],
)
def test_the_ending_of_a_file_names_its_format(file: str, asked: str, chosen: str) -> None:
    assert comparison_format(file, asked) == chosen  # type: ignore[arg-type]


def test_bullets_that_share_a_word_make_no_pairs() -> None:
    """A word that stands everywhere finds no candidates, or thousands of bullets would cost millions of pairs."""
    names = [f"- [ ] Lamp {at:05}x pier" for at in range(800)]
    text = "# P\n\n## Q1 2026: Lamps\n\n" + "\n".join(names)
    found = compare((side(text, "a.md"), side(text.replace("x pier", "y pier"), "b.md")))
    assert [shared.name for shared in found.shared] == ["Lamps"]
