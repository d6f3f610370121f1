"""What tests share: small dossiers in a temporary folder, and `--accept` for expected blocks."""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from casefile import Case, accept
from hypothesis import settings
from small import Small

from dossier.compiler import Checked, check
from dossier.config import Settings, load

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


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept", action="store_true", help="write what came out into the expected blocks of *.md cases"
    )


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
