"""A surface to draw on with matplotlib, and the way from its SVG to markup that a page may hold.

Colours are names of the page's style, so that one drawing serves light, dark and print. Words are put in after the drawing: matplotlib
lays out placeholders and never sees text of a document, which it might take for a formula or lack the letters of. Of its SVG only paths
and text with known attributes pass.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Literal, TypedDict, get_args
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring
from markupsafe import Markup
from matplotlib import rc_context
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Polygon, Rectangle

from agent.expressions import expression
from agent.render.visible import one_line

Colour = Literal[
    "ink", "soft", "line", "panel", "paper", "bar", "bar-strong", "critical", "muted",
    "on-grade", "grade-1", "grade-2", "grade-3", "grade-4", "grade-5",
]  # fmt: skip
Anchor = Literal["start", "middle", "end"]
Points = Sequence[tuple[float, float]]

COLOURS: tuple[Colour, ...] = get_args(Colour)
STAND_IN = {name: f"#0000{at + 1:02x}" for at, name in enumerate(COLOURS)}
NAMED = {code: name for name, code in STAND_IN.items()}
ALIGNED = {"start": "left", "middle": "center", "end": "right"}
POINTS_AN_INCH = 72
HEAD = 7.0  # length of an arrow's head
SVG = "{http://www.w3.org/2000/svg}"
STYLE = expression(r"([a-z-]+):\s*([^;]+)")
PATH_STYLE = ("fill", "stroke", "stroke-width", "stroke-dasharray", "opacity")
TEXT_STYLE = ("fill", "font-size", "font-weight", "text-anchor")
PLACEHOLDER = expression(r"#(\d+)")


class Layer(TypedDict):
    zorder: float
    clip_on: bool


class Canvas:
    """`width` x `height` units with the origin at the top left; one unit is one pixel at the natural size."""

    def __init__(self, width: float, height: float) -> None:
        self._width, self._height = width, height
        self._words: list[str] = []
        self._drawn_so_far = 0
        self._figure = Figure(figsize=(width / POINTS_AN_INCH, height / POINTS_AN_INCH), dpi=POINTS_AN_INCH, frameon=False)
        FigureCanvasSVG(self._figure)
        self._axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()
        self._axes.set_xlim(0, width)
        self._axes.set_ylim(height, 0)

    def box(self, x: float, y: float, width: float, height: float, fill: Colour, edge: Colour | None = None, *, line: float = 1.0) -> None:
        """A rectangle from its top left corner."""
        edges = STAND_IN[edge] if edge else "none"
        self._axes.add_patch(Rectangle((x, y), width, height, facecolor=STAND_IN[fill], edgecolor=edges, linewidth=line, **self._next()))

    def rounded(self, x: float, y: float, width: float, height: float, fill: Colour, edge: Colour, *, line: float = 1.0) -> None:
        """A rectangle with round corners."""
        box = FancyBboxPatch(
            (x, y),
            width,
            height,
            boxstyle="round,pad=0,rounding_size=5",
            facecolor=STAND_IN[fill],
            edgecolor=STAND_IN[edge],
            linewidth=line,
            **self._next(),
        )
        self._axes.add_patch(box)

    def line(self, points: Points, colour: Colour, *, width: float = 1.0, dashed: bool = False) -> None:
        """Straight pieces from point to point."""
        xs, ys = zip(*points, strict=True)
        self._axes.plot(xs, ys, color=STAND_IN[colour], linewidth=width, linestyle="--" if dashed else "-", **self._next())

    def arrow(self, points: Points, colour: Colour, *, width: float = 1.0) -> None:
        """A line with a head at its last point, which it reaches from the left."""
        (x, y), rest = points[-1], list(points[:-1])
        self.line([*rest, (x - HEAD, y)], colour, width=width)
        corners = [(x, y), (x - HEAD, y - HEAD / 2), (x - HEAD, y + HEAD / 2)]
        self._axes.add_patch(Polygon(corners, closed=True, facecolor=STAND_IN[colour], edgecolor="none", **self._next()))

    def text(
        self, x: float, y: float, words: str, *, anchor: Anchor = "start", colour: Colour = "ink", size: float = 12, bold: bool = False
    ) -> None:
        """One line of text, centred on `y`. It is not cut: the caller knows the room there is."""
        self._axes.text(
            x,
            y,
            f"#{len(self._words)}",
            horizontalalignment=ALIGNED[anchor],
            verticalalignment="center_baseline",
            fontsize=size,
            color=STAND_IN[colour],
            fontweight="bold" if bold else "normal",
            **self._next(),
        )
        self._words.append(one_line(words))

    def _next(self) -> Layer:
        """What is drawn later lies above; nothing is cut at the edge."""
        self._drawn_so_far += 1
        return {"zorder": float(self._drawn_so_far), "clip_on": False}

    def svg(self, identity: str, title: str, description: str) -> Markup:
        """The drawing as one element, named and described for those who do not see it. `identity` is unique in the page."""
        opening = Markup(
            '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{0}-title {0}-desc" '
            'viewBox="0 0 {1} {2}" width="{1}" height="{2}">\n'
            '<title id="{0}-title">{3}</title>\n<desc id="{0}-desc">{4}</desc>\n'
        ).format(identity, _number(self._width), _number(self._height), one_line(title), one_line(description))
        return opening + Markup("").join(_marks(self._drawn(), self._words)) + Markup("</svg>")

    def _drawn(self) -> Element:
        file = io.StringIO()
        # A fixed salt and no date: the same drawing is the same bytes. Text stays text.
        with rc_context({"svg.fonttype": "none", "svg.hashsalt": "roadmap", "path.simplify": False}):
            self._figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
        root: Element = fromstring(file.getvalue().encode(), forbid_dtd=False)
        return root


def _marks(root: Element, words: Sequence[str]) -> Iterator[Markup]:
    """Every path and text of a drawing, in its order, with attributes for styles and the words for their placeholders."""
    defined = {id(part) for defs in root.iter(f"{SVG}defs") for part in defs.iter()}
    for part in root.iter():
        if id(part) in defined:
            continue
        style = dict(STYLE.findall(part.get("style", "")))
        if part.tag == f"{SVG}path":
            yield _element("path", {"d": " ".join(part.get("d", "").split()), **_styled(style, PATH_STYLE)})
        elif part.tag == f"{SVG}text":
            said = words[int(PLACEHOLDER.sub(r"\1", part.text or "0"))]
            yield _element("text", {"x": part.get("x", "0"), "y": part.get("y", "0"), **_styled(style, TEXT_STYLE)}, said)


def _styled(style: dict[str, str], names: Sequence[str]) -> dict[str, str]:
    """The known properties as attributes; colours by the names of the page's style."""
    found = {name: style[name].strip() for name in names if name in style}
    return {name: f"var(--{NAMED[value]})" if value in NAMED else value for name, value in found.items()}


def _element(name: str, attributes: dict[str, str], text: str | None = None) -> Markup:
    written = Markup("").join(Markup(' {}="{}"').format(key, value) for key, value in attributes.items())
    inner = Markup("/>\n") if text is None else Markup(">{}</text>\n").format(text)
    return Markup("<{}").format(name) + written + inner


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
