"""The hash by which code scanning follows a line: as the upload action works it out from a checkout."""

from __future__ import annotations

from datetime import date

import pytest

from agent.documents import read_bytes
from agent.extract import extract
from agent.rules import check
from agent.rules.fingerprints import line_hashes


def hashes(text: str) -> list[str]:
    document = read_bytes(text.encode("utf-8"), "plan.md")
    return list(line_hashes(document, range(1, len(document.raw_lines) + 1)).values())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # worked out with the hash function of github/codeql-action
        ("# 😀 plan\n- a\n", ["d707fa9514a86d74:1", "41c05cb2254f0f83:1"]),
        ("\ufeff# plan\r\n- a\r\n", ["361fd233227ac276:1", "41c05cb2254f0f83:1"]),
    ],
    ids=["beyond the basic plane", "byte order mark and CRLF"],
)
def test_a_line_has_the_hash_that_the_upload_gives_it(text: str, expected: list[str]) -> None:
    assert hashes(text) == expected


def test_blanks_and_what_stands_above_change_no_hash() -> None:
    text = "- Quay lamps for the harbour\n" + "- Fog horns on every pier of it\n" * 4
    assert hashes(f"# Plan\n\n{text}")[2:] == hashes(text) == hashes(text.replace("- ", "-   \t"))


def test_equal_lines_are_counted() -> None:
    line = "- Quay lamps for the harbour, along every pier, in the evening and in the morning, from May to October, again\n"
    assert [one.partition(":")[2] for one in hashes(line * 3)] == ["1", "2", "1"], "the last is followed by the end"


def test_a_finding_has_the_hash_of_its_line_and_shows_it_in_no_contract() -> None:
    text = "# Plan\n\n| Item | Cost |\n|---|---|\n| Lamps | $40K |\n| Horns | $70K |\n| **Total** | **$150K** |\n"
    (finding,) = check([extract(read_bytes(text.encode(), "plan.md"))], today=date(2026, 1, 1))
    assert finding.line_hash == hashes(text)[finding.line - 1]
    assert finding.columns == (1, len(text.splitlines()[finding.line - 1]) + 1)
    assert not {"line_hash", "columns"} & set(finding.model_dump())


def test_a_quote_of_a_part_of_a_line_has_its_columns() -> None:
    text = "# Plan\n\n- [ ] Lamps, owner: TBD\n"
    found = [finding for finding in check([extract(read_bytes(text.encode(), "plan.md"))], today=date(2026, 1, 1)) if finding.line == 3]
    assert found
    for finding in found:
        start, end = finding.columns or (0, 0)
        assert text.splitlines()[2][start - 1 : end - 1] == finding.evidence[0].quote


def test_lines_of_a_converted_file_have_none() -> None:
    text = "# Plan\n\n| Item | Cost |\n|---|---|\n| Lamps | $40K |\n| Horns | $70K |\n| **Total** | **$150K** |\n"
    (finding,) = check([extract(read_bytes(text.encode("utf-16"), "plan.md"))], today=date(2026, 1, 1))
    assert (finding.line_hash, finding.columns) == ("", None)
