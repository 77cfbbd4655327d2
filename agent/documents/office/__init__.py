"""Office and PDF files: checked, converted in a child process with limits, and laid out as text whose lines know where they came from."""

from __future__ import annotations

from agent.documents.office.convert import OFFICE, read_office, sniff

__all__ = ["OFFICE", "read_office", "sniff"]
