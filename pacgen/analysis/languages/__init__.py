"""
Sets of texts and of numbers, exact, with the questions of PAC files as sets.

The ground on which proofs stand: it knows nothing of scripts, and is checked against brute force.
"""

from pacgen.analysis.languages.addresses import Addresses, AddressSet, addresses_in, quads
from pacgen.analysis.languages.bundle import Bundle
from pacgen.analysis.languages.common import common_word
from pacgen.analysis.languages.cuts import (
    After,
    AfterLast,
    Before,
    BeforeLast,
    Parts,
    ReplaceText,
)
from pacgen.analysis.languages.describe import describe
from pacgen.analysis.languages.intervals import UNLIMITED, IntSet
from pacgen.analysis.languages.language import Language
from pacgen.analysis.languages.names import host_names
from pacgen.analysis.languages.numbers import (
    CodeAt,
    FromEnd,
    IndexOf,
    LastIndexOf,
    Length,
    PartCount,
    Search,
)
from pacgen.analysis.languages.texts import (
    Affix,
    DropFirst,
    DropLast,
    KeepFirst,
    KeepLast,
    Lower,
    Trim,
    Upper,
)
from pacgen.analysis.languages.unsupported import UnsupportedError
from pacgen.analysis.languages.without import Without

__all__ = [
    "UNLIMITED",
    "AddressSet",
    "Addresses",
    "Affix",
    "After",
    "AfterLast",
    "Before",
    "BeforeLast",
    "Bundle",
    "CodeAt",
    "DropFirst",
    "DropLast",
    "FromEnd",
    "IndexOf",
    "IntSet",
    "KeepFirst",
    "KeepLast",
    "Language",
    "LastIndexOf",
    "Length",
    "Lower",
    "PartCount",
    "Parts",
    "ReplaceText",
    "Search",
    "Trim",
    "UnsupportedError",
    "Upper",
    "Without",
    "addresses_in",
    "common_word",
    "describe",
    "host_names",
    "quads",
]
