"""The command line: exit statuses, and messages that say what was found and what is allowed."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from game import __version__
from game.cli import main as program
from game.cli.main import COMMANDS, main

ROOT = Path(__file__).parents[1]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def ford(run: Run) -> str:
    """A small scenario file."""
    assert run("new", "ford.yaml")[0] == 0
    return "ford.yaml"


def test_help_lists_every_command(run: Run) -> None:
    status, out, _ = run("--help")
    assert status == 0 and all(re.search(rf"^ +{command.name} ", out, re.MULTILINE) for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS, ids=[command.name for command in COMMANDS])
def test_every_command_has_examples_that_parse(run: Run, command: object) -> None:
    status, out, _ = run(command.name, "--help")
    assert status == 0 and "examples:\n  hebei" in out
    for example in command.examples:
        program._parse(example.partition(" > ")[0].split()[1:], example.split()[1])


@pytest.mark.parametrize(
    "words", ["ford.yaml nat-1 --side nat", "ford.yaml --side nat nat-1", "--side nat ford.yaml nat-1"]
)
def test_options_may_stand_before_between_and_behind_names(words: str) -> None:
    parsed = program._parse(["explain", *words.split()], "explain")
    assert (parsed.game, parsed.subject, parsed.side) == ("ford.yaml", "nat-1", "nat")


def test_history_needs_a_track(run: Run, ford: str) -> None:
    status, out, error = run("watch", ford, "--history")
    assert (status, out) == (2, "") and "scenario 'ford' has no track" in error


def test_version(run: Run) -> None:
    assert run("--version")[:2] == (0, f"Hebei 1945–49 {__version__}\n")


BAD = [
    (["chek", "handan"], r"there is no command 'chek'; did you mean 'check'\?"),
    (
        ["watch", "hndan"],
        r"no scenario is called 'hndan'; did you mean 'handan'\? known: handan, pingjin; searched: ",
    ),
    (["watch", "no.yaml"], r"there is no file no\.yaml"),
    (["watch", "handan@pocket"], r"unknown entry 'pocket'; did you mean 'the-pocket'\?"),
    (["watch", "--seed", "x"], r"--seed: found 'x'; it must be a whole number"),
    (
        ["watch", "--from", "26.10.1945"],
        r"--from: found '26\.10\.1945'; a date is written .*; write 1945-10-26",
    ),
    (["watch", "--seed", "-1"], r"--seed: found -1; a seed lies in 0 to"),
    (["watch", "--days", "0"], r"--days: found 0; it must be 1 or more"),
    (["watch", "--lang", "fr"], r"--lang: found 'fr'; the languages are en and zh"),
    (["watch", "--sed", "3"], r"watch takes no argument '--sed'; did you mean '--seed'\?"),
    (["watch", "--player", "greedy"], r"--player: found 'greedy'; write SIDE=NAME"),
    (["watch", "--player", "net=greedy"], r"--player net=greedy: there is no side 'net'; did you mean 'nat'\?"),
    (["watch", "--player", "nat=gredy"], r"--player nat=gredy: there is no player 'gredy'; did you mean 'greedy'\?"),
    (["watch", "--set", "fog"], r"--set: found 'fog'; write NAME=VALUE"),
    (["watch", "--set", "fog=2"], r"^--set fog=2: found 2; the option is 0 or 1$"),
    (["watch", "--set", "over_span=0"], r"^--set over_span=0: found 0; it must lie in 1 to 1000000$"),
    (["watch", "--set", "sight=99999"], r"^--set sight=99999: found 99999; it must lie in 0 to 3$"),
    (["whatif", "--set", "fog=0", "--both", "sight=-1"], r"^--both sight=-1: found -1; it must lie in 0 to 3$"),
    (["batch", "--games", "1", "--out", "."], r"\.: this is a folder; name a file in it"),
    (["watch", "--set", "frontge=4"], r"unknown number of the rules or option 'frontge'; did you mean 'frontage'\?"),
    (["check"], r"the following arguments are required: FILE"),
    (["check", "nothing.yaml"], r"there is no file nothing\.yaml"),
    (["new", "game.txt"], r"game\.txt: a scenario file ends in \.yaml or \.yml"),
    (["upgrade", "nothing.yaml"], r"nothing\.yaml"),
    (["replay", "nothing.hebei"], r"nothing\.hebei: there is no such file"),
    (["replay", "x", "--until", "soon"], r"--until: found 'soon'; a date is written 1945-10-24"),
    (["batch", "--games", "3", "--swap"], r"found 3 games; sides are exchanged in pairs"),
    (["watch", "--variant", "no-agent"], r"unknown variant 'no-agent'; did you mean 'no-agents'\?"),
    (["watch", "--variant", "no-agents,"], r"--variant: found 'no-agents,'; write names with commas between them"),
    (["show", "--variant", "gao-loyl"], r"unknown variant 'gao-loyl'; did you mean 'gao-loyal'\?"),
    (["watch", "--set", "carts=1"], r"option 'carts'; \d+ names are known; the rulebook, docs/rules\.md, lists them"),
    (["show", "handan", "--arrivals"], r"show takes no argument '--arrivals'; known: --"),
    (["watch", "--until", "3"], r"watch takes no argument '--until'; known: (--[a-z-]+, )+--[a-z-]+$"),
    (
        ["explain", "handan", "--side", "nat", "nat-n8a", "nat-40a"],
        r"explain takes no argument 'nat-40a'; see its --help",
    ),
    (["whatif"], r"name a change: --variant NAME or --set NAME=VALUE"),
    (["whatif", "--set", "low_luck=0"], r"nothing is changed: the scenario has these numbers anyway"),
    (["whatif", "--set", "low_luk=1"], r"unknown number of the rules or option 'low_luk'; did you mean 'low_luck'\?"),
]


@pytest.mark.parametrize(("arguments", "message"), BAD, ids=[" ".join(arguments) for arguments, _ in BAD])
def test_a_bad_argument_gets_a_message_and_status_2(run: Run, arguments: list[str], message: str) -> None:
    status, out, err = run(*arguments)
    assert status == 2 and out == ""
    assert re.search(message, err), err


class TestScenarios:
    """check, new, upgrade, schema, show."""

    def test_a_new_scenario_has_no_problems(self, run: Run, ford: str) -> None:
        assert run("check", ford) == (0, "ford.yaml: no problems\n", "")

    def test_nothing_is_overwritten(self, run: Run, ford: str) -> None:
        status, _, err = run("new", ford)
        assert status == 2 and "ford.yaml is there already" in err

    def test_a_copy_says_that_it_still_has_the_other_s_name(self, run: Run) -> None:
        status, out, _ = run("new", "mine.yaml", "--from", "handan")
        assert status == 0 and "still those of handan; change them first" in out
        assert Path("mine.yaml").read_bytes() == (ROOT / "scenarios" / "handan.yaml").read_bytes()

    def test_problems_come_with_line_and_column(self, run: Run, ford: str) -> None:
        text = Path(ford).read_text(encoding="utf-8")
        Path(ford).write_text(text.replace("men: 8000", "mn: 8000"), encoding="utf-8")
        status, out, _ = run("check", ford)
        assert status == 2
        assert re.search(r"^ford\.yaml:\d+:\d+: .*mn: .*did you mean 'men'\?$", out, re.MULTILINE)
        assert out.endswith("ford.yaml: 1 error, no warnings\n")

    def test_problems_as_json(self, run: Run, ford: str) -> None:
        Path(ford).write_text("format: 1\n", encoding="utf-8")
        status, out, _ = run("check", "--json", ford, "handan")
        broken, handan = json.loads(out)
        assert status == 2 and broken["problems"] and not handan["problems"]
        assert {"severity", "file", "line", "column", "message"} <= set(broken["problems"][0])

    def test_a_broken_scenario_is_not_played(self, run: Run, ford: str) -> None:
        Path(ford).write_bytes("title: 邯郸".encode("gb18030"))
        status, out, err = run("watch", ford)
        assert status == 2 and out == "" and err.startswith("ford.yaml")

    def test_a_save_or_a_batch_is_called_what_it_is(self, run: Run, ford: str) -> None:
        Path("game.hebei").write_text('{"save": 1}\n', encoding="utf-8")
        Path("study.sqlite").write_bytes(b"SQLite format 3\0")
        for command in ("check", "show", "batch"):
            assert "game.hebei is a saved game, no scenario; `hebei watch game.hebei`" in run(command, "game.hebei")[2]
            assert "study.sqlite holds the games of a batch, no scenario" in run(command, "study.sqlite")[2]
            told = "study.sqlite#7 is a game of a batch, no scenario; `hebei watch study.sqlite#7` plays"
            assert told in run(command, "study.sqlite#7")[2]

    def test_a_game_of_a_batch_is_no_save_yet(self, run: Run) -> None:
        Path("study.sqlite").write_bytes(b"SQLite format 3\0")
        for command in (["replay"], ["compare"], ["report"], ["branch", "--day", "1945-10-28", "--save", "x.hebei"]):
            status, out, err = run(command[0], "study.sqlite#7", *command[1:])
            assert status == 2 and not out
            assert "study.sqlite#7 is a game of a batch, no save; `hebei watch study.sqlite#7 --save FILE`" in err

    def test_everything_is_shown_once(self, run: Run) -> None:
        out = run("show", str(Path(__file__).parent / "data" / "valley.yaml"))[1]
        assert out.count("What both sides meant to do: Nationalists") == out.count("Order of battle") == 1

    def test_upgrade_leaves_a_current_file_alone(self, run: Run, ford: str) -> None:
        before = Path(ford).read_bytes()
        assert run("upgrade", ford) == (0, "ford.yaml: is of format 1 already\n", "")
        assert Path(ford).read_bytes() == before

    def test_the_schema_is_json(self, run: Run) -> None:
        assert json.loads(run("schema")[1])["type"] == "object"

    def test_show_has_map_forces_and_supply(self, run: Run, ford: str) -> None:
        status, out, _ = run("show", ford)
        assert status == 0
        for part in ("The ford", "Blue Corps · 15,000 men", "1st Brigade · 4,500 men", "Railhead", " C5  Crossing"):
            assert part in out
        assert "2nd Division (Blue, 7,000 men, 12 guns): arrives 21 October" in out

    def test_show_tells_what_lines_became(self, run: Run, ford: str) -> None:
        status, out, _ = run("show", ford, "--lines")
        assert status == 0
        assert out.startswith('rivers:\n  - {id: ford, sides: ["0104 n", ')
        assert '\nroads:\n  - {id: highway, hexes: ["0301", "0302", ' in out

    def test_show_in_chinese_keeps_within_the_width(self, run: Run) -> None:
        from rich.cells import cell_len

        status, out, _ = run("show", "--forces", "--lang", "zh")
        assert status == 0 and "第106师" in out
        assert max(map(cell_len, out.splitlines())) <= 100

    def test_players_are_listed(self, run: Run) -> None:
        status, out, _ = run("players")
        assert status == 0 and {"greedy", "random"} <= {line.split()[0] for line in out.splitlines()}


class TestGames:
    """watch, replay, batch."""

    def test_a_game_is_told_to_its_result(self, run: Run, ford: str) -> None:
        status, out, _ = run("watch", ford)
        assert status == 0
        assert "Saturday, 20 October 1945 · day 1 of 7" in out and "day 7 of 7" in out
        assert "The ford: the result" in out and "Seed 1, nat=greedy, com=greedy" in out

    def test_without_a_command_handan_is_played(self, run: Run) -> None:
        status, out, _ = run("--days", "1", "--lang", "zh")
        assert status == 0 and "1945年10月14日（星期日） · 第1天，共20天" in out

    def test_the_same_seed_tells_the_same_game(self, run: Run, ford: str) -> None:
        assert run("watch", ford, "--seed", "5") == run("watch", ford, "--seed", "5")

    def test_a_game_can_be_stopped_after_some_days(self, run: Run, ford: str) -> None:
        out = run("watch", ford, "--days", "2")[1]
        assert "day 2 of 7" in out and "day 3 of 7" not in out

    @pytest.mark.parametrize(
        ("lang", "told", "stands"),
        [
            ("en", "stopped at the dawn of Monday, 22 October 1945, before the first orders", "22 Oct"),
            ("zh", "对局止于1945年10月22日（星期一）拂晓，当日尚未下令", "10月22日"),
        ],
    )
    def test_every_command_names_the_same_day_for_a_stopped_game(
        self, run: Run, ford: str, lang: str, told: str, stands: str
    ) -> None:
        """That whose dawn has been played: what happened at it is told with its date."""
        assert told in run("watch", ford, "--days", "2", "--lang", lang, "--save", "game.hebei")[1]
        assert told in run("compare", "game.hebei", "--lang", lang)[1]
        run(
            "branch", "game.hebei", "--day", "1945-10-22", "--days", "1", "--player", "nat=random", "--save", "on.hebei"
        )
        side_by_side = run("compare", "game.hebei", "on.hebei", "--lang", lang)[1]
        assert re.search(rf"(reached|止于) +{stands} ", side_by_side)
        assert "to 1945-10-22" in run("branch", "game.hebei", "--day", "1945-10-30", "--save", "late.hebei")[2]

    def test_a_game_that_was_stopped_is_not_judged(self, run: Run, ford: str) -> None:
        """No level of victory, and nothing of what history still had to bring."""
        out = run("watch", ford, "--days", "1")[1]
        assert "The score stands at" in out and "victory" not in out.lower()

    def test_a_score_stands_with_the_range_of_its_level(self, run: Run, ford: str) -> None:
        """A score above nothing need be no victory of the side that it favours."""
        assert re.search(
            r"with a score of [+-]\d+ \(this level: [+-]\d+ (and (more|less)|to [+-]\d+)\)", run("watch", ford)[1]
        )

    def test_chinese(self, run: Run, ford: str) -> None:
        out = run("watch", ford, "--days", "1", "--lang", "zh")[1]
        assert "1945年10月20日（星期六） · 第1天，共7天" in out

    def test_maps_are_drawn_where_they_are_wanted(self, run: Run, ford: str) -> None:
        assert "N8" not in run("watch", ford, "--days", "1")[1]
        out = run("watch", ford, "--days", "1", "--map")[1]
        assert "N8" in out and "Crossing" in out and "\x1b" not in out

    def test_a_save_is_replayed_and_gone_on_with(self, run: Run, ford: str) -> None:
        whole = run("watch", ford)[1]
        first = run("watch", ford, "--days", "2", "--save", "game.hebei")[1]
        status, out, err = run("replay", "game.hebei")
        assert status == 0 and "all agree with the save" in err
        assert first.startswith(out.rstrip())
        rest = run("watch", "game.hebei")[1]
        assert "day 3 of 7" in rest and rest.splitlines()[-1] == whole.splitlines()[-1]

    def test_replay_stops_after_a_day(self, run: Run, ford: str) -> None:
        run("watch", ford, "--save", "game.hebei")
        out = run("replay", "game.hebei", "--until", "1945-10-22")[1]
        assert "day 3 of 7" in out and "day 4 of 7" not in out
        status, _, err = run("replay", "game.hebei", "--until", "1945-11-22")
        assert status == 2 and "game.hebei runs from 1945-10-20 to 1945-10-26" in err

    def test_an_edited_save_is_found_out(self, run: Run, ford: str) -> None:
        run("watch", ford, "--save", "game.hebei")
        lines = Path("game.hebei").read_text(encoding="utf-8").splitlines(keepends=True)
        orders = [number for number, line in enumerate(lines) if '"order":"Move"' in line]
        del lines[orders[0]]
        Path("game.hebei").write_text("".join(lines), encoding="utf-8")
        status, _, err = run("replay", "game.hebei")
        assert status == 2 and "edited" in err

    def test_a_save_is_not_overwritten(self, run: Run, ford: str) -> None:
        Path("game.hebei").write_text("mine", encoding="utf-8")
        status, _, err = run("watch", ford, "--save", "game.hebei")
        assert status == 2 and "the file exists" in err

    def test_a_batch_is_counted_extended_and_watched(self, run: Run, ford: str) -> None:
        status, out, _ = run("batch", ford, "--games", "3", "--csv", "games.csv")
        assert status == 0 and "The ford: 3 games" in out and "Mean score" in out
        assert len(Path("games.csv").read_text(encoding="utf-8").splitlines()) == 4
        assert "The ford: 4 games" in run("batch", ford, "--games", "4")[1]
        status, out, _ = run("watch", "ford.sqlite#2")
        assert status == 0 and "The ford: the result" in out
        assert "there is no game 7; it holds 4" in run("watch", "ford.sqlite#7")[2]
        assert "leave --seed out" in run("watch", "ford.sqlite#2", "--seed", "3")[2]
        assert "name one of its games by its row, the first is ford.sqlite#0" in run("watch", "ford.sqlite")[2]
        assert "this is no batch" in run("batch", ford, "--out", ford)[2]
        assert "other settings" in run("batch", ford, "--seed", "2", "--out", "ford.sqlite")[2]
        told = run("batch", ford, "--set", "sight=1", "--out", "ford.sqlite")[2]
        assert "other settings: sight is 2 there, 1 here. Give" in told
        assert told.endswith("or choose another file, such as --out ford-2.sqlite\n")

    def test_batches_of_other_games_have_other_files(self, run: Run, ford: str) -> None:
        """A batch meets the games of the same settings alone, such as the half of a what-if without its change."""
        games = ("--games", "2", "--days", "2")
        for other in ([], ["--player", "nat=random"], ["--swap", "--seed", "7"], ["--set", "sight=1"]):
            assert run("batch", ford, *games, *other)[0] == 0
        assert {path.name for path in Path().glob("*.sqlite")} == {
            "ford-days-2.sqlite",
            "ford-random-greedy-days-2.sqlite",
            "ford-swap-seed-7-days-2.sqlite",
            "ford-sight-1-days-2.sqlite",
        }
        assert run("whatif", ford, *games, "--set", "sight=1")[0] == 0
        assert len(list(Path().glob("*.sqlite"))) == 4

    def test_a_half_that_holds_other_games_gets_its_own_option(self, run: Run, ford: str) -> None:
        assert run("batch", ford, "--games", "1", "--days", "1", "--out", "plain.sqlite")[0] == 0
        told = run("whatif", ford, "--games", "1", "--set", "sight=1", "--without", "plain.sqlite")
        assert told[0] == 2 and told[2].endswith("such as --without plain-2.sqlite\n")

    @pytest.mark.parametrize(
        ("command", "option"), [("batch", "--csv"), ("validate", "--write")], ids=["batch", "validate"]
    )
    def test_a_file_that_cannot_be_written_is_told_before_any_game(
        self, run: Run, monkeypatch: pytest.MonkeyPatch, command: str, option: str
    ) -> None:
        def played(*_: object) -> None:
            raise AssertionError("a game was played")

        monkeypatch.setattr("game.cli.counted.bar", played)
        for file, why in (("none/x", "there is no folder none"), (".", "this is a folder")):
            status, _, err = run(command, "handan", option, file)
            assert status == 2 and f"{option} {file}: {why}" in err

    def test_a_change_of_fact_is_played_with_and_without(self, run: Run, ford: str) -> None:
        text = Path(ford).read_text(encoding="utf-8") + "variants: {blind: {name: Blind armies, set: {sight: 1}}}\n"
        Path(ford).write_text(text, encoding="utf-8")
        assert "Blind armies" in run("show", ford)[1]
        assert "With changes of fact: Blind armies (blind)." in run("show", ford, "--variant", "blind")[1]
        status, out, _ = run("whatif", ford, "--variant", "blind", "--games", "3", "--days", "3")
        assert status == 0 and "The ford: what if?" in out and "Changed: Blind armies (blind)." in out
        assert run("whatif", ford, "--variant", "blind", "--games", "3", "--days", "3")[1] == out
        assert run("watch", "ford-blind-days-3.sqlite#1")[0] == 0
        assert "leave --variant out" in run("watch", "ford-blind-days-3.sqlite#1", "--variant", "blind")[2]
        watched = run("watch", ford, "--variant", "blind", "--days", "2", "--save", "blind.hebei")
        assert watched[0] == 0 and run("replay", "blind.hebei")[0] == 0
        assert "leave --variant out" in run("watch", "blind.hebei", "--variant", "blind")[2]
        assert "leave --variant out" in run("explain", "blind.hebei", "--variant", "blind")[2]


def test_the_schema_goes_to_a_file_in_utf_8(run: Run) -> None:
    """A shell such as PowerShell may write what it redirects in UTF-16, which editors refuse."""
    assert run("schema", "--out", "scenario.schema.json") == (0, "", "")
    assert json.loads(Path("scenario.schema.json").read_text(encoding="utf-8")) == json.loads(run("schema")[1])


class TestTrouble:
    """What goes wrong while a command runs."""

    def broken(self, monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
        def fail(arguments: list[str]) -> int:
            raise error

        monkeypatch.setattr(program, "_run", fail)

    def test_ctrl_c_is_quiet(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        self.broken(monkeypatch, KeyboardInterrupt())
        assert run("watch") == (130, "", "")

    def test_a_fault_of_the_program_says_how_to_report_it(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.broken(monkeypatch, RuntimeError("no such luck"))
        assert main(["watch"]) == 1
        err = capsys.readouterr().err
        assert "RuntimeError: no such luck" in err and "Please report it" in err and "--debug" in err

    def test_debug_shows_where(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.broken(monkeypatch, RuntimeError("no such luck"))
        monkeypatch.setenv("HEBEI_DEBUG", "1")
        assert main(["watch"]) == 1
        assert "Traceback" in capsys.readouterr().err

    def test_what_is_no_scenario_is_not_upgraded(self, run: Run) -> None:
        Path("game.hebei").write_text('{"save":"hebei"}\n', encoding="utf-8")
        assert "game.hebei is a saved game, no scenario" in run("upgrade", "game.hebei")[2]
        assert run("upgrade", "none.yaml")[::2] == (2, "hebei: there is no file none.yaml\n")

    def test_a_row_of_a_batch_that_is_not_there(self, run: Run) -> None:
        assert run("watch", "none.sqlite#3")[::2] == (2, "none.sqlite: there is no such file\n")

    def test_a_missing_folder_is_named(self, run: Run, ford: str) -> None:
        status, _, err = run("watch", ford, "--save", "nowhere/game.hebei")
        assert status == 2 and "nowhere" in err


def python(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """A process of its own."""
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env={**os.environ, **environment}, capture_output=True, check=False
    )


def test_check_imports_nothing_slow() -> None:
    code = (
        "import sys; from game.cli.main import main; main(['check', 'handan']);"
        "print({'numba', 'pygame', 'rich', 'matplotlib'} & set(sys.modules))"
    )
    assert python("-c", code).stdout.splitlines()[-1] == b"set()"


def test_chinese_is_written_whatever_the_code_page() -> None:
    done = python("-m", "game.cli.main", "show", "--forces", "--lang", "zh", PYTHONIOENCODING="gbk")
    assert done.returncode == 0 and "第106师" in done.stdout.decode()


def test_a_closed_pipe_is_quiet() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "game.cli.main", "schema"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout and process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk is hard to come by elsewhere")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("command", ["players", "--help", "schema"])
def test_a_full_disk_is_told_once(command: str, unbuffered: str) -> None:
    """Neither with the interpreter's own complaint when it writes the rest at exit, nor as a success.

    `players` and help fail when they are flushed, `schema` and whatever is not buffered as soon as they are printed.
    """
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "game.cli.main", command],
            check=False,
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
        )
    assert done.stderr.decode().splitlines() == ["hebei: the output cannot be written: No space left on device"]
    assert done.returncode == 2


@pytest.mark.skipif(sys.platform == "win32", reason="the shell's way of starting a program without an output")
def test_without_an_output_nothing_fails() -> None:
    command = f'exec "{sys.executable}" -m game.cli.main players >&-'
    done = subprocess.run(["sh", "-c", command], check=False, cwd=ROOT, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
