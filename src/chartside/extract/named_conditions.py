"""Conditions, operations and pathologies a source names, looked up once for all who ask."""

from __future__ import annotations

import re

from chartside.extract.reading import Reading
from chartside.extract.shared_work import once_per_source
from chartside.extract.vocabulary import Mention, mentions_of

_TREATED = re.compile(r"injection|block$|dbs$|^esi|^prp$|colonoscopy|stent")


ALLERGIC_CUE = " me "
ALLERGIC = re.compile(
    r"\b[a-z]{4,}(?: drugs?)?,? (?:gives?|gave) me (?:an? )?(?:bad |terrible |really bad )?(?:rash(?:es)?|hives|allergic reaction|anaphylaxis)\b"
)
"""A drug with what it does to one who is allergic to it."""


def is_treatment_name(mention: Mention) -> bool:
    """Whether what is listed among operations is a treatment that PT does not follow ("injection", "stent")."""
    return _TREATED.search(mention.term.phrase) is not None


@once_per_source
def named_conditions(reading: Reading) -> tuple[Mention, ...]:
    """All conditions by name, in order of place."""
    return mentions_of(reading, "conditions.toml", "pathologies.toml")
