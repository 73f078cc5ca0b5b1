"""Configuration is read from the environment, loudly: a value that cannot be understood stops the start.

Each setting NAME may also be given as NAME_FILE, the path of a file that holds the value (secrets).
All names are listed in docs/operations.md; a test holds that list against the calls of these functions.
"""

import datetime as dt
import os
from pathlib import Path


class ConfigurationError(Exception):
    """A setting is missing or cannot be understood; the sentence names it and says what to write."""


def env_str(name: str, default: str | None = None) -> str:
    """Return NAME, or the content of the file at NAME_FILE, or the default."""
    if path := os.environ.get(f"{name}_FILE"):
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ConfigurationError(f"{name}_FILE: không đọc được {path} ({error.strerror})") from error
    value = os.environ.get(name, default)
    if value is None:
        raise ConfigurationError(f"chưa đặt {name}; xem docs/operations.md")
    return value


def env_bool(name: str, default: bool) -> bool:
    """Return NAME as a truth value: 1, true, yes, on or 0, false, no, off."""
    value = env_str(name, "1" if default else "0").lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off", ""}:
        return False
    raise ConfigurationError(f"{name}={value!r}: ghi 1 hoặc 0")


def env_int(name: str, default: int, *, least: int = 0) -> int:
    """Return NAME as a whole number of at least `least`."""
    value = env_str(name, str(default))
    try:
        number = int(value)
    except ValueError:
        raise ConfigurationError(f"{name}={value!r}: ghi một số nguyên") from None
    if number < least:
        raise ConfigurationError(f"{name}={number}: ghi ít nhất là {least}")
    return number


def env_list(name: str, default: str = "") -> list[str]:
    """Return NAME as a list, its items parted by commas."""
    return [item.strip() for item in env_str(name, default).split(",") if item.strip()]


def env_path(name: str, default: Path) -> Path:
    """Return NAME as an absolute path."""
    return Path(env_str(name, str(default))).expanduser().absolute()


def env_moment(name: str) -> dt.datetime | None:
    """Return NAME as an aware moment (ISO 8601 with its offset), or None when it is not set."""
    value = env_str(name, "")
    if not value:
        return None
    try:
        moment = dt.datetime.fromisoformat(value)
    except ValueError:
        moment = dt.datetime.min  # noqa: DTZ901 - refused below like every moment without an offset
    if moment.tzinfo is None:
        raise ConfigurationError(f"{name}={value!r}: ghi ngày giờ như 2026-11-23T08:30+07:00")
    return moment
