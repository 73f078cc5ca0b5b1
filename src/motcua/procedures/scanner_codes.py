"""Codes that a scanner types for a procedure or a command: digits and letters that no Vietnamese keyboard rewrites.

A procedure's code is PT, its seven digits and a check character; a command is CL, its number and a check character.
"""

from motcua.lib import codes

_PROCEDURE = "PT"
_COMMAND = "CL"
CONFIRM = codes.with_check(f"{_COMMAND}1")
PARK = codes.with_check(f"{_COMMAND}2")
_COMMANDS = {CONFIRM: "confirm", PARK: "park"}


def encode(procedure_code: str) -> str:
    """Return what stands in the QR of a procedure: 1.001193 → PT1001193 and a check character."""
    return codes.with_check(_PROCEDURE + procedure_code.replace(".", ""))


def decode(text: str) -> str | None:
    """Return the procedure code that was scanned, or None when it is none of ours."""
    code = codes.normalise(text)
    if not code.startswith(_PROCEDURE) or len(code) != 10 or not codes.is_valid(code) or not code[2:9].isdigit():
        return None
    return f"{code[2]}.{code[3:9]}"


def command(text: str) -> str | None:
    """Return the command that was scanned (`confirm`, `park`), or None."""
    return _COMMANDS.get(codes.normalise(text))
