"""`motcua serve` as somebody starts it: a taken port, an end that leaves nothing running."""

import os
import socket
from pathlib import Path

import pytest

from tests.config.test_cli import motcua
from tests.conftest import Install
from tests.serving import PATIENCE, Served


def test_a_port_that_is_taken_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        result = motcua("serve", "--port", str(port), folder=tmp_path, MOTCUA_DEMO="1")
    assert result.returncode == 1
    assert f"Không mở được 127.0.0.1:{port}" in " ".join(result.stderr.split())
    assert "Traceback" not in result.stderr


def test_server_web_processes_and_worker_end_together(tmp_path: Path, install: Install) -> None:
    served = Served(install(tmp_path / "served")).start()
    try:
        served.process.terminate()
        served.process.wait(PATIENCE)
        with pytest.raises(ProcessLookupError):
            os.killpg(served.process.pid, 0)
    finally:
        served.stop()
