"""The child process: reads a file from standard input, writes its pieces as JSON to standard output. Run by convert.py only."""

from __future__ import annotations

import sys

from agent.documents.office.archive import check_parts
from agent.documents.office.budget import Budget
from agent.documents.office.pieces import Converted, encode

_TOO_BIG = ("needs more memory than one document may take", "export the part you need as Markdown or CSV")

_XML_NO_MEMORY = 2  # libxml2's number for it


def main(arguments: list[str]) -> int:
    """Convert; the exit code is 0 even for a refusal, which is part of the result."""
    form, memory, seconds, cells, pages, characters = arguments[0], *map(int, arguments[1:6])
    _limit(memory, seconds)
    data = sys.stdin.buffer.read()
    try:
        converted = _converted(form, data, Budget(cells, pages, characters))
    except MemoryError:
        converted = Converted(refusal=_TOO_BIG)
    except RecursionError:
        converted = Converted(refusal=("is nested too deeply", "export the part you need as Markdown or CSV"))
    sys.stdout.buffer.write(encode(converted))
    return 0


def _limit(memory: int, seconds: int) -> None:
    """Bound address space, processor time and files, where the platform can."""
    try:
        import resource
    except ImportError:  # Windows: the parent's clock is the only limit
        return
    for kind, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        try:
            hard = resource.getrlimit(kind)[1]
            allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(kind, (allowed, allowed))
        except (ValueError, OSError):  # macOS knows RLIMIT_AS but refuses it
            continue


def _converted(form: str, data: bytes, budget: Budget) -> Converted:
    if form != "pdf":
        refusal = check_parts(data)
        if refusal:
            return Converted(refusal=refusal)
    try:
        if form == "xlsx":
            from agent.documents.office.sheets import convert_workbook as convert
        elif form == "docx":
            from agent.documents.office.word import convert_word as convert
        elif form == "pptx":
            from agent.documents.office.slides import convert_slides as convert
        else:
            from agent.documents.office.pdf import convert_pdf as convert
        return convert(data, budget)
    except (MemoryError, RecursionError):
        raise
    except Exception as error:  # a library's own errors have no common base; to the user they all mean a broken file
        if type(error).__name__ == "XMLSyntaxError" and getattr(error, "code", 0) == _XML_NO_MEMORY:
            return Converted(refusal=_TOO_BIG)
        return Converted(refusal=(f"is broken ({type(error).__name__})", "open it in its program and save it again"))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
