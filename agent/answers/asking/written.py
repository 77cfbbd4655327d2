"""Large numbers written in words, as figures: "ten thousand dollars" is looked for as $10,000 is written."""

from __future__ import annotations

import re
from functools import cache

from agent.answers.asking.counted import han_value
from agent.answers.asking.cues import number_words
from agent.expressions import compiled, expression

_SCALES = {
    "thousand": 1_000, "million": 1_000_000, "millions": 1_000_000, "tausend": 1_000, "millionen": 1_000_000, "mil": 1_000,
    "milhao": 1_000_000, "milhão": 1_000_000, "milhões": 1_000_000, "millón": 1_000_000, "millones": 1_000_000, "mille": 1_000,
    "тысяч": 1_000, "тысячи": 1_000, "миллион": 1_000_000, "миллиона": 1_000_000, "миллионов": 1_000_000,
}  # fmt: skip


@cache
def _pattern(language: str) -> re.Pattern[str]:
    numbers = "|".join(sorted(map(re.escape, {**number_words("en"), **number_words(language)}), key=len, reverse=True))
    scales = "|".join(sorted(_SCALES, key=len, reverse=True))
    return compiled(rf"(?<!\w)({numbers})[ -]({scales})(?!\w)", re.IGNORECASE)


def in_figures(text: str, language: str) -> str:
    """The text with such numbers in digits; "three million" is 3000000."""
    numbers = {**number_words("en"), **number_words(language)}

    def figures(match: re.Match[str]) -> str:
        return str(numbers[match.group(1).casefold()] * _SCALES[match.group(2).casefold()])

    return _HAN_MONTH.sub(lambda match: f"{han_value(match[1])}月", _pattern(language).sub(figures, text))


# 六月 is looked for as 6月: months of the calendar are written in figures where plans date anything.
_HAN_MONTH = expression(r"(?<![第个個一二三四五六七八九十])(十[一二]?|[一二三四五六七八九])月(?!间|間|底前)")
