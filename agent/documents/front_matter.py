"""YAML (and simple TOML) front matter as flat key-value pairs with their lines, read without trust."""

from __future__ import annotations

import re

from msgspec import Struct

from agent.expressions import expression
from agent.model.document import Note

_KEY = expression(r"[\"']?[A-Za-z_\u00c0-\uffff][^:=\n]{0,80}[:=](?:\s|$)")
_MOST_BYTES = 65_536
_MOST_DEPTH = 20
_MOST_LINES = 2_000


class FrontMatter(Struct, frozen=True):
    """Lines 1..end_line of the document; `metadata` are (key, value as text, line), nested keys joined by dots."""

    end_line: int
    metadata: tuple[tuple[str, str, int], ...]
    notes: tuple[Note, ...] = ()


def read_front_matter(lines: tuple[str, ...]) -> FrontMatter | None:
    """The front matter that opens a document, or None. A thematic break at the top of a document is not front matter."""
    first = next((number for number, line in enumerate(lines[:5]) if line.strip()), None)
    if first is None or lines[first].rstrip() not in ("---", "+++"):
        return None
    mark = lines[first].rstrip()
    ends = ("---", "...") if mark == "---" else ("+++",)
    stop = next((at for at in range(first + 1, min(len(lines), _MOST_LINES)) if lines[at].rstrip() in ends), None)
    if stop is None:
        return None
    body = lines[first + 1 : stop]
    filled = [line for line in body if line.strip() and not line.lstrip().startswith("#")]
    if not filled or not (_KEY.match(filled[0]) or filled[0].startswith("{")):
        return None
    return _parsed(body, first + 2, stop + 1, yaml=mark == "---")


def _parsed(body: tuple[str, ...], first_line: int, end_line: int, *, yaml: bool) -> FrontMatter:
    text = "\n".join(body)
    if len(text.encode("utf-8", "replace")) > _MOST_BYTES:
        return FrontMatter(end_line, (), (Note("front_matter", 1, "front matter over 64 kB was left unread"),))
    if not yaml:
        return FrontMatter(end_line, _simple_pairs(body, first_line))
    try:
        return FrontMatter(end_line, tuple(_yaml_pairs(text, first_line)))
    except ValueError as error:
        note = Note("front_matter", 1, f"front matter is not plain YAML ({error}); read line by line")
        return FrontMatter(end_line, _simple_pairs(body, first_line), (note,))


def _simple_pairs(body: tuple[str, ...], first_line: int) -> tuple[tuple[str, str, int], ...]:
    pairs = []
    for offset, line in enumerate(body):
        found = re.match(r"([^\s:=#][^:=]{0,80}?)\s{0,9}[:=]\s{0,9}(\S.*)", line)
        if found:
            pairs.append((found[1].strip("\"' "), found[2].strip().strip("\"'"), first_line + offset))
    return tuple(pairs)


def _yaml_pairs(text: str, first_line: int) -> list[tuple[str, str, int]]:
    """Flat pairs of a YAML mapping; raises ValueError for anything but plain mappings, lists and scalars."""
    import yaml

    depth = 0
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent):
                raise ValueError("aliases are not followed")
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > _MOST_DEPTH:
                    raise ValueError("nested more than 20 deep")
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise ValueError(str(getattr(error, "problem", "") or "broken")) from None
    except RecursionError:
        raise ValueError("nested too deep") from None
    pairs: list[tuple[str, str, int]] = []
    if root is not None:
        _flatten("", root, first_line, pairs)
    return pairs


def _flatten(key: str, node: object, first_line: int, pairs: list[tuple[str, str, int]]) -> None:
    import yaml

    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            label = str(name.value) if isinstance(name, yaml.ScalarNode) else "?"
            _flatten(f"{key}.{label}" if key else label, value, first_line, pairs)
    elif isinstance(node, yaml.SequenceNode) and all(isinstance(item, yaml.ScalarNode) for item in node.value):
        pairs.append((key, ", ".join(item.value for item in node.value), first_line + node.start_mark.line))
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            _flatten(f"{key}.{index}" if key else str(index), item, first_line, pairs)
    elif isinstance(node, yaml.ScalarNode):
        pairs.append((key, str(node.value), first_line + node.start_mark.line))
