"""Text to values: what a piece of a roadmap says in numbers, dates, states and names, in ten languages. Pure: no documents, no I/O."""

from agent.facts.convention import Convention, decide_convention
from agent.facts.equations import EquationMatch, equations, holds
from agent.facts.formatting import format_number, format_quantity
from agent.facts.headers import HeaderUnit, unit_of_header, with_header_unit
from agent.facts.labels import SURE, LabelMeaning, lookup_headers, lookup_label, measure_of, sure_label
from agent.facts.language import detect_language
from agent.facts.relative import as_duration, as_window
from agent.facts.role_words import role_of, without_compounds
from agent.facts.scan import scan
from agent.facts.terms import canonical_terms, normalise

__all__ = [
    "SURE",
    "Convention",
    "EquationMatch",
    "HeaderUnit",
    "LabelMeaning",
    "as_duration",
    "as_window",
    "canonical_terms",
    "decide_convention",
    "detect_language",
    "equations",
    "format_number",
    "format_quantity",
    "holds",
    "lookup_headers",
    "lookup_label",
    "measure_of",
    "normalise",
    "role_of",
    "scan",
    "sure_label",
    "unit_of_header",
    "with_header_unit",
    "without_compounds",
]
