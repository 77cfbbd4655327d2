"""Bytes to text: which encoding a file is in, decided from its bytes alone and said aloud when it is not UTF-8."""

from __future__ import annotations

import codecs
import re
from unicodedata import category

from msgspec import Struct

from agent.expressions import expression
from agent.model.document import Note

_SAMPLE = 65_536
_PROBE = 4_000
_KANA = expression("[\u3041-\u30ff]")
# Korean first: its syllables lie where Chinese has common characters, but Chinese goes on beyond them.
_EAST_ASIAN_CODECS = ("euc_kr", "cp932", "euc_jp", "gb18030", "big5")
_JAPANESE = frozenset(("cp932", "euc_jp"))
_HIGH_RUN = expression(rb"[\x80-\xff]+")
_BINARY_BYTES = expression(rb"[\x00-\x06\x0e-\x1a\x1c-\x1f]")


class Decoded(Struct, frozen=True):
    """The text of a file, the name of the encoding, and a note unless it was plain UTF-8."""

    text: str
    encoding: str
    notes: tuple[Note, ...] = ()


def decode(data: bytes) -> Decoded:
    """The text in some bytes. Never fails: latin-1 reads everything.

    Order: byte order marks, strict UTF-8, UTF-16 without a mark (every other byte zero), the East Asian and Cyrillic encodings if
    the result reads as that language, cp1252, latin-1.
    """
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return _marked(data, name)
    try:
        return Decoded(data.decode("utf-8"), "utf-8") if not _is_wide(data) else _wide(data)
    except UnicodeDecodeError as error:
        return _legacy(data, error)


def looks_binary(data: bytes) -> bool:
    """Whether bytes are not text in any encoding we read: zero bytes outside UTF-16, or many control characters."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE)):
        return False
    sample = data[:_SAMPLE]
    if not sample or _is_wide(sample):
        return False
    controls = len(_BINARY_BYTES.findall(sample))
    return controls > max(8, len(sample) // 50)


def _marked(data: bytes, name: str) -> Decoded:
    text = data.decode(name, "replace")
    if name == "utf-8-sig":
        return Decoded(text, "utf-8", (Note("bom", 1, "the file begins with a UTF-8 byte order mark"),))
    return Decoded(text, name, (_said(name, "by its byte order mark"),))


def _is_wide(data: bytes) -> bool:
    """Whether bytes are UTF-16 without a mark: zeros in every other place, as spaces and digits give, and text comes out."""
    sample = data[: _SAMPLE // 2 * 2]
    if len(sample) < 4 or len(sample) % 2:
        return False
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 50 < len(sample) or min(even, odd) * 20 > max(even, odd):
        return False
    text = sample[:_PROBE].decode("utf-16-le" if odd > even else "utf-16-be", "replace")
    return sum(1 for character in text if category(character)[0] in "LNPSZM" or character in "\t\n\r") >= 0.95 * len(text)


def _wide(data: bytes) -> Decoded:
    sample = data[:_SAMPLE]
    name = "utf-16-le" if sample[1::2].count(0) > sample[0::2].count(0) else "utf-16-be"
    return Decoded(data.decode(name, "replace"), name, (_said(name, "by its zero bytes"),))


def _legacy(data: bytes, error: UnicodeDecodeError) -> Decoded:
    mostly = data.decode("utf-8", "replace")
    broken = mostly.count("\ufffd")
    if broken * 20 <= sum(1 for character in mostly if ord(character) > 127) - broken:
        line = data.count(b"\n", 0, error.start) + 1
        return Decoded(mostly, "utf-8", (Note("encoding", line, f"{broken} bytes are not UTF-8 and are shown as \ufffd"),))
    if _is_wide(data):
        return _wide(data)
    name = _east_asian(data) or _cyrillic(data) or _single_byte(data)
    return Decoded(data.decode(name, "replace"), name, (_said(name, "as it is not UTF-8"),))


def _said(name: str, reason: str) -> Note:
    return Note("encoding", 0, f"read as {name}, {reason}; save the file as UTF-8 to be sure")


def _east_asian(data: bytes) -> str:
    """The East Asian encoding that decodes these bytes to text which reads as its language, best first; "" for none."""
    best, best_score = "", 0.0
    for name in _EAST_ASIAN_CODECS:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        score = _plausibility(text, name)
        if score > best_score:
            best, best_score = name, score
    return best


def _plausibility(text: str, name: str) -> float:
    """Share of the non-ASCII characters that are common in the language of an encoding; 0 if there are too few to tell."""
    foreign = [character for character in text if ord(character) > 127]
    if len(foreign) < 4:
        return 0.0
    common = sum(1 for character in foreign if _is_common(character, name))
    if name in _JAPANESE and not _KANA.search(text):  # Korean and Chinese bytes decode to kanji alone
        return 0.0
    rare = sum(1 for character in foreign if "\uff61" <= character <= "\uff9f" or "\ue000" <= character <= "\uf8ff")
    pairs = len(re.findall("[^\x00-\x7f]{2,}", text))
    score = (common - 2 * rare) / len(foreign)
    return score if score > 0.7 and pairs else 0.0


def _is_common(character: str, name: str) -> bool:
    if "\u3000" <= character <= "\u303f" or "\uff01" <= character <= "\uff5e":
        return True
    if name in _JAPANESE:
        return "\u3041" <= character <= "\u30ff" or ("\u4e00" <= character <= "\u9fff" and _first_level(character, "euc_jp", 0xB0, 0xCF))
    if name == "gb18030":
        return "\u4e00" <= character <= "\u9fff" and _first_level(character, "gb2312", 0xB0, 0xD7)
    if name == "euc_kr":
        return "\uac00" <= character <= "\ud7a3"
    return "\u4e00" <= character <= "\u9fff" and _first_level(character, "big5", 0xA4, 0xC6)


def _first_level(character: str, codec: str, low: int, high: int) -> bool:
    """Whether a character is in the part of a standard that holds the common ones, ordered by sound; the rest is rare."""
    try:
        return low <= character.encode(codec)[0] <= high
    except UnicodeEncodeError:
        return False


def _cyrillic(data: bytes) -> str:
    """A Cyrillic encoding, if whole words are written above ASCII; in Western text such letters stand alone. More small letters win."""
    runs = _HIGH_RUN.findall(data[:_SAMPLE])
    high = sum(len(run) for run in runs)
    if high < 20 or high < 3 * len(runs):
        return ""
    scores = {}
    for name in ("cp1251", "koi8_r"):
        text = b" ".join(runs).decode(name, "replace")
        small = sum(1 for character in text if "\u0430" <= character <= "\u044f")
        scores[name] = small / high
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] > 0.6 else ""


def _single_byte(data: bytes) -> str:
    """cp1252, which holds all of latin-1 that people write; latin-1 for the five bytes cp1252 does not know."""
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:
        return "latin-1"
    return "cp1252"
