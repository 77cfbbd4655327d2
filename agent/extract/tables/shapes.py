"""What a table's columns and rows mean: which name things, which hold values, for which period, role or scenario."""

from __future__ import annotations

from collections.abc import Set

from msgspec import Struct

from agent.expressions import expression
from agent.extract.tables.boards import is_drawn
from agent.extract.tables.columns import Column, as_name, read_columns
from agent.extract.wording.numbering import id_prefix, numbered_reference
from agent.extract.wording.scanned import Scanned
from agent.extract.wording.words import is_exact_total, is_total, kind_of, names_rank, topic_of
from agent.facts import SURE, normalise
from agent.facts.calendar_words import relative_units
from agent.facts.money_roles import money_role
from agent.model.document import Block, Row
from agent.model.roadmap import ItemKind

# "1", "1 Trial", "2. Fleet"; "A", "B: Fleet"
NUMBERED = expression(r"(\d{1,2})(?:[.):]?\s+(?=[^\W\d_])|$)|([A-H])(?:[.):]\s+(?=[^\W\d_])|$)")
_WORDED = expression(r"[^\W\d_]{3,}")
# What only planned things have, and what a column that names such things may be called.
_PLANNING = frozenset({"owner", "status", "start", "end", "window", "depends_on", "priority", "effort", "progress"})
# Columns that say something about a row and never name it, unless nothing else does.
_TOLD = frozenset({"window", "start", "end", "duration", "owner", "status", "priority", "effort", "cost", "depends_on", "progress"})
_SCHEDULE = frozenset({"start", "duration", "depends_on"})  # with what was planned first and what came of it
_PARTIES = frozenset({"owner", "depends_on"})
_VALUES = frozenset({"window", "quantity", "number", "status", "priority"})
_NAMING = frozenset({"title", "deliverable", "scope", "objective", "end"})  # "Entrega" is a delivery and its date
_NO_PLAN = frozenset(
    {
        "metrics",
        "risks",
        "mitigations",
        "budget",
        "revenue",
        "pricing",
        "team",
        "funding",
        "questions",
        "acceptance",
        "background",
        "finances",
    }
)
_OF_MONEY = frozenset({"budget", "revenue", "funding", "finances"})
_FEWEST_GROUPED = 4  # rows
_SOLD_FOR = frozenset({"price", "rate"})


class Shape(Struct, frozen=True):
    """`subject` is the column that names the rows (-1: none), `identifier` the one with their ids (-1: none).

    `kind` is the kind of item the rows name, None when the rows are only labels. `body` are the indexes of the rows below the header.
    """

    block: int
    columns: tuple[Column, ...]
    subject: int
    identifier: int
    kind: ItemKind | None
    body: tuple[int, ...]
    header: int
    topic: str
    told: str = ""  # the header of the rows' names where it says what amounts beside them are: "Cost item"

    def row_label(self, row: Row) -> str:
        """What names the row; a total may be named in any of its cells."""
        text = row.cells[self.subject].text if self.subject >= 0 else ""
        numbered = row.cells[self.identifier].text if 0 <= self.identifier < self.subject else ""
        if numbered and is_exact_total(numbered):
            return numbered  # "Total" below "#", and how many of the rows' kind there are beside it
        return text or next((cell.text for cell in row.cells if cell.text and is_total(cell.text)), "")

    def row_id(self, row: Row) -> str:
        return row.cells[self.identifier].text if self.identifier >= 0 else ""


def read_shape(scanned: Scanned, block: Block, topic: str) -> Shape | None:
    """The shape of a table, None when it has no header or no body. `topic` is that of the section it stands in."""
    headers = [at for at, row in enumerate(block.rows) if row.header]
    body = tuple(at for at, row in enumerate(block.rows) if not row.header and any(cell.text for cell in row.cells))
    if not headers or not body:
        return None
    columns = read_columns(scanned, block, headers, body)
    identifier = next((c.index for c in columns if c.use == "id"), -1)
    subject = _in_groups(scanned, block, columns, _subject(scanned, block, columns, body), body)
    if subject >= 0 and columns[subject].use != "id":
        columns[subject] = as_name(columns[subject])
    if subject < 0:
        subject = identifier
    header = columns[subject].header if subject >= 0 else ""
    told = _sums_of(header, scanned.convention.language) if header else ""
    about = topic_of(header)
    found = (about if about != "background" else "") or told  # "Summary" above the names of tickets
    if _compares_roles(columns, subject) and not {found, topic} & {"budget", "revenue", "funding"}:
        found = "metrics"
    kind = _kind(scanned, block, columns, subject, identifier, found, topic, body)
    return Shape(block.index, tuple(columns), subject, identifier, kind, body, headers[-1], found or topic, header if told else "")


def _sums_of(header: str, language: str) -> str:
    """What amounts of money beside rows of such a name are: "Cost item", 成本项 and "Fonte de receita" say it."""
    return {"cost": "budget", "revenue": "revenue"}.get(money_role(header, language), "")


def _compares_roles(columns: list[Column], subject: int) -> bool:
    """Baseline, target or actual values side by side: the rows are measures, unless they are periods or phases (plan against actual)."""
    if any(column.unit is not None and column.unit.kind == "money" for column in columns if column.role or column.use == "attribute"):
        return False
    stated = {column.meaning.attribute for column in columns if column.meaning is not None and column.use == "attribute"}
    roles = {column.role for column in columns if column.use in {"role", "period"} and column.role}
    if stated >= _SCHEDULE or len(roles) < 2 or subject < 0:
        return False
    meaning = columns[subject].meaning
    return kind_of(columns[subject].label) in {None, "objective"} and not (meaning is not None and meaning.attribute == "window")


def _subject(scanned: Scanned, block: Block, columns: list[Column], body: tuple[int, ...]) -> int:
    """The column that names the rows: one whose header says so, else the first of words, else the first of periods."""
    first = next((column.index for column in columns if column.use != "id"), 0)
    merged = first < len(columns) and _has_gaps(block, first, body)
    for column in columns[first + merged : first + 2 + merged]:
        if merged and _has_gaps(block, column.index, body):
            continue
        named = kind_of(column.label) or (column.meaning is not None and column.meaning.attribute == "title")
        if (
            column.use != "id"
            and named
            and not column.role  # "Target of phase 1" holds targets
            and (column.index == first or not _repeats(block, column.index, body))  # versions of several products
            and (_is_wordy(scanned, block, column.index, body) or counts_up(block, column, body))
            and not _lists_ids(scanned, block, column.index, body)
        ):
            return column.index
    titled = (c.index for c in columns if c.meaning and c.meaning.attribute == "title" and c.meaning.confidence == 1.0 and c.use == "value")
    for index in titled:  # "Name" behind the numbers and dates of an export
        if columns[0].meaning is not None and columns[0].meaning.attribute == "id" and _is_wordy(scanned, block, index, body):
            return index
    usable = [c for c in columns[:4] if c.use in {"value", "attribute", "name", "role", "total"}]
    wordy = [c for c in usable if _is_wordy(scanned, block, c.index, body)]
    if wordy and wordy[0].index == 0 and _is_tested(scanned, block, wordy[0], body) and _tells_apart(block, 0, body):
        return 0
    naming = [c for c in wordy if not _is_told(scanned, block, c, body)]
    if not naming and _are_known_by_ids(scanned, block, columns, body):
        return -1
    plain = [c for c in wordy if c.use != "role" and c.index < 3]  # "~50", "to be measured" below "Target" name nothing
    if found := [c for c in naming if c.use != "role"] or plain or naming or [c for c in wordy if c.index < 3]:
        ahead = columns[first]
        if (
            first < found[0].index
            and ahead in usable
            and _tells_apart(block, first, body)
            and not _tells_apart(block, found[0].index, body)
        ):
            return first  # "2 reviews", "5 ideas" above each other, and beside them which of two models makes them
        return _telling(block, found, body)
    return columns[0].index if columns and columns[0].use != "id" else -1


def _in_groups(scanned: Scanned, block: Block, columns: list[Column], subject: int, body: tuple[int, ...]) -> int:
    """The column that names the rows where `subject` names only the phases or sections they are in, as in what tools export: one whose
    header says so and that tells nearly all rows apart."""
    if subject < 0 or len(body) < _FEWEST_GROUPED or _distinct(block, subject, body) * 2 > len(body):
        return subject
    for column in columns:
        attribute = column.meaning.attribute if column.meaning is not None and column.meaning.confidence >= SURE else ""
        if column.index == subject or column.use not in {"value", "attribute"}:
            continue
        named = kind_of(column.label) or attribute in _NAMING - {"end"}
        if named and _distinct(block, column.index, body) * 10 >= 9 * len(body) and _is_wordy(scanned, block, column.index, body):
            return column.index
    return subject


def _are_known_by_ids(scanned: Scanned, block: Block, columns: list[Column], body: tuple[int, ...]) -> bool:
    """Whether the rows have ids of their own ("A1", not "1"), and nothing names them: what they need would, who does them does not."""
    identifier = next((c.index for c in columns if c.use == "id"), -1)
    needs = any(c.meaning is not None and c.meaning.attribute == "depends_on" for c in columns[:3])
    return identifier >= 0 and not needs and _has_ids(scanned, block, identifier, body)


def _telling(block: Block, found: list[Column], body: tuple[int, ...]) -> int:
    """The first of the columns that name rows; where it only groups them ("Year 2", "Year 2", "Year 3"), or the next one is of measures
    ("Category | Metric | Target"), the next one that tells them apart."""
    first, *others = found
    beside = others[0] if others and others[0].index == first.index + 1 else first
    if topic_of(beside.label) == "metrics" != topic_of(first.label) and _tells_apart(block, beside.index, body):
        return beside.index
    if len(body) < _FEWEST_GROUPED or first.use == "id" or _distinct(block, first.index, body) * 2 > len(body):
        return first.index
    return next((c.index for c in others[:1] if c.use != "role" and _tells_apart(block, c.index, body)), first.index)


def _texts(block: Block, index: int, body: tuple[int, ...]) -> list[str]:
    """What the cells of a column say."""
    return [block.rows[at].cells[index].text for at in body]


def _distinct(block: Block, index: int, body: tuple[int, ...]) -> int:
    return len({text.casefold().strip() for text in _texts(block, index, body)})


def _repeats(block: Block, index: int, body: tuple[int, ...]) -> bool:
    """Whether two filled cells of a column say the same."""
    filled = [text.casefold().strip() for text in _texts(block, index, body) if text.strip()]
    return len(set(filled)) < len(filled)


def _tells_apart(block: Block, index: int, body: tuple[int, ...]) -> bool:
    """Whether no two filled cells of a column say the same, and most of them have a word."""
    filled = [text.casefold().strip() for text in _texts(block, index, body) if text.strip()]
    worded = sum(bool(_WORDED.search(text)) for text in filled)
    return len(set(filled)) == len(filled) and worded * 2 > len(filled)


def _is_told(scanned: Scanned, block: Block, column: Column, body: tuple[int, ...]) -> bool:
    """Whether the column's cells say something about the rows: its header does, and they hold little but values ("Priority" may also
    stand above the names of priorities)."""
    if column.meaning is None or column.meaning.attribute not in _TOLD or column.meaning.confidence < SURE:
        return False
    filled = {at: text for at in body if (text := block.rows[at].cells[column.index].text)}
    if column.meaning.attribute in _PARTIES:
        return column.index > 0
    valued = sum(
        2 * sum(len(token.text) for token in scanned.cells.get((block.index, at, column.index), ()) if token.kind in _VALUES) >= len(text)
        for at, text in filled.items()
    )
    return valued * 2 > len(filled)


def _has_gaps(block: Block, index: int, body: tuple[int, ...]) -> bool:
    """Whether a column names groups of rows: some of its cells are empty below one that is not, where other cells are filled."""
    cells = [block.rows[at].cells for at in body if any(cell.text for cell in block.rows[at].cells[index + 1 :])]
    texts = [row[index].text for row in cells if not any(is_total(cell.text) for cell in row[:3] if cell.text)]
    return bool(texts) and bool(texts[0]) and not all(texts)


def _is_wordy(scanned: Scanned, block: Block, index: int, body: tuple[int, ...]) -> bool:
    """Most filled cells begin with a word, not with a value."""
    wordy = filled = 0
    for at in body:
        cells = block.rows[at].cells
        if cells[index].text:
            filled += 1
            tokens = scanned.cells.get((block.index, at, index), ())
            wordy += not (tokens and tokens[0].kind in {"quantity", "number"} and not _has_word(cells[index].text[: tokens[0].start]))
    return filled > 0 and wordy * 2 > filled


def _has_word(text: str) -> bool:
    return any(character.isalnum() for character in text)


def counts_up(block: Block, column: Column, body: tuple[int, ...]) -> bool:
    """Whether the cells number the things that the header names: "1 Trial", "2 Fleet" below "Phase", or "A", "B", "C"."""
    if kind_of(column.label) not in {"phase", "milestone"}:
        return False
    texts = _texts(block, column.index, body)
    found = [match for text in texts if (match := NUMBERED.match(text))]
    numbers = [int(match[1]) if match[1] else ord(match[2]) - ord("A") + 1 for match in found]
    alike = len({bool(match[1]) for match in found}) == 1
    return alike and len(numbers) >= 2 and numbers[0] <= 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _is_tested(scanned: Scanned, block: Block, first: Column, body: tuple[int, ...]) -> bool:
    """Whether a first column names what values beside it are of: "Gate | Score | Evidence", "目标 | 指标 | 达成标准"."""
    if first.role == "gate":
        return True
    return bool(first.role) and not _is_valued(scanned, block, 0, body) and _is_valued(scanned, block, 1, body)


def _is_valued(scanned: Scanned, block: Block, index: int, body: tuple[int, ...]) -> bool:
    """Whether most cells of a column hold a value."""
    held = (scanned.cells.get((block.index, at, index), ()) for at in body)
    return sum(any(token.kind in {"quantity", "number"} for token in tokens) for tokens in held) * 2 > len(body)


def _lists_ids(scanned: Scanned, block: Block, index: int, body: tuple[int, ...]) -> bool:
    """Cells that list several ids say what belongs to the row, they do not name it."""
    return any(sum(token.kind == "id" for token in scanned.cells.get((block.index, at, index), ())) >= 2 for at in body)


def _kind(
    scanned: Scanned, block: Block, columns: list[Column], subject: int, identifier: int, found: str, topic: str, body: tuple[int, ...]
) -> ItemKind | None:
    """What the rows name, if they name something planned: by the header of the naming column, the section, or ids in the rows."""
    attributes = sum(column.use == "attribute" or relative_units().get(normalise(column.label)) is not None for column in columns)
    if subject < 0:
        return None
    if found == "risks" or (topic == "risks" and found in {"", "background"} and attributes):
        return "risk"
    header = kind_of(columns[subject].label) or kind_of(columns[identifier].label if identifier >= 0 else "")
    if found == "team":
        return "team_role" if len(columns) > 1 else None
    if is_drawn(block, columns, body):
        return header or "initiative"
    stated = {column.meaning.attribute for column in columns if column.meaning is not None and column.use == "attribute"}
    timed = stated & (_PLANNING | {"duration"})
    if header in {"phase", "milestone"} and not timed and (stated & _SOLD_FOR or names_rank(columns[subject].label)):
        return None  # "Plan | Price | Users", "Tier | Monthly", "Pillar | What it holds": what is sold or ranked, nothing that is reached
    if header and attributes and (identifier >= 0 or not any(column.use == "period" for column in columns)):
        return header
    if identifier >= 0 and _numbers_key_results(block, identifier, body):
        return "objective"
    if identifier >= 0 and attributes and _has_ids(scanned, block, identifier, body):
        return "team_role" if topic == "team" else "initiative"
    named = sum(1 for at in body if (ref := numbered_reference(block.rows[at].cells[subject].text)) and ref[1] in {"phase", "milestone"})
    if named * 2 > len(body) and attributes:
        return "phase"
    listing: dict[str, ItemKind] = {
        "milestones": "milestone",
        "initiatives": "initiative",
        "tasks": "task",
        "deliverables": "deliverable",
        "team": "team_role",
    }
    kind = listing.get(found) or (listing.get(topic) if attributes else None)
    silent = {found} & _NO_PLAN or ({topic} & _NO_PLAN and not (topic in _OF_MONEY and _is_scheduled(stated)))
    kind = kind or ("initiative" if not silent and _plans(columns, subject) else None)
    return kind if kind and not any(column.use == "period" for column in columns) else None


def _plans(columns: list[Column], subject: int) -> bool:
    """Whether the rows can only be planned things: at least two columns that only these have (an owner, a status, a date, what is needed),
    or one below a header such as "Title"; and the naming column speaks of nothing else ("Version", "Risk")."""
    meaning = columns[subject].meaning
    if meaning is not None and meaning.confidence >= SURE and meaning.attribute not in _NAMING:
        return False
    found = {
        c.meaning.attribute for c in columns if c.use == "attribute" and c.index != subject and c.meaning and c.meaning.confidence >= SURE
    }
    titled = meaning is not None and meaning.attribute == "title" and meaning.confidence >= SURE
    return len(found & _PLANNING) >= 2 or (titled and bool(found & _PLANNING - {"owner"}))  # a role has an owner too


def _is_scheduled(stated: Set[str]) -> bool:
    """Whether rows begin and end, or wait for each other: a section of money lists the work that it pays for."""
    return stated >= {"start", "end"} or "depends_on" in stated


def _numbers_key_results(block: Block, index: int, body: tuple[int, ...]) -> bool:
    """Whether the ids of the rows are those of key results ("KR 1.2")."""
    texts = _texts(block, index, body)
    return len(texts) >= 2 and all(id_prefix(text).strip().casefold() == "kr" for text in texts if text)


def _has_ids(scanned: Scanned, block: Block, index: int, body: tuple[int, ...]) -> bool:
    return any(token.kind == "id" for at in body for token in scanned.cells.get((block.index, at, index), ()))
