"""The lists of words that the package carries, whichever parser reads them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

FILES = sorted((Path(__file__).parent.parent / "agent").rglob("*.yaml"))


class OneOfEach(yaml.SafeLoader):
    """The parser without its compiled part, which forgives more; a key that stands twice is an error."""


def _mapping(loader: OneOfEach, node: yaml.MappingNode) -> dict[object, object]:
    keys = [loader.construct_object(key, deep=True) for key, _ in node.value]
    twice = {str(key) for key in keys if keys.count(key) > 1}
    assert not twice, f"{twice} {node.start_mark}"
    return loader.construct_mapping(node, deep=True)


OneOfEach.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_lists_of_words_say_each_key_once_and_need_no_compiled_parser(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert yaml.load(text, Loader=OneOfEach) == yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
