"""The scan: every scanner at every place where one may start, longest match wins."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache

from msgspec.structs import replace

from agent.expressions import expression
from agent.facts.beside import kept_operators, with_context
from agent.facts.compound_durations import with_compounds
from agent.facts.convention import Convention
from agent.facts.folding import is_letter
from agent.facts.ids import label_at, leading_number_at, name_end, numbered_name_end
from agent.facts.listings import with_listed_labels, without_numbered_parts, without_orders, without_series
from agent.facts.marks import mark_at, operator_at, statistic_at
from agent.facts.quantities import quantity_at
from agent.facts.relative import coming_at, counted_next_at, next_word_end, reads_as_window, relative_at
from agent.facts.triggers import Subject, sign_starters, trigger, word_starters
from agent.facts.units import currency_at
from agent.facts.view import View
from agent.facts.windows import window_at
from agent.model.quantity import Quantity, Window
from agent.model.token import Token

# Links, addresses, UUIDs, hexadecimal and file numbers, registrations, times of day, "24/7", IP addresses: no facts are in them.
_LINK = expression(r"(?:https?|ftp)://[^\s<>\"')\]}|]+|www\.[^\s<>\"')\]}|]+|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}", re.ASCII)
_GIVE_OR_TAKE = ("+/-", "+/\u2212", "+/\u2013")
_LINK_STARTS = ("http", "www.", "ftp:")
_CLOCK = expression(
    r"[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|0x[\da-f]{2,80}|\d{3,6}(?:-\d{3,6}){2,4}(?:/\d{1,6}(?:-\d{1,6})?){0,3}(?!\w)|\d{1,2}:\d{2}(?::\d{2})?(?![\d:])|24/7(?!\d)|(?:24|7)[x×*](?:24|7)(?![\d.,])|\d{1,2}h\d{2}(?!\w)"
    r"|(?:0?[6-9]|1\d)h[ \u00a0]?-[ \u00a0]?(?:1\d|2[0-4])h(?!\w)"  # "9h-18h": open from nine to six
    r"|911(?=[ -](?:calls?|dispatch|callers?)(?!\w))"  # whom one calls
    r"|(?<=[晨午晚早日])\d{1,2}(?:[点點](?:\d{1,2}分)?|时(?![间長长]))"  # 凌晨4点
    r"|\d{2}\.\d{3}\.\d{3}/\d{4}-\d{2}(?!\d)|\d{3}\.\d{3}\.\d{3}-\d{2}(?!\d)",  # the registration of a firm or person
    re.ASCII,
)
_ANSWER_CODE = expression(  # "no 500 errors", "404 pages": what a server answers
    r"(?:40[0134589]|41[0358]|42[2569]|451|50[0-4]|511)(?=(?:s|[ \u00a0-](?:errors?|pages?|status|responses?|codes?|not found|internal"
    r"|bad gateway|unauthorized|forbidden|erros?|errores|erreurs?|fehler|ошиб\w{1,6})|エラー|错误)(?!\w))"
)
_CODE = expression(
    r"(?:40[0134589]|41[0358]|42[2569]|451|50[0-4]|511)(?=\s(?:on|when|if|now|for|is|was|to|and|or|from|after|instead|page|response)\b|[.,;:)\]`]|$)"
)
_BEFORE_CODE = expression(
    r"\b(?:no|an?|the|returns?|returned|returning|with|http|status|code|gets?|got|throws?|als|com|con|retorna|devuelve|renvoie)[ `(]{1,2}$"
)
# "a 5×5 matrix", "48x44px": how large something is drawn; 2 回目: the second time
_GRID = expression(
    r"(\d{1,2})[x×]\1(?![\w.,%])|\d{1,5}[x×]\d{1,5}[ \u00a0]?(?:px|pixels?|dpi)(?!\w)|\d{3,4}[x×]\d{3,4}(?![\w.,%])"
    r"|\d{1,3}[ \u00a0]?[回番つ個人件本枚社度代行]目"
)
# "(6/12/18)": numbers of other things; "20/02": a day without its year; "[1, 3, 4, 5]": what a program lists
_TRIPLE = expression(r"\d{1,3}/\d{1,3}/\d{1,3}(?![\d/%]|[.,]\d)|[0-3]?\d/0[1-9](?![\d/.,%])")
_ARRAY = expression(r"(?<=\[)\d{1,5}(?:,[ ]?\d{1,5}){3,}(?=\])")
# "VARCHAR(255)", "DECIMAL(10,2)", "(DECIMAL, 10,2)": how wide a column of a database is
_COLUMN_TYPE = expression(r"\b(?:n?varchar2?|n?char|int|bigint|decimal|numeric|float|double|varbinary|bit|vector)[ ]?(?:\(|,[ ])$")
_COLUMN_WIDTH = expression(r"\d+(?:,[ ]?\d+)?(?=[,)])")
_LAW_YEAR = expression(r"(?:18|19|20)\d\d(?![\w-])")
_LAW = expression(r"(?:^|\W)(?:Act|Rules|Regulations?|Directive|Ordinance),? (?:of )?$")  # "the Companies Act, 2013": a name
_GLUED_GROUP = expression(r"(?:^|[\s*(])([A-Za-z])\d{1,3}(?:,\d{3})*,$")
_NUMBERED_BEFORE = expression(r"\b[A-Z]{2,8}-\d{2,5}$")
_SLASHED = expression(r"\d{1,2}/\d{1,2}/\d{3,6}")  # "13/03/20201": a day with a slip in it
_WORD_BEFORE = 14
_RANKED = ("top ", "top-")
_ISO_DAY = expression(r"\d{4}-\d{2}-\d{2}(?:-\d{1,4})?(?![\w])")
_PHONE = expression(r"\+\d{1,3}[ \u00a0]\(?\d{2,4}\)?[\d \u00a0-]{5,12}(?!\d)")
_NETWORK = expression(r"[2-6]G(?![\w/])", re.ASCII)  # "over 4G": a generation of networks
# 1ユーザーあたり: the one divides; 1日あたり3件 counts days, 1人あたり500円 persons
_PER_EACH = expression(r"(?:あたり|当たり|当り|につき|ごと|毎)(?!に?[\d一二三](?![\d.,]*[万億千]?(?:円|元|ドル|ユーロ)))")
_ADDRESS = expression(r"\d{1,3}(?:\.\d{1,3}){3}(?:/\d{1,2})?(?!\d|\.\d)", re.ASCII)
_GROUPS = expression(r"\d{1,3}(?:\.\d{3}){3}(?!/)", re.ASCII)  # 1.000.000.000 is a number where full stops group
_NUMERIC_RUN = expression(r"[\d.,:/'a-z_-]*[\da-z_]", re.ASCII)
_WORD_RUN = expression(r"[^\W_\u2e80-\u9fff\uf900-\ufaff]+(?:[_.-]?\d[^\W\u2e80-\u9fff]*)?(?:(?<=-\d{4})-\d{2}-\d{2}(?!\w))?")
_GLUE = frozenset(":.@+-_")  # what makes an address or a name of a word
_MONEY_SIGNS = frozenset("$€£¥₹₽ru")  # what an amount of money may start with: "$", "R$", "US$"
Scanner = Callable[[View, int], Token | None]
_DIGITS_OF_A_PHONE = 10
_SHORT = 240  # characters of a text that is remembered: cells and list entries repeat, in the other version of a plan nearly all do
_Found = tuple[Token | None, int]


def scan(text: str, convention: Convention) -> tuple[Token, ...]:
    """All typed tokens of a text, sorted and disjoint. Time is linear in the length of the text."""
    return _remembered(text, convention) if len(text) <= _SHORT else _scan(text, convention)


@lru_cache(maxsize=16384)
def _remembered(text: str, convention: Convention) -> tuple[Token, ...]:
    return _scan(text, convention)


def _scan(text: str, convention: Convention) -> tuple[Token, ...]:
    view = View.of(text, convention)
    found = tuple(_tokens(view))
    if not found:
        return ()  # as in every second text
    tokens = tuple(with_context(view, tuple(kept_operators(view, with_compounds(text, found)))))
    if not any(token.kind == "number" for token in tokens):
        return tokens
    return without_series(text, without_orders(with_listed_labels(text, without_numbered_parts(text, tokens))))


def _tokens(view: View) -> Iterator[Token]:
    search = trigger(view.convention.language, "".join(mark[0] for mark, _ in view.convention.marks)).search
    starters, folded = word_starters(view.convention.language), view.folded
    at = 0
    while match := search(folded, at):
        word, at = match[1], match.end()
        if word:
            after = folded[at : at + 1]
            glued = after.isdecimal() or after in _GLUE
            if not glued and word not in starters:
                continue  # most words
            token, at = _at_word(view, match.start(), word, after if glued else "")
        else:
            token, at = _found_at(view, match.start())
        if token is not None:
            yield token


def _found_at(view: View, at: int) -> _Found:
    """The longest token at a place that is no letter, and where to go on."""
    character = view.folded[at]
    if character.isdecimal():
        return _at_digit(view, at)
    if character == "+" and _is_glued(view, at):
        return None, _numeric_end(view, at + 1)
    if character == "+" and (phone := _PHONE.match(view.folded, at)) and sum(map(str.isdecimal, phone.group())) >= _DIGITS_OF_A_PHONE:
        return None, phone.end()
    if character in "+-" and not _opens_amount(view, at + 1) and not view.folded.startswith(_GIVE_OR_TAKE, at):
        token = operator_at(view, at)
    else:
        token = _longest(view, at, _by_sign(view.convention.language).get(character, (mark_at,)))
    return token, token.end if token else at + 1


def _is_glued(view: View, at: int) -> bool:
    """The plus of "MVP+3" and "Base+2" is part of a name; that of "sales+50%" opens a change."""
    if at == 0 or not is_letter(view.char(at - 1)) or not view.char(at + 1).isdecimal():
        return False
    return view.char(_numeric_end(view, at + 1)) != "%"


def _opens_amount(view: View, at: int) -> bool:
    following = view.char(at)
    if following.isdecimal() or (following and following in _MONEY_SIGNS):
        return True
    if not is_letter(following) or view.char(at - 2).isalnum():
        return False
    code = currency_at(view.text, view.folded, at, view.convention)  # "-A$40", "-CHF 40"
    return code is not None and view.char(view.skip_space(code[1])).isdecimal()


@cache
def _by_sign(language: str) -> dict[str, tuple[Scanner, ...]]:
    return {character: _chosen(subjects) for character, subjects in sign_starters(language).items()}


@cache
def _by_word(language: str) -> dict[str, tuple[Scanner, ...]]:
    return {word: _chosen(subjects) for word, subjects in word_starters(language).items()}


@cache
def _named(language: str) -> frozenset[str]:
    return frozenset(word for word, subjects in word_starters(language).items() if "name" in subjects)


def _chosen(subjects: frozenset[Subject]) -> tuple[Scanner, ...]:
    return tuple(scanner for subject, scanner in _SCANNERS.items() if subject in subjects)


def _at_digit(view: View, at: int) -> _Found:
    clock = _CLOCK.match(view.folded, at) or _address(view, at) or _NETWORK.match(view.text, at) or _ANSWER_CODE.match(view.folded, at)
    if clock:
        return None, clock.end()
    if not view.starts_word(at) or view.char(at - 1) == "#":
        return None, _numeric_end(view, at)
    if (stamped := _stamped(view, at)) is not None:
        return None, stamped
    if view.char(at - 1) == "[" and (array := _ARRAY.match(view.folded, at)) is not None:
        return None, array.end()
    token = _longest(view, at, _DIGIT_SCANNERS)
    if token and token.kind == "number" and (slashed := _SLASHED.match(view.folded, at) or _TRIPLE.match(view.folded, at)):
        return None, slashed.end()
    if token and token.kind != "window" and (_is_denominator(view, at) or _PER_EACH.match(view.folded, token.end)):
        return None, token.end
    label = leading_number_at(view, at)
    if label and (token is None or _is_plain_count(token)):
        token = label
    if token and _is_port(view, token):
        return None, token.end
    if token and _is_plain_count(token) and (named := numbered_name_end(view, at)) is not None:
        return None, named
    return token, token.end if token else _numeric_end(view, at)


def _stamped(view: View, at: int) -> int | None:
    """Where a day ends that is part of a name ("model-x-2024-11-20"), the year of a law, a grid, the width of a column of a database, or
    the code that a server answers with ("no 404 on reload")."""
    if view.char(at - 1) == "-" and is_letter(view.char(at - 2) or " "):
        day = _ISO_DAY.match(view.folded, at)
        return day.end() if day else None
    if view.char(at - 1) == "," and (glued := _GLUED_GROUP.search(view.text[max(0, at - _WORD_BEFORE) : at])) and glued[1].isalpha():
        return _numeric_end(view, at)  # the rest of "R3,710", an amount in a currency that nobody named
    if view.char(at - 1) == "/" and _NUMBERED_BEFORE.search(view.text[max(0, at - _WORD_BEFORE) : at - 1]):
        return _numeric_end(view, at)  # "KEY-596/450": two ids
    if view.folded.startswith(_RANKED, max(0, at - 4)) or view.folded.startswith("上位", at - 2):
        return _numeric_end(view, at)  # "Top 10 customers": which, not how many
    if (grid := _GRID.match(view.folded, at)) is not None:
        return grid.end()
    if "(" in view.folded[max(0, at - 1) : at] or view.folded.startswith(", ", at - 2):
        width = _COLUMN_TYPE.search(view.folded[max(0, at - _WORD_BEFORE) : at]) and _COLUMN_WIDTH.match(view.folded, at)
        if width:
            return width.end()
    if (year := _LAW_YEAR.match(view.folded, at)) is not None and _LAW.search(view.text[max(0, at - _WORD_BEFORE) : at]):
        return year.end()
    code = _CODE.match(view.folded, at)
    return code.end() if code and _BEFORE_CODE.search(view.folded[max(0, at - _WORD_BEFORE) : at]) else None


def _address(view: View, at: int) -> re.Match[str] | None:
    grouped = view.convention.decimal == "," and _GROUPS.match(view.folded, at)
    return None if grouped else _ADDRESS.match(view.folded, at)


def _is_port(view: View, token: Token) -> bool:
    """A bare number glued to a word by a colon ("localhost:3000") or an equals sign ("LOG_LEVEL=3") is part of a name."""
    bare = token.kind == "number" or (isinstance(token.value, Quantity) and token.value.unit.startswith("/"))
    if not bare or token.start < 2:
        return False
    glue, before = view.text[token.start - 1], view.char(token.start - 2)
    return (glue == ":" and is_letter(before)) or (glue == "=" and (is_letter(before) or before == "_"))


def _is_denominator(view: View, at: int) -> bool:
    """The 100 of "tickets per 100 users" is no amount of its own."""
    return view.folded.startswith("per ", at - 4) and view.starts_word(at - 4)


def _is_plain_count(token: Token) -> bool:
    return isinstance(token.value, Quantity) and token.value.kind == "count" and token.value.unit != "FTE"


def _numeric_end(view: View, at: int) -> int:
    match = _NUMERIC_RUN.match(view.folded, at)
    return match.end() if match else at + 1


def _at_word(view: View, at: int, word: str, glued: str) -> _Found:
    """The longest token at a word, and where to go on; `glued` is what makes more of it ("-", a digit), "" without."""
    end = at + len(word)
    scanners = _by_word(view.convention.language).get(word, ())
    if glued:
        link = _link(view, at)
        if link:
            return link, link.end
        run = _WORD_RUN.match(view.folded, at)
        end = run.end() if run else end
        if glued.isdecimal() or glued == "-":
            scanners = _WORD_SCANNERS
    named = word in _named(view.convention.language)
    if not scanners and not named:
        return None, end
    name = name_end(view, at) if named else None
    if name is not None:
        return None, max(name, end)
    token = _longest(view, at, scanners)
    return token, token.end if token else end


def _link(view: View, at: int) -> Token | None:
    if not view.folded.startswith(_LINK_STARTS, at) and "@" not in view.folded[at : at + 65]:
        return None
    match = _LINK.match(view.folded, at)
    if not match:
        return None
    text = view.text[at : match.end()].rstrip(".,;:!?")
    return Token("url", at, at + len(text), text, text)


def _coming_at(view: View, at: int) -> Token | None:
    end = next_word_end(view, at)
    return coming_at(view, at, quantity_at(view, end)) if end is not None else None


_SCANNERS: dict[Subject, Scanner] = {
    "window": window_at,
    "relative": relative_at,
    "coming": _coming_at,
    "quantity": quantity_at,
    "mark": mark_at,
    "label": label_at,
    "operator": operator_at,
}
_WORD_SCANNERS = (window_at, relative_at, mark_at, quantity_at, label_at, operator_at)
_DIGIT_SCANNERS = (window_at, counted_next_at, quantity_at, relative_at, statistic_at, label_at)


def _longest(view: View, at: int, scanners: Sequence[Scanner]) -> Token | None:
    best: Token | None = None
    for scanner in scanners:
        token = scanner(view, at)
        if token is not None and (best is None or token.end > best.end):
            best = token
    return _as_stretch(best) if best is not None else None


def _as_stretch(token: Token) -> Token:
    """ "0-6 months" and "18+ months" as the windows they are."""
    quantity = token.value
    if not isinstance(quantity, Quantity) or not reads_as_window(token):
        return token
    last = None if quantity.comparator == ">=" else quantity.most
    window = Window(token.text, unit=quantity.unit, first=quantity.least, last=last, precision="relative", open_ended=last is None)
    return replace(token, kind="window", value=window)
