"""Who speaks: labels of a transcript to clinician, patient or other."""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from chartside.domain.source import Speaker
from chartside.ingest.spoken_lines import leaning

_CLEAR_MARGIN = 1.0
_SURELY_EXCHANGED, _MOST_OF_TURN = 0.8, 3.0
_FEWEST_TURNS = 2
_TRAILING_NUMBER = re.compile(r"[\s#_-]*\d+$")


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """What speakers.toml says."""

    labels: Mapping[str, Speaker]
    ambiguous: Mapping[str, tuple[Speaker, Speaker]]
    credentials: frozenset[str]
    titles: frozenset[str]


def roles_of(turns: Sequence[tuple[str, str]]) -> dict[str, Speaker | None]:
    """The role of each label of a dialogue.

    Named roles come first ("Therapist", "D"), then "PT" and "pt" by what is left, then names: beside one known side of
    a session of two, the other name is the other side; else by how they talk. Labels that stand for the two sides
    are exchanged where each side surely talks like the other.

    Args:
        turns: (label, words) in order.

    Returns:
        Label to role; None where neither label nor words tell.
    """
    labels = list(dict.fromkeys(label for label, _ in turns))
    roles: dict[str, Speaker | None] = {label: named_role(label) for label in labels}
    for label in labels:
        if roles[label] is None and _key(label) in _vocabulary().ambiguous:
            roles[label] = _ambiguous(label, (role for other, role in roles.items() if other != label))
    unknown = [label for label in labels if roles[label] is None]
    if unknown:
        _infer(roles, unknown, turns)
    _right_way_round(roles, turns)
    return roles


def named_role(label: str) -> Speaker | None:
    """The role a label names by itself; None for plain names and for "PT"/"pt"."""
    known = _vocabulary()
    key = _key(label)
    if key in known.labels:
        return known.labels[key]
    words = re.findall(r"[A-Za-z]+", label)
    if len(words) > 1:
        if words[0].lower() in known.titles or any(word in known.credentials for word in words):
            return Speaker.CLINICIAN
        last = words[-1].lower()
        if last in known.labels and len(last) > 1:
            return known.labels[last]
    return None


def is_role_label(label: str) -> bool:
    """Whether a label names a role, rather than a person or a heading."""
    return named_role(label) is not None or _key(label) in _vocabulary().ambiguous


def _ambiguous(label: str, others: Iterable[Speaker | None]) -> Speaker:
    capital, small = _vocabulary().ambiguous[_key(label)]
    taken = {role for role in others if role in (Speaker.CLINICIAN, Speaker.PATIENT)}
    if taken == {Speaker.PATIENT}:
        return Speaker.CLINICIAN
    if taken == {Speaker.CLINICIAN}:
        return Speaker.PATIENT
    return capital if label.strip("[]():. 0123456789").isupper() else small


def _infer(roles: dict[str, Speaker | None], unknown: list[str], turns: Sequence[tuple[str, str]]) -> None:
    known = {role for role in roles.values() if role is not None}
    missing = {Speaker.CLINICIAN, Speaker.PATIENT} - known
    if not missing:
        roles.update(dict.fromkeys(unknown, Speaker.OTHER))
        return
    leanings = _leanings(turns)
    if len(missing) == 1:
        role = missing.pop()
        wanted = 1 if role is Speaker.CLINICIAN else -1
        best = max(unknown, key=lambda label: leanings[label] * wanted)
        for label in unknown:
            roles[label] = role if label == best else Speaker.OTHER
        return
    counts = {label: sum(1 for name, _ in turns if name == label) for label in unknown}
    ranked = sorted((x for x in unknown if counts[x] >= _FEWEST_TURNS), key=lambda label: leanings[label])
    if len(ranked) >= 2 and leanings[ranked[-1]] - leanings[ranked[0]] >= _CLEAR_MARGIN:
        for label in unknown:
            roles[label] = Speaker.OTHER
        roles[ranked[-1]], roles[ranked[0]] = Speaker.CLINICIAN, Speaker.PATIENT


def _leanings(turns: Sequence[tuple[str, str]]) -> dict[str, float]:
    """How a label talks, on average of its turns: above 0 like a clinician, below like a patient."""
    sums: dict[str, float] = defaultdict(float)
    counts: dict[str, int] = defaultdict(int)
    for label, words in turns:
        counts[label] += 1
        sums[label] += max(-_MOST_OF_TURN, min(_MOST_OF_TURN, leaning(words.lower().replace("’", "'"))))
    return {label: sums[label] / counts[label] for label in counts}


def _right_way_round(roles: dict[str, Speaker | None], turns: Sequence[tuple[str, str]]) -> None:
    """Exchange clinician and patient where each surely talks like the other."""
    clinicians = [label for label, role in roles.items() if role is Speaker.CLINICIAN]
    patients = [label for label, role in roles.items() if role is Speaker.PATIENT]
    if len(clinicians) != 1 or len(patients) != 1:
        return
    counts = Counter(label for label, _ in turns)
    if min(counts[clinicians[0]], counts[patients[0]]) < _FEWEST_TURNS:
        return
    leanings = _leanings([turn for turn in turns if turn[0] in (clinicians[0], patients[0])])
    if leanings[clinicians[0]] <= -_SURELY_EXCHANGED and leanings[patients[0]] >= _SURELY_EXCHANGED:
        roles[clinicians[0]], roles[patients[0]] = Speaker.PATIENT, Speaker.CLINICIAN


def _key(label: str) -> str:
    words = re.sub(r"[^\w\s'-]", "", label.strip().lower())
    return _TRAILING_NUMBER.sub("", words).strip()


@cache
def _vocabulary() -> _Vocabulary:
    table = tomllib.loads(files("chartside.ingest.knowledge").joinpath("speakers.toml").read_text("utf-8"))
    return _Vocabulary(
        labels={word: Speaker(row["role"]) for row in table["label"] for word in row["words"]},
        ambiguous={
            word: (Speaker(row["capital"]), Speaker(row["small"]))
            for row in table["ambiguous"]
            for word in row["words"]
        },
        credentials=frozenset(table["credentials"]["words"]),
        titles=frozenset(table["credentials"]["titles"]),
    )
