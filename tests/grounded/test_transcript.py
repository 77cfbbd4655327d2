"""The recorded run of the documentation is what the program does."""

from __future__ import annotations

from tests.grounded.transcript import FILE, recorded
from tests.openai_server import OpenAIServer


def test_the_transcript_of_the_documentation_is_up_to_date(server: OpenAIServer) -> None:
    assert recorded(server) == FILE.read_text(encoding="utf-8"), "run python -m tests.grounded.transcript"
