"""The launcher: no test here touches the network, this checkout's environment or the user's folders."""

import ast
import hashlib
import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

LAUNCHER = Path(__file__).parent.parent / "run.py"


@pytest.fixture
def run(tmp_path, monkeypatch):
    """The launcher as a fresh module whose checkout, cache and home are in a temporary folder; it starts nothing."""
    spec = importlib.util.spec_from_file_location("run", LAUNCHER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.ROOT = tmp_path / "checkout 河北"
    module.ROOT.mkdir()
    module.LOCKS = {kind: module.ROOT / f"{kind}.txt" for kind in ("play", "test")}
    for kind, lock in module.LOCKS.items():
        lock.write_text(kind, encoding="utf-8")
    module.started = []
    module.start = lambda command, environment: module.started.append([str(word) for word in command]) or 0
    for variable in ("LOCALAPPDATA", "XDG_CACHE_HOME", "HOME", "USERPROFILE", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(variable, str(tmp_path / variable))
    for variable in ("PIP_INDEX_URL", "PIP_CERT", "PIP_CONFIG_FILE"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.chdir(tmp_path)
    return module


@pytest.fixture
def installed(run, monkeypatch):
    """The names of the locks that the launcher has installed; environments and pip are stand-ins."""
    names = []
    monkeypatch.setattr("venv.create", lambda folder, symlinks: make_python(run, folder))
    run.succeeds = lambda command: True
    run.install = lambda folder, lock: names.append(lock.stem)
    return names


def make_python(run, folder):
    run.env_python(folder).parent.mkdir(parents=True)
    run.env_python(folder).touch()


def test_an_old_python_can_read_the_launcher():
    ast.parse(LAUNCHER.read_text(encoding="utf-8"), feature_version=(3, 7))


@pytest.mark.parametrize(
    ("implementation", "version", "words"),
    [
        ("cpython", (3, 8), "this is Python 3.8"),
        ("cpython", (3, 15), "Python 3.15 is newer"),
        ("pypy", (3, 11), "pypy"),
        ("cpython", (3, 11), ""),
        ("cpython", (3, 14), ""),
    ],
)
def test_an_unsuited_python_is_named(run, implementation, version, words):
    objection = run.objection_to(implementation, version)
    assert words in objection
    assert bool(objection) == bool(words)


def test_without_a_suitable_python_the_user_learns_what_to_install(run, monkeypatch, capsys):
    run.objection_to = lambda implementation, version: "this is Python 3.8"
    monkeypatch.setattr(run.shutil, "which", lambda program: None)
    assert run.main([]) == 2
    message = capsys.readouterr().err
    assert "needs Python 3.11 or later" in message
    assert "this is Python 3.8" in message
    assert "https://www.python.org/downloads/" in message


@pytest.mark.skipif(sys.platform == "win32", reason="the py launcher takes the place of the path")
def test_the_newest_suitable_python_takes_over_with_the_same_arguments(run, monkeypatch):
    run.objection_to = lambda implementation, version: "this is Python 3.8"
    monkeypatch.setattr(run.shutil, "which", lambda program: None if program == "python3.14" else f"/bin/{program}")
    run.succeeds = lambda command: command[0] != "/bin/python3.13"
    assert run.main(["show", "a b"]) == 0
    assert run.started == [["/bin/python3.12", str(LAUNCHER), "show", "a b"]]


def test_the_readme_promises_what_the_setup_fetches(run):
    download, disk = run.MEGABYTES["play"]
    readme = " ".join((LAUNCHER.parent / "README.md").read_text(encoding="utf-8").split())
    assert f"fetches up to {download} MB" in readme and f"{disk} MB on disk" in readme


def test_the_first_start_sets_up_and_the_second_does_not(run, installed, capsys):
    assert run.main(["batch", "handan", "--games", "2"]) == 0
    assert "Setting up (first time only: up to 152 MB to download, 510 MB on disk)" in capsys.readouterr().err
    assert run.main([]) == 0
    assert capsys.readouterr().err == ""
    assert installed == ["play"]
    game = [str(run.env_python(run.ROOT / ".venv")), "-P", "-m", "game.cli.main"]
    assert run.started == [[*game, "batch", "handan", "--games", "2"], game]


def test_testing_adds_its_packages_and_playing_goes_on_with_them(run, installed, capsys):
    run.prepare("play")
    (run.ROOT / ".venv" / "kept").touch()
    capsys.readouterr()
    assert run.main(["test", "-k", "odds"]) == 0
    assert "up to 30 MB to download, 100 MB on disk" in capsys.readouterr().err
    run.prepare("play")
    assert installed == ["play", "test"]
    assert (run.ROOT / ".venv" / "kept").exists()
    assert run.started[0][1:] == ["-P", "-m", "pytest", "-n", "auto", "--dist", "worksteal", "-k", "odds"]
    assert Path.cwd() == run.ROOT


def test_a_script_runs_where_one_is_with_no_more_than_the_game_needs(run, installed):
    here = Path.cwd()
    assert run.main(["python", "study.py", "-m", "mypy"]) == 0 and Path.cwd() == here
    assert run.main(["python", "-m", "benchmarks"]) == 0
    assert [command[1:] for command in run.started] == [["-P", "study.py", "-m", "mypy"], ["-P", "-m", "benchmarks"]]
    assert installed == ["play"]


@pytest.mark.parametrize("module", ["mypy", "tests.test_golden"])
def test_development_tools_bring_the_packages_of_the_tests(run, installed, module):
    assert run.main(["python", "-m", module]) == 0
    assert run.started[0][1:] == ["-P", "-m", module]
    assert installed == ["test"]


def test_a_changed_lock_makes_the_environment_anew(run, installed):
    run.prepare("play")
    (run.ROOT / ".venv" / "stale").touch()
    run.LOCKS["play"].write_text("newer pins", encoding="utf-8")
    run.prepare("play")
    assert installed == ["play", "play"]
    assert not (run.ROOT / ".venv" / "stale").exists()


def test_a_changed_python_makes_the_environment_anew(run, installed, monkeypatch):
    run.prepare("play")
    monkeypatch.setattr(run.sys, "version_info", (3, 99, 0))
    assert not run.is_ready(run.ROOT / ".venv", "play")


def test_an_environment_whose_python_is_gone_is_not_used(run, installed):
    run.prepare("play").unlink()
    assert not run.is_ready(run.ROOT / ".venv", "play")


def test_a_moved_checkout_makes_the_environment_anew(run, installed):
    run.prepare("play")
    run.ROOT = run.ROOT.rename(run.ROOT.with_name("moved"))
    run.LOCKS = {kind: run.ROOT / lock.name for kind, lock in run.LOCKS.items()}
    assert not run.is_ready(run.ROOT / ".venv", "play")
    assert run.prepare("play") == run.env_python(run.ROOT / ".venv")
    assert installed == ["play", "play"]


def test_a_read_only_checkout_uses_the_cache(run, installed, tmp_path, monkeypatch):
    def only_outside(dir):
        if dir == run.ROOT:
            raise PermissionError
        return (dir / "probe").open("w+b")

    monkeypatch.setattr(run.tempfile, "TemporaryFile", only_outside)
    for _ in range(2):
        python = run.prepare("play")
        assert python.is_relative_to(tmp_path)
        assert not python.is_relative_to(run.ROOT)
    assert installed == ["play"]


def test_an_environment_made_by_somebody_else_is_left_alone(run, installed):
    make_python(run, run.ROOT / ".venv")
    assert not run.prepare("play").is_relative_to(run.ROOT)
    assert [path.name for path in (run.ROOT / ".venv").iterdir()] in (["bin"], ["Scripts"])


def test_nowhere_to_write_is_said(run, capsys):
    run.is_usable = lambda folder: False
    assert run.main([]) == 2
    assert "No environment can be made" in capsys.readouterr().err


def test_an_interrupted_setup_is_quiet_and_done_again(run, installed):
    finish = run.install

    def interrupt(folder, lock):
        (folder / "half").touch()
        raise KeyboardInterrupt

    run.install = interrupt
    assert run.main([]) == 130
    assert run.started == []
    run.install = finish
    assert run.main([]) == 0
    assert not (run.ROOT / ".venv" / "half").exists()


def test_a_failed_addition_leaves_the_game_playable(run, installed):
    run.prepare("play")

    def fail(folder, lock):
        raise run.SetupError("no network")

    run.install = fail
    assert run.main(["test"]) == 2
    assert run.main([]) == 0


def test_a_second_setup_at_the_same_time_is_turned_away(run, installed, capsys):
    with run.no_other_setup(run.ROOT / ".venv"):
        assert run.main([]) == 2
    assert "Another start is setting up" in capsys.readouterr().err
    assert run.main([]) == 0


def test_a_lock_that_cannot_be_taken_is_no_second_setup(run, installed, capsys):
    (run.ROOT / ".venv.lock").mkdir()
    assert run.main([]) == 2
    message = capsys.readouterr().err
    assert ".venv.lock cannot be locked: unable to open" in message and "Another start" not in message


def test_what_pip_says_is_shown_when_it_fails(run, capsys):
    run.env_python = lambda folder: Path(sys.executable)
    run.prepare = lambda kind: run.install(run.ROOT, run.ROOT / "absent.txt")
    assert run.main([]) == 2
    message = capsys.readouterr().err
    assert "could not be installed" in message
    assert "absent.txt" in message
    assert "Traceback" not in message


def test_without_ensurepip_pip_comes_from_the_users_index(run, tmp_path, monkeypatch):
    wheel = b"a wheel"
    page = tmp_path / "simple" / "pip"
    page.mkdir(parents=True)
    # A file of that name is what the last part of the index's address leads to.
    (page / run.PIP_WHEEL).write_bytes(wheel)
    pages = {f"{tmp_path.as_uri()}/simple/pip/": f'<a href="{run.PIP_WHEEL}#sha256=0">'.encode()}
    fetch = run.download
    run.download = lambda url: pages.get(url) or fetch(url)
    monkeypatch.setenv("PIP_INDEX_URL", f"{tmp_path.as_uri()}/simple")
    with pytest.raises(run.SetupError, match="expected content"):
        run.fetch_pip(tmp_path)
    run.PIP_SHA256 = hashlib.sha256(wheel).hexdigest()
    assert run.fetch_pip(tmp_path).read_bytes() == wheel


def test_an_index_that_does_not_answer_is_named(run, tmp_path, monkeypatch):
    monkeypatch.setenv("PIP_INDEX_URL", f"{tmp_path.as_uri()}/nothing")
    with pytest.raises(run.SetupError, match=r"nothing/pip/.*\n.*python3-venv"):
        run.fetch_pip(tmp_path)


def test_pips_variable_is_heard_before_its_files(run, tmp_path, monkeypatch):
    config = tmp_path / "pip.conf"
    config.write_text("[global]\nindex-url = https://mirror.example/simple\n", encoding="utf-8")
    monkeypatch.setenv("PIP_CONFIG_FILE", str(config))
    assert run.pip_setting("index-url", "") == "https://mirror.example/simple"
    monkeypatch.setenv("PIP_INDEX_URL", "https://nearer.example/simple")
    assert run.pip_setting("index-url", "") == "https://nearer.example/simple"


def test_broken_settings_of_pip_are_named(run, tmp_path, monkeypatch):
    config = tmp_path / "pip.conf"
    config.write_text("index-url = https://mirror.example/simple\n", encoding="utf-8")
    monkeypatch.setenv("PIP_CONFIG_FILE", str(config))
    with pytest.raises(run.SetupError, match="pip's settings"):
        run.pip_setting("index-url", "")


def test_no_other_packages_reach_the_game(run, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    monkeypatch.setenv("PYTHONHOME", "elsewhere")
    environment = run.child_environment()
    assert environment["PYTHONPATH"] == str(run.ROOT)
    assert "PYTHONHOME" not in environment


def test_the_exit_status_is_the_games():
    code = "import os, run, sys; sys.exit(run.start([sys.executable, '-c', 'raise SystemExit(7)'], dict(os.environ)))"
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=LAUNCHER.parent).returncode == 7


def test_the_tests_run_on_the_packages_that_players_get():
    pins = {}
    for kind in ("play", "test"):
        lines = (LAUNCHER.parent / ".ci" / f"lock-{kind}.txt").read_text(encoding="utf-8").splitlines()
        assert not [line for line in lines if line.startswith("-")], "an index or a local path is in the lock"
        pins[kind] = {line for line in lines if re.match(r"\w", line)}
    assert pins["play"] < pins["test"]
