"""The command line: arguments in, text and exit code out."""

from __future__ import annotations

import importlib
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from averred import checker
from averred.__main__ import main
from averred.commands import COMMANDS, cli, run, shared
from averred.reports import FORMATS

_TODAY = ["--sources=.", "--today=2026-11-22"]
LANTERN = Path(__file__).parent.parent / "docs" / "tutorial" / "lantern-march"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with the facts and the text of the lantern march, and no settings around it."""
    shutil.copytree(LANTERN, tmp_path / "work", ignore=shutil.ignore_patterns("*.md", "averred.lock"))
    monkeypatch.chdir(tmp_path / "work")
    for name in ("NO_COLOR", "COLUMNS", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "work"


Screen = pytest.CaptureFixture[str]


def said(capsys: Screen) -> str:
    """What was written to stdout."""
    return capsys.readouterr().out


def refused(capsys: Screen) -> str:
    """The one line that was written to stderr; nothing else was written."""
    out, err = capsys.readouterr()

    assert "" == out
    assert 1 == err.count("\n")
    return err


def test_check_shows_findings_and_exits_with_1(here: Path, capsys: Screen) -> None:
    """The default command finds the planted contradiction, with the passages of the text at hand."""
    assert 1 == run([str(here / "facts"), "--sources", str(here)])
    text = said(capsys)

    assert "error[contradictory]" in text
    assert " 3 │ - Marchers: 1,200\n" in text
    assert "verified from the text" in text


@pytest.mark.usefixtures("here")
def test_check_without_a_path_takes_what_is_below(capsys: Screen) -> None:
    """Without a path the fact bases below the working folder are checked; names of files are relative."""
    assert 1 == run(["--output-format", "concise", "--sources", "."])
    assert said(capsys).startswith("facts/march.toml:")
    assert 1 == run([])
    assert "error[" in said(capsys)


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    "options, code",
    [
        (["--fail-on", "never"], 0),
        (["--fail-on", "note"], 1),
        (["--select", "disputed"], 0),
        (["--select", "disputed", "--fail-on", "warning"], 0),
        (["--select", "disputed", "--fail-on", "note"], 1),
        (["--select", "disputed,contradictory"], 1),
        (["--select", "disputed", "--select", "contradictory", "--ignore", "contradictory"], 0),
    ],
)
def test_the_exit_code_follows_the_level(options: list[str], code: int) -> None:
    """1 for a finding at or above the level asked for, else 0."""
    assert code == run(["check", "facts", "--sources", ".", *options])


@pytest.mark.usefixtures("here")
def test_formats_go_to_the_screen_and_to_files(capsys: Screen) -> None:
    """Each format may be given a file; those without one are shown."""
    formats = [
        "--output-format",
        "json=out.json",
        "--output-format",
        "concise",
        "--output-format",
        "full=out.txt",
    ]

    assert 1 == run(["check", "facts", "--sources", ".", *formats])
    assert "[contradictory]" in said(capsys)
    assert 1 == json.loads(Path("out.json").read_bytes())["version"]
    assert "╭─▶".encode() in Path("out.txt").read_bytes()


@pytest.mark.usefixtures("here")
def test_quiet_and_verbose(capsys: Screen) -> None:
    """Quiet leaves the summary out; verbose shows all."""
    run(["check", "facts", "-q", "--select", "disputed", "--sources", "."])
    quiet = said(capsys)
    run(["check", "facts", "-v", "--select", "disputed", "--sources", ".", "--statistics"])
    verbose = said(capsys)

    assert "engine python" not in quiet
    assert "engine python" in verbose
    assert "     1  disputed" in verbose


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    "arguments, message",
    [
        (["chekc"], "there is no file, folder or command “chekc” (did you mean check?)"),
        (["no/such/folder"], "there is no file, folder or command “no/such/folder” (give a folder of facts"),
        (["check", "--nonsense"], "No such option '--nonsense'"),
        (
            ["check", "--select", "contradictori"],
            "there is no rule “contradictori” (did you mean contradictory?)",
        ),
        (["check", "--ignore", "zzzz"], "there is no rule “zzzz” (averred rules lists them)"),
        (["check", "--output-format", "jsn"], "there is no output format “jsn” (did you mean json?)"),
        (["check", "--output-format", "!"], "there is no output format “!” (one of full, concise, json"),
        (
            ["check", "--output-format", "json="],
            "--output-format json= names no file (write json=report.txt)",
        ),
        (
            ["check", "facts", "--output-format", "json=no/such/folder/x"],
            "cannot write no/such/folder/x: No such file",
        ),
        (
            ["check", "--output-format", "json=a", "--output-format", "full", "--output-format", "sarif=./a"],
            "two formats go to a (give each a file of its own)",
        ),
        (["report", "-o", "facts/march.toml/r.html"], "cannot make facts/march.toml: File exists"),
        (["check", "--memory", "lots"], "“lots” is no amount of memory (write 2GB)"),
        (["check", "--today", "yesterday"], "“yesterday” is no day (write it as 2026-11-22)"),
        (["check", "--sources", "nowhere"], "Directory 'nowhere' does not exist"),
        (["check", "--fail-on", "sometimes"], "'sometimes' is not one of"),
        (["explain"], "Missing argument 'RULE|FINDING'"),
        (
            ["explain", "contradictry"],
            "there is no finding or rule “contradictry” here (did you mean contradictory?)",
        ),
        (["explain", "zzz"], "there is no finding or rule “zzz” here (averred check shows the ids"),
        (["lock", "facts", "--accept", "zzz"], "there is no fact “zzz” in facts\n"),
        (["lock", "facts", "--accept", "marchers-bax"], "in facts (did you mean marchers-box?)"),
        (
            ["lock", "facts"],
            "the text of no source of facts is at hand; there is no facts/lantern-march.txt",
        ),
        (["\x1b[31m"], "⟨U+001B⟩[31m"),
    ],
)
def test_misuse_is_one_line_and_exit_2(arguments: list[str], message: str, capsys: Screen) -> None:
    """A wrong option or name is said in one line with a suggestion, and the exit code is 2."""
    assert 2 == run(arguments)
    line = refused(capsys)

    assert line.startswith("averred: error: ")
    assert message in line


def test_a_folder_without_facts_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Screen
) -> None:
    """Nothing to check is an error, since somebody expected a check."""
    monkeypatch.chdir(tmp_path)

    assert 2 == run(["check"])
    assert "no fact files in or below . (averred init NAME makes the first)" in refused(capsys)


@pytest.mark.parametrize(
    "table, message",
    [
        ("[facts.a]", ": f.toml has a table [facts] (did you mean fact?)"),
        (" [[ acept ]]", ": f.toml has a table [acept] (did you mean accept?)"),
        ("[package]", ": f.toml has no table of facts (averred init NAME makes the first)"),
    ],
)
def test_files_that_were_passed_over_are_named(
    table: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Screen
) -> None:
    """A misspelt table makes a file no fact file, and is said; settings, links and pipes are left out."""
    monkeypatch.chdir(tmp_path)
    for name in ("averred.toml", "pyproject.toml", "f.toml"):
        Path(name).write_text(f"# [entitty.b]\n{table}\nx = 1\n", encoding="utf-8")
    Path("a.toml").symlink_to("f.toml")
    os.mkfifo("b.toml")

    assert 2 == run(["check", "."])
    assert f"no fact files in or below .{message}" in refused(capsys)


def test_not_all_files_that_were_passed_over_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Screen
) -> None:
    """A few are enough to see where it looked."""
    monkeypatch.chdir(tmp_path)
    for name in "dcba":
        Path(f"{name}.toml").write_text("[x]\n", encoding="utf-8")

    assert 2 == run(["check"])
    assert ": a.toml, b.toml, c.toml have no table of facts (averred init" in refused(capsys)


def test_a_file_that_does_not_parse_is_a_finding(here: Path, capsys: Screen) -> None:
    """A broken fact file is a finding with its place and exit code 1, never a traceback."""
    (here / "broken").mkdir()
    (here / "broken" / "x.toml").write_text("[fact.x\n", encoding="utf-8")

    assert 1 == run(["check", "broken", "--output-format", "concise"])
    assert said(capsys).startswith("broken/x.toml:1:")


def test_settings_of_a_file_hold(here: Path, capsys: Screen) -> None:
    """An averred.toml beside the facts chooses rules and levels; the command line wins."""
    (here / "averred.toml").write_text(
        'select = ["disputed"]\nlevels = { disputed = "error" }\n', encoding="utf-8"
    )

    assert 1 == run(["check", "facts", "--sources", ".", "--output-format", "concise"])
    assert "error[disputed]" in said(capsys)
    assert 1 == run(
        ["check", "facts", "--sources", ".", "--output-format", "concise", "--select", "wrong-order"]
    )
    assert "error[wrong-order]" in said(capsys)


@pytest.mark.usefixtures("here")
def test_one_file_is_a_fact_base(capsys: Screen) -> None:
    """A single file may be checked."""
    assert 1 == run(["check", "facts/march.toml", "--sources", ".", "--output-format", "concise"])
    assert "facts/march.toml:" in said(capsys)


@pytest.mark.usefixtures("here")
def test_a_github_run_gets_a_step_summary(monkeypatch: pytest.MonkeyPatch, capsys: Screen) -> None:
    """The format for GitHub writes the whole table to the file that GitHub names, after what is there."""
    Path("summary.md").write_text("before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "summary.md")

    assert 1 == run(["check", "facts", "--sources", ".", "--output-format", "github"])
    assert "::error file=facts/march.toml" in said(capsys)
    assert Path("summary.md").read_text(encoding="utf-8").startswith("before\n**averred**: ")


@pytest.mark.usefixtures("here")
def test_an_interrupted_check_says_what_ran(monkeypatch: pytest.MonkeyPatch, capsys: Screen) -> None:
    """Ctrl-C ends with what was checked so far and exit code 130."""

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(checker, "check", interrupt)

    assert 130 == run(["check", "facts"])
    out, err = capsys.readouterr()
    assert "interrupted: 0 of 1 fact bases were checked\n" == err
    assert "0 facts; no citations; no findings\n" == out


@pytest.mark.usefixtures("here")
def test_an_interrupt_elsewhere_is_quiet(monkeypatch: pytest.MonkeyPatch, capsys: Screen) -> None:
    """Ctrl-C in any other command is one word and exit code 130."""

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(checker, "check", interrupt)

    assert 130 == run(["explain", "disputed-", "facts"])
    assert "interrupted\n" == capsys.readouterr().err.lstrip("\n")


@pytest.mark.usefixtures("here")
def test_our_own_mistakes_are_one_line(monkeypatch: pytest.MonkeyPatch, capsys: Screen) -> None:
    """An error of the program itself is one line and exit code 2, not a traceback."""

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("oh\x1b[2J")

    monkeypatch.setattr(checker, "check", fail)

    assert 2 == run(["check", "facts"])
    assert "internal error, please report it: RuntimeError: oh⟨U+001B⟩[2J" in refused(capsys)


def test_help_names_every_command(capsys: Screen) -> None:
    """The help lists the commands with what they do, and examples; each command has a help of its own."""
    assert 0 == run(["--help"])
    text = said(capsys)

    assert all(f"  {name}" in text for name in COMMANDS)
    for name in COMMANDS:
        assert 0 == run([name, "--help"])
        assert said(capsys).startswith(f"Usage: averred {name} ")


def test_commands_can_be_listed_and_looked_up() -> None:
    """What completes words in a shell asks the group for its commands; unknown ones are none."""
    context = click.Context(cli)

    assert list(COMMANDS) == cli.list_commands(context)
    assert cli.get_command(context, "nonsense") is None


def test_importing_the_program_runs_nothing() -> None:
    """`averred.__main__` only runs as a program."""
    assert main is importlib.import_module("averred.__main__").main


def test_the_version_is_shown(capsys: Screen) -> None:
    """--version says the version that is installed."""
    assert 0 == run(["--version"])
    assert said(capsys).startswith("averred 0.")


@pytest.mark.parametrize("loaded,way", [(False, "at once"), (True, "in order")])
def test_main_exits_with_the_code(monkeypatch: pytest.MonkeyPatch, *, loaded: bool, way: str) -> None:
    """The console script ends the process with the exit code: at once, or in order where an engine runs."""
    steps: list[object] = []
    monkeypatch.setattr(sys, "argv", ["averred", "--help"])
    monkeypatch.setattr("averred.__main__.ENGINES", {"sys"} if loaded else set())
    monkeypatch.setattr("sys.gettrace", lambda: None)
    monkeypatch.setattr("sys.getprofile", lambda: None)
    monkeypatch.setattr("gc.set_threshold", steps.append)

    def leave(code: object) -> None:
        steps.append(code)
        raise SystemExit("at once")

    monkeypatch.setattr("os._exit", leave)

    with pytest.raises(SystemExit) as ended:
        main()

    assert (100_000, way) == (steps[0], "in order" if ended.value.code == 0 else ended.value.code)


class _Terminal(io.TextIOWrapper):
    """A terminal that shows Latin-1."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_of_another_encoding_is_written_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a terminal cannot show is written out, in help as in reports; nothing stops for it."""
    written = io.BytesIO()
    monkeypatch.setattr(sys, "argv", ["averred", "check", "--help"])
    monkeypatch.setattr("averred.__main__.ENGINES", {"sys"})  # the process goes on
    monkeypatch.setattr(sys, "stdout", _Terminal(written, encoding="latin-1"))
    with pytest.raises(SystemExit):
        main()

    assert rb"[PATH\u2026]" in written.getvalue()


def test_what_is_no_file_is_written_to_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the program in place of a screen of their own gets the words."""
    monkeypatch.setattr(sys, "argv", ["averred", "check", "--help"])
    screen = io.StringIO()
    monkeypatch.setattr("averred.__main__.ENGINES", {"sys"})  # the process goes on
    monkeypatch.setattr(sys, "stdout", screen)
    with pytest.raises(SystemExit):
        main()

    assert "[PATH…]" in screen.getvalue()


def test_a_safe_path_stays_as_it_is() -> None:
    """`python -P` has no working folder to look for modules in, so nothing is taken from its path."""
    command = [sys.executable, "-P", "-m", "averred", "--version"]

    assert subprocess.run(command, capture_output=True, check=True).stdout.startswith(b"averred ")


def test_what_cannot_be_written_at_the_end_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk is met when the last words are written: the interpreter ends in order, and says it."""

    def refuse() -> None:
        raise OSError

    monkeypatch.setattr(sys, "argv", ["averred", "--version"])
    monkeypatch.setattr("averred.__main__.sys.stderr.flush", refuse)
    with pytest.raises(SystemExit) as ended:
        main()

    assert 0 == ended.value.code


def test_the_module_runs_as_a_program(here: Path) -> None:
    """`python -m averred` is the same command line; a reader that stops early is no error."""
    command = [
        sys.executable,
        "-m",
        "averred",
        "check",
        "facts",
        "--sources",
        ".",
        "-v",
        "--show-undetermined",
    ]
    whole = subprocess.run(command, cwd=here, capture_output=True, check=False)
    with subprocess.Popen(command, cwd=here, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as started:
        assert started.stdout
        assert started.stderr
        started.stdout.close()
        errors = started.stderr.read()

    assert (1, b"") == (whole.returncode, whole.stderr)
    assert (1, b"") == (started.returncode, errors)


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "facts", *_TODAY, *(f"--output-format={name}" for name in FORMATS)],
        ["check", "--help"],
        ["explain", "disputed-", "facts", *_TODAY],
        ["show", "march", "facts", "--sources=."],
        ["coverage", "facts", "--sources=.", "--uncovered"],
        ["rules"],
    ],
    ids=["check", "help", "explain", "show", "coverage", "rules"],
)
def test_the_same_bytes_in_every_locale_zone_and_hash_seed(here: Path, arguments: list[str]) -> None:
    """Locale, encoding, time zone and hash seed change no byte of what goes to a pipe or a file."""
    command = [sys.executable, "-m", "averred", *arguments]
    outputs = set()
    for seed, zone, locale, encoding in (
        ("0", "UTC", "C", "utf-8"),
        ("1", "Pacific/Kiritimati", "en_US.ISO-8859-1", "latin-1"),
        ("2", "UTC", "C.UTF-8", ""),
    ):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
        environment.pop("COLUMNS", None)
        environment["PYTHONIOENCODING"] = encoding
        done = subprocess.run(command, cwd=here, env=environment, capture_output=True, check=False)
        outputs.add((done.returncode, done.stdout, done.stderr))

    assert 1 == len(outputs)
    assert outputs.pop()[1]


@pytest.mark.usefixtures("here")
def test_explain_a_rule(capsys: Screen) -> None:
    """A rule is explained by its documentation, heading by heading."""
    assert 0 == run(["explain", "part-exceeds-whole"])
    text = said(capsys)

    assert text.startswith("part-exceeds-whole (error)\n")
    assert "\nWhat it reports\n  " in text
    assert "\nWhere the idea comes from\n  " in text


@pytest.mark.usefixtures("here")
def test_explain_a_finding_by_its_id_or_its_beginning(capsys: Screen) -> None:
    """A finding is explained with its card, each fact in full, and what identifies it."""
    assert 0 == run(["explain", "disputed-", "--sources", "."])
    text = said(capsys)

    assert text.startswith("note[disputed]")
    assert "  read as     2,000 to 3,000" in text
    assert "  said by     the guild of lamp makers\n" in text
    assert "  confidence  0.6: " in text
    assert "  citation    exact\n" in text
    assert text.endswith("\nwhat the rule means: averred explain disputed\n")


@pytest.mark.usefixtures("here")
def test_an_id_that_means_several_findings_is_refused(capsys: Screen) -> None:
    """The beginning of several ids is refused, naming some of them."""
    assert 2 == run(["explain", "wr", "--sources", "."]) or capsys.readouterr()
    capsys.readouterr()
    assert 2 == run(["explain", "", "--sources", "."])
    assert "findings begin with “” (such as " in refused(capsys)


@pytest.mark.usefixtures("here")
def test_the_report_is_one_page(capsys: Screen) -> None:
    """`report` writes an HTML page and says what is in it; its exit code does not judge."""
    assert 0 == run(["report", "-o", "public/new/out.html", "--sources", "."])
    assert said(capsys).startswith("public/new/out.html: ")
    assert Path("public/new/out.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>\n<html lang=")


@pytest.mark.usefixtures("here")
def test_rules_are_listed(capsys: Screen) -> None:
    """Every rule has a line with its level and summary, for people and as JSON."""
    from averred.rules import RULES

    assert 0 == run(["rules"])
    text = said(capsys)
    assert 0 == run(["rules", "--output-format", "json"])
    data = json.loads(said(capsys))

    assert all(rule.name in text for rule in RULES)
    assert [rule.name for rule in RULES] == [entry["name"] for entry in data]


@pytest.mark.usefixtures("here")
def test_lock_then_check_without_the_text(capsys: Screen) -> None:
    """With a lock the facts are checked without the text, and the quotes are shown in its place."""
    assert 1 == run(["lock", "facts", "--check", "--sources", "."])
    assert "facts/averred.lock is not current: run averred lock\n" == said(capsys)
    assert 0 == run(["lock", "facts", "--sources", "."])
    assert "citations of 1 source locked\n" in said(capsys)
    assert 0 == run(["lock", "facts", "--check"])
    assert "facts/averred.lock is current\n" == said(capsys)
    assert 1 == run(["check", "facts"])
    text = said(capsys)
    assert "(its text is not at hand; the quotes)" in text
    assert " locked; " in text


def test_what_could_not_be_locked_is_said(here: Path, capsys: Screen) -> None:
    """A quote that is not in the text is not locked, and the exit code says so."""
    text = here / "lantern-march.txt"
    text.write_text(
        text.read_text(encoding="utf-8").replace("seven pipe bands", "six pipe bands"), encoding="utf-8"
    )

    assert 1 == run(["lock", "facts", "--sources", "."])
    assert "\nnot locked: bands-pipe: missing" in said(capsys)


def test_a_changed_passage_is_taken_on_request(here: Path, capsys: Screen) -> None:
    """A passage that changed within its range is locked again only when a person takes it."""
    assert 0 == run(["lock", "facts", "--sources", ".", "--accept", "date-box"])
    text = here / "lantern-march.txt"
    facts = here / "facts" / "march.toml"
    text.write_text(text.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    facts.write_text(facts.read_text(encoding="utf-8") + ACCEPTANCE, encoding="utf-8")

    assert 0 == run(["lock", "facts", "--sources", ".", "--accept", "date-box"])
    run(["lock", "facts", "--sources", "."])
    assert 0 == run(["explain", "disputed-", "facts", "--sources", "."])
    assert "\naccepted: The page tells of both numbers.\n" in said(capsys)
    assert '"disputed"' in (here / "facts" / "averred.lock").read_text(encoding="utf-8")


ACCEPTANCE = """
[[accept]]
rule   = "disputed"
facts  = ["marchers-box", "marchers-guild", "marchers-text"]
reason = "The page tells of both numbers."
"""


def test_colour_follows_the_terminal_and_the_wishes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Colours are on a terminal that has them, unless NO_COLOR is set; an explicit wish wins."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "90")

    assert shared.terminal_for("auto", ascii_only=False).color
    assert not shared.terminal_for("never", ascii_only=False).color
    monkeypatch.setenv("TERM", "dumb")
    assert not shared.terminal_for("auto", ascii_only=False).color
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    assert not shared.terminal_for("auto", ascii_only=False).color
    assert shared.terminal_for("always", ascii_only=False).color


@pytest.mark.parametrize(
    "columns, width", [("90", 90), ("5", 40), ("5000", 160), ("", 100), ("x", 100), ("²", 100)]
)
def test_the_width_follows_the_terminal(columns: str, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """COLUMNS sets the width between what can be read and what can be drawn; without a terminal it is 100."""
    monkeypatch.setenv("COLUMNS", columns)

    assert width == shared.terminal_for("never", ascii_only=False).width


def test_a_terminal_is_asked_for_its_width(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without COLUMNS a terminal says how wide it is."""
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(sys.stdout, "fileno", lambda: 1, raising=False)
    monkeypatch.setattr(os, "get_terminal_size", lambda _: os.terminal_size((77, 24)))

    assert 77 == shared.terminal_for("never", ascii_only=False).width


class _Latin:
    """A terminal that cannot show our signs."""

    encoding = "latin-1"

    @staticmethod
    def isatty() -> bool:
        return True

    @staticmethod
    def fileno() -> int:
        return 1


def test_a_terminal_without_our_signs_gets_ascii(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the terminal's encoding has no box-drawing characters, ASCII is used without being asked for."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(sys, "stdout", _Latin())

    assert shared.terminal_for("never", ascii_only=False).ascii
