"""Calls as files: joined from clips that were recorded alike, otherwise spoken, made once."""

import wave
from pathlib import Path
from typing import Any

import pytest

from motcua.queues import voice
from motcua.queues.voice import Sentence

CALL = Sentence("Mời số A không mười hai đến quầy số ba")
FRAMES = {"mời số": 5, "a": 3, "không": 2, "mười hai": 4, "đến": 1, "quầy số ba": 6}


@pytest.fixture(autouse=True)
def _room(tmp_path: Path, settings: Any) -> None:
    settings.MOTCUA_DATA_DIR = tmp_path / "data"
    settings.MOTCUA_VOICE_DIR = ""


@pytest.fixture
def silent(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server where espeak-ng is not installed."""
    monkeypatch.setenv("PATH", "")


def clip(folder: Path, name: str, frames: int, *, rate: int = 8000) -> None:
    folder.mkdir(exist_ok=True)
    with wave.open(str(folder / f"{name}.wav"), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(b"\x01\x02" * frames)


@pytest.fixture
def recorded(tmp_path: Path, settings: Any) -> Path:
    folder = tmp_path / "clips"
    for name, frames in FRAMES.items():
        clip(folder, name, frames)
    settings.MOTCUA_VOICE_DIR = str(folder)
    return folder


def frames_of(path: Path | None) -> int:
    assert path is not None
    with wave.open(str(path), "rb") as file:
        return file.getnframes()


@pytest.mark.usefixtures("silent")
def test_recorded_clips_are_joined_the_longest_phrases_first(recorded: Path) -> None:
    clip(recorded, "mười", 100)
    assert frames_of(voice.file_of(CALL)) == sum(FRAMES.values())


@pytest.mark.usefixtures("silent")
def test_a_missing_clip_another_recording_a_broken_file_or_no_voice_at_all_gives_nothing(
    recorded: Path, settings: Any
) -> None:
    missing = Sentence("Mời số B không mười hai đến quầy số ba")
    assert (voice.file_of(missing), voice.file_of(Sentence(CALL.words, "en"))) == (None, None)
    clip(recorded, "a", 3, rate=16000)
    assert voice.file_of(CALL) is None
    (recorded / "a.wav").write_bytes(b"RIFF")
    assert (voice.file_of(CALL), voice.is_there()) == (None, True)
    settings.MOTCUA_VOICE_DIR = ""
    assert (voice.file_of(CALL), voice.is_there()) == (None, False)
    assert not list(voice.folder().iterdir())


def speaker(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Put a program in espeak-ng's place."""
    folder.mkdir()
    program = folder / "espeak-ng"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


def test_what_is_not_recorded_is_spoken_and_what_was_made_is_not_made_again(
    recorded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    speaker(tmp_path / "bin", monkeypatch, f'echo once >> {tmp_path}/log; echo "$@" > "$6"; cat >> "$6"')
    (recorded / "a.wav").unlink()
    path = voice.file_of(CALL)
    assert path is not None
    arguments, words = path.read_text().split("\n", 1)
    assert (arguments.split()[:2], arguments.split()[-1], words) == (["-v", "vi"], "--stdin", CALL.words)
    assert voice.file_of(CALL) == path
    assert (tmp_path / "log").read_text() == "once\n"
    assert voice.file_of(Sentence(CALL.words, "en")) != path


@pytest.mark.parametrize("script", ["exit 3", "exit 0", "exec sleep 30"])
def test_a_speaker_that_fails_says_nothing_or_never_ends_gives_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    monkeypatch.setattr(voice, "_SECONDS", 0.5)
    speaker(tmp_path / "bin", monkeypatch, script)
    assert voice.file_of(CALL) is None


def test_the_oldest_files_are_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voice, "MOST", 2)
    speaker(tmp_path / "bin", monkeypatch, 'cat > "$6"')
    made = [voice.file_of(Sentence(f"số {number}")) for number in range(4)]
    assert len(list(voice.folder().glob("*.wav"))) == 2
    assert made[3] is not None
    assert made[3].is_file()


@pytest.mark.skipif(voice.program() is None, reason="espeak-ng is not installed")
def test_espeak_speaks_vietnamese() -> None:
    assert frames_of(voice.file_of(CALL)) > 20_000
