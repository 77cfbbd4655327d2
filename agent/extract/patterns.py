"""Lists of phrases in sections.yaml as patterns over folded text."""

from __future__ import annotations

import re
from functools import cache

from agent.facts import lexicon, normalise

_CHARACTER = r"[぀-ヿ㐀-鿿豈-﫿]"
CJK = re.compile(_CHARACTER)


@cache
def patterns(section: str) -> dict[str, re.Pattern[str]]:
    """One alternation per meaning; a word of letters matches as a whole word, Han and kana anywhere."""
    return {name: phrase_pattern(phrases) for name, phrases in lexicon.words("sections", section).items()}


def phrase_pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the phrases; one look behind serves all words of letters, which makes a search several times as fast as one for each. A
    phrase of one character in Han or kana is a word only where it stands alone: 计, but not 设计师."""
    folded = sorted({normalise(phrase) for phrase in phrases}, key=lambda phrase: (-len(phrase), phrase))
    unspaced = [
        re.escape(phrase) if len(phrase) > 1 else f"(?<!{_CHARACTER}){phrase}(?!{_CHARACTER})" for phrase in folded if CJK.search(phrase)
    ]
    spaced = "|".join(re.escape(phrase) for phrase in folded if not CJK.search(phrase))
    return re.compile("|".join([*([rf"(?<![\w-])(?:{spaced})(?![\w-])"] if spaced else []), *unspaced]))
