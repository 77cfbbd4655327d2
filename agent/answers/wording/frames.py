"""The sentences around what a roadmap says, in the language of the question."""

from __future__ import annotations

from agent.answers.asking.cues import load, mapping


def frame(key: str, language: str, **filled: object) -> str:
    """A sentence of the frame lexicon; English where a language has none."""
    table = load("frames")
    sentences = mapping(table.get(language)) or mapping(table["en"])
    pattern = sentences.get(key, mapping(table["en"]).get(key))
    if pattern is None:
        raise KeyError(f"no frame is called {key}")
    return str(pattern).format(**filled)
