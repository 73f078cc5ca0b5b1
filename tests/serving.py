"""A whole installation in processes of its own, as an office runs it: database, web server, worker."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import httpx
import psycopg

PASSWORD = "mot-cua-2026"
# Nine intake officers at seven counters.
OFFICERS = (
    "lan", "hoa", "bach", "yen",
    "tiepnhan.phudong", "tiepnhan.thuanan", "tiepnhan.tayho", "tiepnhan.hoaiduc", "tiepnhan.tramchim",
)  # fmt: skip
PATIENCE = 30.0

# What is served is this checkout, whatever is installed.
_CHECKOUT = Path(__file__).parents[1]


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


def own_database(url: str, like: str = "template1") -> str:
    """Make a database of its own on the PostgreSQL server of `url`, a copy of `like`; return its address."""
    name = f"motcua_served_{secrets.token_hex(4)}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def drop_database(url: str, name: str) -> None:
    """Remove what own_database made."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@dataclass
class Installation:
    """A folder, a database and how to run commands in it; `server_url` is a PostgreSQL server's, or "" for SQLite.

    It may begin as a copy of another on the same database, which nobody uses meanwhile.
    """

    folder: Path
    server_url: str = ""
    like: "Installation | None" = None
    environment: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("MOTCUA_", "DJANGO_"))}
        self.environment = {
            **kept,
            "MOTCUA_DEMO": "1",
            "MOTCUA_DATA_DIR": str(self.folder),
            "MOTCUA_JOB_LEASE_SECONDS": "2",
            "PYTHONUTF8": "1",
            "PYTHONPATH": os.pathsep.join((str(_CHECKOUT / "src"), str(_CHECKOUT))),
        }
        if self.like is not None:
            shutil.copytree(self.like.folder, self.folder, dirs_exist_ok=True)
        if self.server_url:
            like = {"like": self.like.database} if self.like else {}
            self.environment["MOTCUA_DATABASE_URL"] = own_database(self.server_url, **like)

    @property
    def database(self) -> str:
        """Return its name on the PostgreSQL server."""
        return urlsplit(self.environment["MOTCUA_DATABASE_URL"]).path.removeprefix("/")

    def run(self, *words: str) -> str:
        """Run `motcua words…` to its end; return what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "motcua", *words], env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def prepare(self) -> None:
        """Make the tables and load units, procedures and staff; no dossiers."""
        self.folder.chmod(0o750)
        self.run("django", "migrate", "--verbosity", "0")
        self.run("demo", "load", "--no-dossiers")

    def remove(self) -> None:
        """Drop the database that was made on a server."""
        if self.server_url:
            drop_database(self.server_url, self.database)


@dataclass
class Served:
    """A running `motcua serve` with its worker."""

    installation: Installation
    workers: int = 2
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] = field(init=False)

    @property
    def url(self) -> str:
        """Return where it answers."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        """Return the file that its output goes to."""
        return self.installation.folder / "serve.log"

    def start(self, patience: float = PATIENCE) -> "Served":
        """Start and wait until it answers, so many seconds."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "motcua", "serve", "--port", str(self.port), "--workers", str(self.workers)],
                env=self.installation.environment, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        until = time.monotonic() + patience
        while time.monotonic() < until:
            try:
                if httpx.get(f"{self.url}/accounts/login/", timeout=5).status_code == 200:
                    return self
            except httpx.TransportError:
                time.sleep(0.1)
            assert self.process.poll() is None, self.log.read_text(encoding="utf-8")
        raise TimeoutError(self.log.read_text(encoding="utf-8"))

    def kill(self) -> None:
        """Kill the server, its web processes and its worker with SIGKILL, all at once, as a power cut would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """Stop in good order, or at least stop."""
        if self.process.poll() is None:
            self.process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(15)
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def officer(self, username: str) -> httpx.Client:
        """Return a signed-in officer's browser."""
        client = httpx.Client(base_url=self.url, timeout=PATIENCE, headers={"accept": "application/json"})
        client.get("/accounts/login/")
        token = client.cookies["csrftoken"]
        form = {"username": username, "password": PASSWORD, "csrfmiddlewaretoken": token}
        answer = client.post("/accounts/login/", data=form)
        assert answer.status_code == 302, answer.text
        client.headers["x-csrftoken"] = client.cookies["csrftoken"]
        return client
