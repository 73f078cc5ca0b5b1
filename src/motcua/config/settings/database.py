"""Where the data lie: an embedded SQLite file by default, PostgreSQL by address."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from motcua.config.env import ConfigurationError, env_int, env_str
from motcua.config.settings.base import MOTCUA_DATA_DIR

# One writer at a time, told to wait instead of failing; a commit survives the power cut (FULL).
_SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA mmap_size=268435456;PRAGMA cache_size=-16384;"
        "PRAGMA temp_store=MEMORY;PRAGMA journal_size_limit=67108864;"
    ),
}

# Parameters travel apart from the statement, and a statement sent five times is planned no more.
_POSTGRESQL = {"server_side_binding": True, "prepare_threshold": 5}


def database(url: str, *, said_in: str = "MOTCUA_DATABASE_URL") -> dict[str, Any]:
    """Return Django's settings for `sqlite:///path` or `postgresql://user:password@host:port/name`.

    What cannot be used is refused by the name of where it was said; the address itself may hold a password.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        name = str(Path(parts.path.removeprefix("/")).absolute()) if parts.path else ":memory:"
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": name, "OPTIONS": dict(_SQLITE)}
    if parts.scheme in {"postgresql", "postgres"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.removeprefix("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "OPTIONS": {**_POSTGRESQL, **dict(parse_qsl(parts.query))},
        }
    raise ConfigurationError(
        f"{said_in}: ghi sqlite:///đường/dẫn hoặc postgresql://máy/tên, không phải «{parts.scheme}»"
    )


DATABASES = {
    "default": {
        **database(env_str("MOTCUA_DATABASE_URL", f"sqlite:////{MOTCUA_DATA_DIR / 'motcua.sqlite3'}")),
        # The server keeps its connections: one per thread, closed when it ends.
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }
}

TASKS = {
    "default": {
        "BACKEND": "motcua.jobs.backend.LeasedBackend",
        "QUEUES": ["default", "scans"],
        "OPTIONS": {
            "lease_seconds": env_int("MOTCUA_JOB_LEASE_SECONDS", 300, least=1),
            "attempts": env_int("MOTCUA_JOB_ATTEMPTS", 8, least=1),
        },
    }
}
