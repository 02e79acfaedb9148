"""Machine-readable zones of passports, with the check digits that belong to them."""

from __future__ import annotations

from edge_app.documents.mrz import check_digit


def passport(
    number: str,
    names: str,
    issuer: str = "UTO",
    born: str = "740812",
    sex: str = "F",
    expires: str = "350101",
) -> str:
    """Return the two lines of a passport; `names` as the zone writes them."""
    upper = f"P<{issuer:<<3}{names}".ljust(44, "<")
    number, digits = number.ljust(9, "<"), [born, expires]
    first, last = (f"{one}{check_digit(one)}" for one in digits)
    head = f"{number}{check_digit(number)}"
    optional = "<" * 14 + "0"
    whole = check_digit(head + first + last + optional)
    return f"{upper}\n{head}{issuer:<<3}{first}{sex}{last}{optional}{whole}"
