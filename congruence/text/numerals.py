"""Numbers as lists print them: letters and Roman numerals."""

from __future__ import annotations

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST = 3999


def roman(number: int) -> str:
    """``number`` in lower-case Roman numerals; in digits outside 1 to 3999."""
    if not 0 < number <= _MOST:
        return str(number)
    text = []
    for worth, letters in _ROMAN:
        times, number = divmod(number, worth)
        text.append(letters * times)
    return "".join(text)


def letter(number: int) -> str:
    """The letter of list item ``number``: a to z, then aa, bb as word processors count."""
    if number < 1:
        return str(number)
    times, index = divmod(number - 1, 26)
    return chr(97 + index) * min(times + 1, 30)
