"""Spoken sentences as files: joined from recorded clips where the office has them, otherwise spoken by espeak-ng.

A file is made once for what it says and kept by its content; there are never more than `MOST` of them.
"""

import hashlib
import shutil
import subprocess
import tempfile
import wave
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from motcua.lib.vietnamese import nfc

MOST = 600
_SECONDS = 8
_LONGEST_CLIP = 6  # words
_PACE = "135"  # words a minute: slow enough for a full room


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is said, in which language."""

    words: str
    language: str = "vi"


def program() -> str | None:
    """Return where espeak-ng is installed, if it is."""
    return shutil.which("espeak-ng")


def is_there() -> bool:
    """Tell whether this server can speak at all."""
    return program() is not None or bool(clips())


def folder() -> Path:
    """Return where the files are kept."""
    return Path(settings.MOTCUA_DATA_DIR) / "voice"


def clips() -> dict[str, Path]:
    """Return the recorded clips by what they say: «mời số.wav», «mười hai.wav», «quầy số ba.wav» …"""
    named = settings.MOTCUA_VOICE_DIR
    return {nfc(path.stem).lower(): path for path in Path(named).glob("*.wav")} if named else {}


def file_of(sentence: Sentence) -> Path | None:
    """Return the WAV file that says a sentence, made now if it is not kept; None when this server cannot say it."""
    said = f"{settings.MOTCUA_VOICE_DIR}|{_PACE}|{sentence.language}|{sentence.words}"
    path = folder() / f"{hashlib.sha256(said.encode()).hexdigest()[:40]}.wav"
    if path.is_file():
        return path
    path.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent) as room:
        made = Path(room) / "made.wav"
        if not (_joined(sentence, made) or _spoken(sentence, made)):
            return None
        made.replace(path)
    _forget_the_oldest()
    return path


def _joined(sentence: Sentence, target: Path) -> bool:
    """Join recorded clips, the longest phrases first; False when one is missing or recorded in another way."""
    known = clips() if sentence.language == "vi" else {}
    paths = list(_phrases(sentence.words.lower().split(), known)) if known else []
    if not paths or None in paths:
        return False
    try:
        sounds = [_sound(path) for path in paths if path is not None]
    except (wave.Error, EOFError, OSError):
        return False
    if len({how for how, _frames in sounds}) != 1:
        return False
    with wave.open(str(target), "wb") as out:
        channels, width, rate = sounds[0][0]
        out.setnchannels(channels)
        out.setsampwidth(width)
        out.setframerate(rate)
        for _how, frames in sounds:
            out.writeframes(frames)
    return True


def _phrases(words: list[str], known: dict[str, Path]) -> Iterator[Path | None]:
    """Yield the clip of each phrase, None once where no clip begins with the next word."""
    place = 0
    while place < len(words):
        lengths = range(min(_LONGEST_CLIP, len(words) - place), 0, -1)
        length = next((n for n in lengths if " ".join(words[place : place + n]) in known), 0)
        if not length:
            yield None
            return
        yield known[" ".join(words[place : place + length])]
        place += length


def _sound(path: Path) -> tuple[tuple[int, int, int], bytes]:
    with wave.open(str(path), "rb") as clip:
        how = (clip.getnchannels(), clip.getsampwidth(), clip.getframerate())
        return how, clip.readframes(clip.getnframes())


def _spoken(sentence: Sentence, target: Path) -> bool:
    espeak = program()
    if espeak is None:
        return False
    try:
        subprocess.run(  # noqa: S603 - a program of the system without a shell; what is said comes by its input
            [espeak, "-v", sentence.language, "-s", _PACE, "-w", str(target), "--stdin"],
            input=sentence.words.encode(),
            check=True,
            capture_output=True,
            timeout=_SECONDS,
        )
    except (subprocess.SubprocessError, OSError):
        return False
    return target.is_file()


def _forget_the_oldest() -> None:
    files = sorted(folder().glob("*.wav"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in files[MOST:]:
        path.unlink(missing_ok=True)
