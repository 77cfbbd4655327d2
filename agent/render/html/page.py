"""The one way a page of HTML is made: a template of this folder, autoescaped, under a policy that allows its own style and nothing else."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from agent.render.visible import visible

BASE_STYLE = "base.css"


def html_page(template: str, values: Mapping[str, object], styles: Sequence[str] = ()) -> str:
    """A whole page from a template of this folder that extends `base.html`.

    `values` need `title`; every text in them is escaped, and its invisible characters are shown. `styles` are files of this folder that
    follow the shared style. Raises jinja2.UndefinedError for a value the template misses.
    """
    style = "\n".join(_text(name) for name in (BASE_STYLE, *styles))
    return environment().get_template(template).render({**values, "style": Markup(style), "policy": _policy(style)})  # noqa: S704  our own file


@cache
def environment() -> Environment:
    """Templates that escape everything and stop at a name they do not know."""
    return Environment(
        loader=PackageLoader("agent.render", "html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_shown,
    )


def _shown(value: object) -> object:
    """Whatever a template prints: None as nothing, and text with its hidden characters made visible; markup of our own stays."""
    if value is None:
        return ""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _policy(style: str) -> str:
    """Nothing may load, run, post or change the base; the one style element is known by its hash."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@cache
def _text(name: str) -> str:
    return files("agent.render.html").joinpath(name).read_text(encoding="utf-8")
