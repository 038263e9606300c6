#!/usr/bin/env python3
"""Start Hebei 1945–49 from a checkout, setting up what it needs the first time.

    python3 run.py [ARGUMENTS]           what `hebei [ARGUMENTS]` does where it is installed
    python3 run.py test [ARGUMENTS]      the tests; the arguments are pytest's
    python3 run.py python [ARGUMENTS]    Python with what the game needs, or the development tools: python -m mypy

Only the standard library is used, and only the grammar of Python 3.6: an old Python has to read this file in order
to hand over to a newer one, or to say that one is needed.
"""

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent
LOCKS = {"play": ROOT / ".ci" / "lock-play.txt", "test": ROOT / ".ci" / "lock-test.txt"}
MEGABYTES = {
    "play": (152, 510),
    "test": (182, 610),
}  # to download, and on disk, on the system with the largest packages
VERSIONS = [(3, 14), (3, 13), (3, 12), (3, 11)]  # those that every locked package has a wheel for
TESTING = ["-m", "pytest", "-n", "auto", "--dist", "worksteal"]
TOOLS = ("mypy", "pytest", "ruff", "tests")  # modules that the game does without
STAMP = "hebei-setup.txt"
PIP_WHEEL = "pip-26.3-py3-none-any.whl"
PIP_SHA256 = "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13"


class SetupError(Exception):
    """Tells the user why the game cannot be started and what to do about it."""


def main(arguments: list) -> int:
    """The exit status; where a process can be replaced, the game takes over and this does not return."""
    try:
        objection = objection_to(sys.implementation.name, sys.version_info[:2])
        if objection:
            return hand_over(arguments, objection)
        kind, command = meant_by(arguments)
        python = prepare(kind)
        if arguments[:1] == ["test"]:
            os.chdir(ROOT)
        return start([python, "-P", *command], child_environment())
    except KeyboardInterrupt:
        return 130
    except (SetupError, OSError, ImportError) as error:
        print(error, file=sys.stderr)
        return 2


def meant_by(arguments: list) -> tuple:
    """The lock whose packages are needed, and the arguments of Python."""
    if arguments[:1] == ["test"]:
        return "test", TESTING + arguments[1:]
    if arguments[:1] == ["python"]:
        is_tool = arguments[1:2] == ["-m"] and "".join(arguments[2:3]).split(".")[0] in TOOLS
        return "test" if is_tool else "play", arguments[1:]
    return "play", ["-m", "game.cli.main", *arguments]


def objection_to(implementation: str, version: tuple) -> str:
    """Why this Python cannot run the game; empty when it can."""
    name = "Python {}.{}".format(*version)
    if implementation != "cpython":
        return f"this is {implementation}, not CPython"
    if version < VERSIONS[-1]:
        return f"this is {name}"
    if version > VERSIONS[0]:
        return f"{name} is newer than the packages that the game is built on"
    return ""


def hand_over(arguments: list, objection: str) -> int:
    """Start again with a Python that will do, if the computer has one."""
    for version in VERSIONS:
        number = "{}.{}".format(*version)
        command = ["py", "-" + number] if os.name == "nt" else ["python" + number]
        program = shutil.which(command[0])
        # The name promises nothing: version managers put a program for each version on the path, installed or not.
        check = f"import sys; sys.exit((sys.implementation.name, *sys.version_info[:2]) != {('cpython', *version)})"
        if program and succeeds([program, *command[1:], "-c", check]):
            return start([program, *command[1:], __file__, *arguments], dict(os.environ))
    raise SetupError(
        f"Hebei needs Python 3.11 or later (up to 3.{VERSIONS[0][1]}): {objection}, and no other was found.\n"
        "Install one from https://www.python.org/downloads/ or with the system's packages, then start this again."
    )


def prepare(kind: str) -> Path:
    """The Python of an environment with the packages of the lock `kind`, set up now unless that was done before."""
    folders = environment_folders()
    for folder in folders:
        if is_ready(folder, kind):
            return env_python(folder)
    folder = next(filter(is_usable, folders), None)
    if folder is None:
        raise SetupError("No environment can be made: neither {} nor {} is free to be written to.".format(*folders))
    with no_other_setup(folder):
        if not is_ready(folder, kind):
            set_up(folder, kind)
    return env_python(folder)


def environment_folders() -> list:
    """Where the environment may be, best first: the user's cache serves where the checkout cannot."""
    if os.name == "nt":
        cache = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        cache = Path.home() / "Library" / "Caches"
    else:
        cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    name = "env-" + hashlib.sha256(os.fsencode(ROOT)).hexdigest()[:12]
    return [ROOT / ".venv", Path(cache) / "hebei" / name]


def is_usable(folder: Path) -> bool:
    """Whether an environment may be made here; a folder that somebody else filled is left alone.

    Writing is tried: permission bits say little on Windows, and nothing about a read-only disk.
    """
    try:
        if folder.exists() and not (folder / STAMP).exists() and any(folder.iterdir()):
            return False
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder.parent):
            return True
    except OSError:
        return False


def is_ready(folder: Path, kind: str) -> bool:
    """Whether a finished set-up of this checkout holds the packages; those of the tests include the game's."""
    try:
        done = (folder / STAMP).read_text(encoding="utf-8")
    except OSError:
        return False
    return done in (stamp(folder, kind), stamp(folder, "test")) and env_python(folder).exists()


def stamp(folder: Path, kind: str) -> str:
    """What a finished set-up writes into its folder: all that makes it void by changing."""
    locks = hashlib.sha256(b"".join(path.read_bytes() for path in LOCKS.values())).hexdigest()
    python = "Python {}.{}".format(*sys.version_info)
    return "\n".join([kind, locks, python, sysconfig.get_platform(), ascii(str(folder)), ""])


def env_python(folder: Path) -> Path:
    """The environment's interpreter."""
    return folder / "Scripts" / "python.exe" if os.name == "nt" else folder / "bin" / "python"


@contextlib.contextmanager
def no_other_setup(folder: Path):
    """Turns away a second start (an impatient double click). On every system SQLite's lock ends with its process.

    Its file stays: another start may be about to lock it.
    """
    import sqlite3

    with contextlib.ExitStack() as held:
        try:
            lock = sqlite3.connect(f"{folder}.lock", timeout=0, isolation_level=None)
            held.enter_context(contextlib.closing(lock))
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise SetupError(f"{folder}.lock cannot be locked: {error}.") from None
            raise SetupError("Another start is setting up the game; start this again when it has finished.") from None
        yield


def set_up(folder: Path, kind: str) -> None:
    """Make the environment, or add the tests' packages to it. The stamp comes last: without it all is done again."""
    adding = is_ready(folder, "play")
    there = MEGABYTES["play"] if adding else (0, 0)
    download, disk = (size - before for size, before in zip(MEGABYTES[kind], there))
    say(f"Setting up (first time only: up to {download} MB to download, {disk} MB on disk) ...")
    try:
        if not adding:
            make_environment(folder)
        install(folder, LOCKS[kind])
        (folder / STAMP).write_text(stamp(folder, kind), encoding="utf-8")
    finally:
        print(file=sys.stderr)


def make_environment(folder: Path) -> None:
    """An environment with pip, in the place of whatever an earlier set-up left."""
    import venv

    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    (folder / STAMP).write_text("unfinished\n", encoding="utf-8")
    venv.create(folder, symlinks=os.name != "nt")
    python = env_python(folder)
    # Some Linux distributions cut ensurepip out of Python.
    if not succeeds([python, "-m", "ensurepip", "--default-pip"]):
        wheel = fetch_pip(folder)
        if not succeeds([python, wheel / "pip", "install", "--no-index", "--no-deps", wheel]):
            raise SetupError(f"pip could not be installed in {folder}.")


def fetch_pip(folder: Path) -> Path:
    """Download pip's wheel, which can run without being installed, from the index that the user's pip uses."""
    import re
    from urllib.parse import urljoin

    page = pip_setting("index-url", "https://pypi.org/simple").rstrip("/") + "/pip/"
    try:
        link = re.search(f'href="([^"#]*{re.escape(PIP_WHEEL)})', download(page).decode())
        wheel = download(urljoin(page, link[1])) if link else b""
    except (OSError, ValueError) as error:
        raise SetupError(
            f"This Python has no pip, and {PIP_WHEEL} cannot be fetched from {page}: {error}\n"
            "On Debian and Ubuntu `sudo apt install python3-venv` helps."
        ) from None
    if hashlib.sha256(wheel).hexdigest() != PIP_SHA256:
        raise SetupError(f"This Python has no pip, and {page} has no {PIP_WHEEL} with the expected content.")
    path = folder / PIP_WHEEL
    path.write_bytes(wheel)
    return path


def download(url: str) -> bytes:
    """The content of a URL, trusting the certificates that the user's pip trusts."""
    import ssl
    from urllib.request import urlopen

    context = ssl.create_default_context(cafile=pip_setting("cert", "") or None)
    with urlopen(url, timeout=60, context=context) as answer:
        return answer.read()


def pip_setting(name: str, default: str) -> str:
    """A setting of the user's pip, from its variable or its files: those of Linux, where ensurepip may be absent."""
    import configparser

    config = configparser.RawConfigParser()
    user = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    files = ["/etc/pip.conf", Path.home() / ".pip" / "pip.conf", Path(user) / "pip" / "pip.conf"]
    try:
        config.read([*files, os.environ.get("PIP_CONFIG_FILE", os.devnull)], encoding="utf-8")
    except (configparser.Error, ValueError) as error:
        raise SetupError(f"pip's settings cannot be read: {error}") from None
    variable = os.environ.get("PIP_" + name.upper().replace("-", "_"))
    return variable or config.get("global", name, fallback=default)


def install(folder: Path, lock: Path) -> None:
    """Install exactly the locked wheels, naming each as it comes."""
    command = [env_python(folder), "-m", "pip", "install", "--disable-pip-version-check", "--progress-bar", "off"]
    command += ["--require-hashes", "--only-binary", ":all:", "-r", lock]
    lines = []
    with subprocess.Popen(command, env=child_environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as pip:
        for line in pip.stdout:
            words = line.decode("utf-8", "replace").split()
            if words[:1] == ["Collecting"]:
                say(words[1].split("==")[0])
            if words[:1] != ["WARNING:"]:
                lines.append("  " + " ".join(words))
    if pip.returncode:
        said = "\n".join(lines[-12:])
        raise SetupError(
            f"The packages could not be installed. pip said at the end:\n{said}\n"
            "If the network was at fault, start this again when it is back."
        )


def succeeds(command: list) -> bool:
    """Whether the command, run silently, ends well."""
    silent = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.call(command, env=child_environment(), **silent) == 0


def child_environment() -> dict:
    """The variables for what runs in the environment: our package is found, and no other Python's packages are."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONHOME"}
    return dict(kept, PYTHONPATH=str(ROOT), PIP_USER="0")


def say(text: str) -> None:
    """Progress, on the error stream because the game's output may be piped."""
    print(text, end=" ", file=sys.stderr, flush=True)


def start(command: list, environment: dict) -> int:
    """Become the command where the system allows it, else run it and answer with its exit status."""
    if os.name != "nt":
        os.execve(command[0], command, environment)
    with subprocess.Popen(command, env=environment) as child:
        while True:
            # Ctrl-C reaches the child too, which may have something to save.
            with contextlib.suppress(KeyboardInterrupt):
                return child.wait()


if __name__ == "__main__":
    status = main(sys.argv[1:])
    if status not in (0, 130) and os.name == "nt" and len(sys.argv) == 1 and sys.stdin.isatty():
        input("Press Enter to close this window.")
    sys.exit(status)
