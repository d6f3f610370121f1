"""What tests share: small dossiers in a temporary folder, and `--accept` for expected blocks."""

from __future__ import annotations

import ast
import os
import signal
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings
from support.casefile import Case, accept
from support.small import Small

from dossier.config import Settings, load
from dossier.pipeline import Checked, check

# A shell has it ignored in what it runs in the background, and so would `dossier serve`, which a test ends by it.
signal.signal(signal.SIGINT, signal.default_int_handler)

# The key of caches and compiled templates are the test run's own, not the user's.
_CACHE = tempfile.TemporaryDirectory(prefix="dossier-tests-")
os.environ["XDG_CACHE_HOME"] = _CACHE.name
os.environ.pop("DOSSIER_CACHE_KEY", None)

# The same examples on every machine: what fails in CI fails at the desk. HYPOTHESIS_PROFILE=explore looks further.
settings.register_profile("same", derandomize=True, database=None, deadline=None)
settings.register_profile("explore", max_examples=2_000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


def pytest_xdist_auto_num_workers() -> int:
    """One process more than there are cores: some tests wait for a browser or for files."""
    return 1 + (os.cpu_count() or 1)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--table", action="store_true", help="print what was tried, what held and what broke, by file"
    )
    parser.addoption(
        "--accept", action="store_true", help="write what came out into the expected blocks of *.md cases"
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """With `--table`: a line a test file. A test that tries several things records how many, as "tried"."""
    if not config.getoption("--table"):
        return
    counts: dict[str, list[int]] = {}
    for outcome, broke in (("passed", 0), ("failed", 1), ("error", 1)):
        for report in terminalreporter.getreports(outcome):
            if report.when == "call" or broke:
                tried = sum(number for name, number in report.user_properties if name == "tried") or 1
                file = counts.setdefault(report.location[0], [0, 0])
                file[0] += tried
                file[1] += broke
    terminalreporter.write_sep("=", "tried, held, broke")
    for path, (tried, broke) in sorted(counts.items()):
        title = ast.get_docstring(ast.parse((config.rootpath / path).read_text("utf-8"))) or ""
        terminalreporter.write_line(
            f"{tried:>6} {tried - broke:>6} {broke:>5}  {path}: {title.partition('. ')[0].splitlines()[0]}"
        )
    tried, broke = (sum(each) for each in zip(*counts.values(), strict=True))
    terminalreporter.write_line(f"{tried:>6} {tried - broke:>6} {broke:>5}  in all")


@pytest.fixture
def small(tmp_path: Path) -> Small:
    """An empty dossier."""
    return Small(tmp_path / "dossier")


@pytest.fixture(scope="session", name="settings")
def real_settings() -> Settings:
    """The real dossier's settings."""
    return load(Path(__file__).parents[1] / "mkdocs.yml")


@pytest.fixture(scope="session", name="checked")
def real_dossier(settings: Settings) -> Checked:
    """The real dossier, read and judged."""
    return check(settings)


@pytest.fixture
def agree(request: pytest.FixtureRequest) -> Callable[[Case, str], None]:
    """Asserts that a case came out as it expects, or, with `--accept`, makes it expect what came out."""

    def compare(case: Case, actual: str) -> None:
        if request.config.getoption("--accept"):
            if actual != case.expected:
                accept(case, actual)
        else:
            assert actual == case.expected, f"{case.source.name}, case {case.number}; --accept rewrites it"

    return compare
