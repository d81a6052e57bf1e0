"""A text in small letters and plain signs, every character at its old place."""

from __future__ import annotations

_SAME_LENGTH = {
    "’": "'",
    "‘": "'",
    "“": '"',
    "”": '"',
    "–": "-",
    "—": "-",
    "‑": "-",
    "→": ">",
    "−": "-",
    "×": "x",
    "\u00a0": " ",
}


def fold(text: str) -> str:
    """Lower case with plain quotes, dashes and spaces, every character at its old offset."""
    if text.isascii():
        return text.lower()
    plain = text
    for special, usual in _SAME_LENGTH.items():  # some of them stand in few texts: faster than translate
        if special in plain:
            plain = plain.replace(special, usual)
    low = plain.lower()
    if len(low) == len(plain):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)
