"""Which HTML names are markup, how their elements are read, and which of them are not shown."""

from __future__ import annotations

from agent.expressions import expression

# Elements whose tags stand in Markdown on lines of their own, around text that is Markdown.
_CONTAINERS = (
    "a abbr article aside b base big blockquote body br center cite code col colgroup dd del details dfn div em fieldset figcaption figure "
    "font footer form head header hr html i img input ins kbd label li link main mark meta nav noscript picture q s samp section small "
    "source span strike strong sub sup tbody td tfoot th thead time tr tt u var video wbr"
)
_CLOSED = "dl h1 h2 h3 h4 h5 h6 iframe math ol p pre script select style summary svg table textarea title ul"
_OTHERS = "dt caption option button object audio path rect g circle line polyline defs"
_BREAKING = (
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr html li main nav ol p pre section summary table tr ul"
)

CONTAINERS = frozenset(_CONTAINERS.split())
CLOSED = frozenset(_CLOSED.split())
INLINE_OR_BLOCK = CONTAINERS | CLOSED | frozenset(_OTHERS.split())
BREAKING = frozenset(_BREAKING.split())
VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
UNREAD = frozenset(("script", "style", "svg", "math", "iframe", "textarea", "select", "noscript", "title", "object"))

_NOT_SHOWN = expression(
    r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}(?:hidden|collapse)|(?<![\w-])color\s{0,3}:\s{0,3}transparent"
    r"|font-size\s{0,3}:\s{0,3}0(?:\.0\d?)?(?:[;a-z%\s!]|$)|opacity\s{0,3}:\s{0,3}0(?:\.0{1,3})?(?:[;\s!]|$)"
    r"|(?:left|top|text-indent)\s{0,3}:\s{0,3}-\d{4,5}"
)
_STYLE = expression(r"""\sstyle\s{0,3}=\s{0,3}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_HIDDEN = expression(r"\shidden(?:[\s>=/]|$)")


def is_hidden(style: str) -> bool:
    """Whether a style attribute keeps an element from being seen."""
    return _NOT_SHOWN.search(style.lower()) is not None


def hides(tag: str) -> bool:
    """Whether an opening tag, as written, keeps its element from being seen."""
    style = _STYLE.search(tag.lower())
    return (style is not None and is_hidden(style[style.lastindex or 0])) or _HIDDEN.search(tag.lower()) is not None
