"""Names of people that stand between separators: `Q-01 · Quay heating · €45K · Ines Braga`."""

from __future__ import annotations

from agent.expressions import expression
from agent.extract.wording.words import kind_of, topic_of
from agent.facts import Convention, lookup_label, measure_of, scan

_SEPARATED = expression(r"[·|｜]\s*$")
_NAME = expression(r"(?:(?P<honorific>Dr\.?|Frau|Herr|Mr\.?|Ms\.?|Mrs\.?|Mme|M\.|Sr\.?|Sra\.?)\s+)?(?P<name>\S+(?:\s+\S+){0,3})")
_WORD = expression(r"[^\W\d_]\.|[^\W\d_](?:[^\W\d_]|['’-](?=[^\W\d_]))+")
_PARTICLES = frozenset({"de", "da", "do", "dos", "das", "del", "la", "le", "di", "van", "von", "der", "den", "zu", "al", "bin", "y", "e"})
_CAPITAL_NOUNS = frozenset({"de"})  # languages that write every noun with a capital


def names_person(text: str, start: int, end: int, language: str) -> bool:
    """Whether `text[start:end]` is a part between separators that is written like a name: two or three capitalised words that the
    lexicon does not know. Where nouns have capitals, only behind "Frau", "Herr" or "Dr."."""
    before, after = text[:start], text[end:].lstrip()
    if not (_SEPARATED.search(before) and (not after or after[0] in "·|｜\n")):
        return False
    match = _NAME.fullmatch(text[start:end].strip())
    if match is None or (language in _CAPITAL_NOUNS and not match["honorific"]):
        return False
    words = match["name"].split()
    proper = [word for word in words if word not in _PARTICLES]
    if not all(_WORD.fullmatch(word) and word[0].isupper() and (not word.isupper() or len(word) <= 2) for word in proper):
        return False
    if not (2 <= len(proper) <= 3 or (match["honorific"] and proper)):
        return False
    return not _is_known(match["name"], proper)


def _is_known(name: str, words: list[str]) -> bool:
    """Words with a meaning of their own name no person: "Data Platform", "Phase Two", "High Priority"."""
    if lookup_label(name) is not None or topic_of(name) or measure_of(name) or scan(name, Convention()):
        return True
    return any(lookup_label(word) is not None or kind_of(word) is not None or topic_of(word) for word in words)
