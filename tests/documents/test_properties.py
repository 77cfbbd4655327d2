"""Any text in: a document that keeps its promises, and no word lost."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from agent.documents import parse_markdown
from agent.documents.csv_table import parse_csv
from agent.documents.html_page import parse_html
from agent.documents.markdown import parse_text
from tests.documents.invariants import assert_promises_kept, lost_lines, words_of

MARKS = st.sampled_from(
    [
        "# ", "## ", "- ", "* ", "1. ", "1) ", "> ", "|", "---", "```", "~~~", "**", "__", "~~", "`", "[", "](", ")", "![", "\\", "&amp;",
        "<b>", "</b>", "<!--", "-->", "<table>", "<td>", "</table>", "<details>", "<ul>", "<li>",
        "\n", "\n\n", "  ", "    ", "\t", "[ ]", "[x]",
        "[^1]", "[^1]: ", "[a]: http://b", "===", "│", "├─ ", "┌──┐", "• ", "– ", "1、", "✅ ", ":---", "a", "b", "c 5", "$5M", "。", "：",
        "\r\n", "\r", "\x0c", "\u2028", "\u200b", "\x00", "---\na: b\n---\n", "-- ",
    ]
)  # fmt: skip
SOUP = st.lists(MARKS | st.text(max_size=6), max_size=60).map("".join)


@settings(max_examples=400, deadline=None)
@given(SOUP)
@example("- > 5\n  > 6\n")
@example("| a |\n|---|\n|\n")
@example("[^1]: \n\n    # x\n")
@example("<ul><li><p>\n\na</li>")
@example("> - a\n>\n>   b\n- c")
def test_any_markup_keeps_the_promises_of_a_document(text: str) -> None:
    for document in (parse_markdown(text, "a.md"), parse_text(text, "a.txt"), parse_html(text, "a.html")):
        assert_promises_kept(document)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_any_text_keeps_the_promises_of_a_document(text: str) -> None:
    assert_promises_kept(parse_markdown(text, "a.md"))
    assert_promises_kept(parse_text(text, "a.txt"))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(st.text(st.sampled_from('ab1,;\t" \n|'), max_size=8), max_size=5).map(";".join), max_size=12).map("\n".join))
def test_any_table_text_keeps_the_promises_of_a_document(text: str) -> None:
    assert_promises_kept(parse_csv(text, "a.csv", most_cells=1000))


@settings(max_examples=60, deadline=None)
@given(SOUP)
def test_the_same_text_gives_the_same_document(text: str) -> None:
    assert parse_markdown(text, "a.md") == parse_markdown(text, "a.md")


WORDS = st.text(st.sampled_from("abcdefghijklm"), min_size=2, max_size=7)
PHRASES = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
INLINE = st.one_of(
    PHRASES,
    PHRASES.map(lambda p: f"**{p}**: five"),
    PHRASES.map(lambda p: f"*{p}* `{p}` ~~{p}~~"),
    PHRASES.map(lambda p: f"[{p}](http://x.y)"),
    PHRASES.map(lambda p: f"<b>{p}</b> <!-- {p} --> {p}"),
)
ITEMS = st.lists(st.tuples(st.integers(0, 3), st.sampled_from(("-", "*", "1.", "2)", "•", "- [ ]")), INLINE), min_size=1, max_size=6).map(
    lambda rows: "\n".join(f"{'  ' * depth}{marker} {text}" for depth, marker, text in rows)
)
TABLES = st.integers(2, 4).flatmap(
    lambda width: st.lists(st.lists(INLINE, min_size=width, max_size=width), min_size=1, max_size=4).map(
        lambda rows: "\n".join(["|" + "|".join(rows[0]) + "|", "|" + "---|" * width, *("|" + "|".join(row) + "|" for row in rows[1:])])
    )
)
PIECES = st.one_of(
    INLINE,
    st.tuples(st.integers(1, 6), INLINE).map(lambda pair: "#" * pair[0] + " " + pair[1]),
    ITEMS,
    TABLES,
    ITEMS.map(lambda text: "\n".join(f"> {line}" for line in text.split("\n"))),
    PHRASES.map(lambda p: f"```\n{p}\n```"),
    PHRASES.map(lambda p: f"<details>\n<summary>{p}</summary>\n\n{p}\n\n</details>"),
    PHRASES.map(lambda p: f"<table><tr><td>{p}</td><td>{p}</td></tr></table>"),
    PHRASES.map(lambda p: f"{p}\n====\n"),
    st.lists(INLINE, min_size=2, max_size=3).map("\n".join),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=6), st.sampled_from(("\n\n", "\n", "\n\n\n")))
def test_no_word_of_a_roadmap_is_lost(pieces: list[str], between: str) -> None:
    document = parse_markdown(between.join(pieces) + "\n", "a.md")
    assert_promises_kept(document)
    assert lost_lines(document) == []
    written = {word for piece in pieces for word in piece.split() if word.isalpha()}
    assert written - {"http"} <= words_of(document)
