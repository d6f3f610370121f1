"""The mutation check: with any one piece of a page taken out, some expectation of `tests/sites/` has to fail.

`make mutate`, or for some files alone: `python tests/mutation claim.html lines.py`. Prints what survived, and ends with 1
where anything did that `exempt.toml` does not list with its reason, or where an exemption is of nothing that survives.
"""

from __future__ import annotations

import ast
import importlib
import multiprocessing
import os
import sys
import tempfile
import time
import tomllib
import warnings
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT), str(HERE.parent)]

from support.sitecases import SiteCase, address_of, cases, shown  # noqa: E402

from dossier.model.pages import Page  # noqa: E402
from dossier.model.records import Record  # noqa: E402
from dossier.pool import overview_views  # noqa: E402
from dossier.record_files import with_record_files  # noqa: E402
from dossier.render import Renderer, draw_record  # noqa: E402
from dossier.store.disk_cache import CacheFolders  # noqa: E402
from mutation.mutants import Mutant, of_module, of_template  # noqa: E402

TEMPLATES = ROOT / "dossier" / "render" / "templates"
MODULES = (
    "dossier/cite/part.py",
    "dossier/metadata/*.py",
    "dossier/model/figures.py",
    "dossier/model/ledger.py",
    "dossier/render/accounts.py",
    "dossier/render/lines.py",
    "dossier/render/pages/*.py",
    "dossier/derive/accounts.py",
    "dossier/derive/relations.py",
)
"""Modules of which a row, a column or a piece of a line may be taken out."""


@dataclass
class Expected:
    """A page that a case expects."""

    site: Site
    name: str
    text: str
    draw: Callable[[Renderer], Page | None]
    page: Page | None = None
    """As it was drawn before anything was taken out; None where a case says that there is no such page."""
    templates: set[str] = field(default_factory=set)

    def fails(self, renderer: Renderer) -> bool:
        """Whether the page is no longer as expected."""
        try:
            page = self.draw(renderer)
            if page is None or self.page is None:
                return page is not self.page
            return page != self.page and shown(page, self.site.case) != self.text
        except Exception:
            return True


@dataclass
class Site:
    """A case, read once; its pages are drawn again for every mutant."""

    case: SiteCase
    make: Callable[[], Renderer]
    renderer: Renderer


def load(folder: Path) -> list[Expected]:
    """All pages that cases expect, drawn once; ends with 2 where one is not as expected."""
    pages: list[Expected] = []
    for case in cases():
        checked, settings = case.checked(folder / case.name)
        compiled = folder / f"{case.name}-compiled"
        compiled.mkdir()

        def make(
            checked: Any = checked, settings: Any = settings, case: Any = case, to: Path = compiled
        ) -> Renderer:
            return Renderer(
                checked.corpus,
                checked.figures,
                settings,
                checked.as_of,
                folders=CacheFolders(to, to, to),
                limits=case.limits,
                **case.history,
            )

        site = Site(case, make, make())
        by_address = dict(_draws(site.renderer))
        for name, path in case.expectations().items():
            if name.startswith("files/"):
                continue
            page = Expected(
                site, f"{case.name}: {name}", path.read_text("utf-8"), by_address[address_of(name)]
            )
            with _noting(site.renderer, page.templates):
                page.page = page.draw(site.renderer)
            if page.fails(site.renderer) or not page.page or shown(page.page, case) != page.text:
                sys.exit(f"{page.name} is not as expected; run pytest tests/test_sites.py first")
            pages.append(page)
        for address in case.settings.get("absent", ()):
            pages.append(Expected(site, f"{case.name}: no {address}", "", partial(_overview, at=address)))
    return pages


def _drawn(renderer: Renderer, record: Record) -> Page:
    """The page of a record, with the files beside it."""
    return with_record_files(renderer, record, draw_record(renderer, record))


def _completed(renderer: Renderer, page: Page) -> Page:
    """A page of many records; the front page with the files beside it."""
    front = renderer.corpus.records.get("index")
    return page if page.address or front is None else with_record_files(renderer, front, page)


def _draws(renderer: Renderer) -> Iterator[tuple[str, Callable[[Renderer], Page]]]:
    """For each address, what draws its page alone."""
    for id_, record in renderer.corpus.records.items():
        if id_ != "index":
            yield record.address, lambda r, id_=id_: _drawn(r, r.corpus.records[id_])
    for overview in overview_views().values():
        for page in overview(renderer):
            yield (
                page.address,
                lambda r, draw=overview, at=page.address: _completed(
                    r, next(p for p in draw(r) if p.address == at)
                ),
            )


def _overview(renderer: Renderer, at: str) -> Page | None:
    """The page at an address, where an overview draws one."""
    return next(
        (page for draw in overview_views().values() for page in draw(renderer) if page.address == at), None
    )


@contextmanager
def _noting(renderer: Renderer, used: set[str]) -> Iterator[None]:
    """Note which templates are asked for."""
    environment = renderer.environment
    ask = environment.get_template

    def get_template(name: Any, *args: Any, **more: Any) -> Any:
        used.add(str(name))
        return ask(name, *args, **more)

    environment.get_template = get_template  # type: ignore[method-assign]
    try:
        yield
    finally:
        del environment.get_template


def kills_template(mutant: Mutant, pages: list[Expected]) -> Expected | None:
    """The first page that fails with the mutated template."""
    name = Path(mutant.file).name
    code: CodeType | None = None
    for page in [page for page in pages if name in page.templates]:
        environment = page.site.renderer.environment
        if code is None:
            try:
                code = environment.compile(mutant.source, name, mutant.file)
            except Exception:
                return page
        key = weakref.ref(environment.loader), name
        before = environment.cache[key]  # type: ignore[index]
        environment.cache[key] = environment.template_class.from_code(  # type: ignore[index]
            environment, code, environment.make_globals(None)
        )
        try:
            if page.fails(page.site.renderer):
                return page
        finally:
            environment.cache[key] = before  # type: ignore[index]
    return None


def kills_module(mutant: Mutant, module: ModuleType, pages: list[Expected]) -> Expected | None:
    """The first page that fails with the mutated module."""
    assert mutant.tree is not None
    with patched(module, mutant.tree, mutant.file) as sound:
        if not sound:
            return pages[0]
        made: dict[str, Renderer] = {}
        for page in pages:
            case = page.site.case.name
            if case not in made:
                try:
                    made[case] = page.site.make()
                except Exception:
                    return page
            if page.fails(made[case]):
                return page
    return None


@contextmanager
def patched(module: ModuleType, tree: ast.Module, file: str) -> Iterator[bool]:
    """The module as the tree says, in place: whoever holds one of its functions or tables has the mutated one."""
    scratch: dict[str, Any] = {
        "__name__": module.__name__,
        "__file__": file,
        "__package__": module.__package__,
    }
    try:
        exec(compile(tree, file, "exec"), scratch)
    except Exception:
        yield False
        return
    undo: list[Callable[[], None]] = []
    for name, new in scratch.items():
        old = module.__dict__.get(name)
        if new is old or getattr(new, "__module__", module.__name__) != module.__name__ or name[:2] == "__":
            continue
        if isinstance(new, FunctionType) and isinstance(old, FunctionType):
            _patch_function(old, new, undo)
        elif isinstance(new, type) and isinstance(old, type):
            for key, value in vars(new).items():
                of_old = vars(old).get(key)
                if isinstance(value, property) and isinstance(of_old, property):
                    value, of_old = value.fget, of_old.fget
                if isinstance(value, FunctionType) and isinstance(of_old, FunctionType):
                    _patch_function(of_old, value, undo)
        elif isinstance(new, dict) and isinstance(old, dict):
            held = dict(old)
            undo.append(lambda old=old, held=held: (old.clear(), old.update(held)))
            old.clear()
            old.update(new)
        elif isinstance(new, (tuple, frozenset, set, list, str)) and old is not None:
            for other in [
                m for n, m in sys.modules.items() if n.startswith("dossier") and vars(m).get(name) is old
            ]:
                undo.append(lambda other=other, name=name, old=old: setattr(other, name, old))
                setattr(other, name, new)
    try:
        yield True
    finally:
        for step in reversed(undo):
            step()


def _patch_function(old: FunctionType, new: FunctionType, undo: list[Callable[[], None]]) -> None:
    if old.__code__.co_freevars != new.__code__.co_freevars:
        return
    held = old.__code__
    undo.append(lambda: setattr(old, "__code__", held))
    old.__code__ = new.__code__


def files(only: list[str]) -> Iterator[Path]:
    """The templates and modules that are mutated, or those of them whose names are given."""
    paths = [*sorted(TEMPLATES.glob("*.html")), *(path for p in MODULES for path in sorted(ROOT.glob(p)))]
    return (p for p in paths if p.name != "__init__.py" and (not only or p.name in only))


def unchanged(only: list[str]) -> Iterator[tuple[Mutant, ModuleType | None]]:
    """Each file as it is, put in the place of itself: nothing may fail by that alone."""
    for path in files(only):
        file, text = path.relative_to(ROOT).as_posix(), path.read_text("utf-8")
        if path.suffix == ".py":
            yield Mutant(file, 1, "nothing", "", tree=ast.parse(text)), module_of(file)
        else:
            yield Mutant(file, 1, "nothing", "", text), None


def module_of(file: str) -> ModuleType:
    return importlib.import_module(file.removesuffix(".py").replace("/", "."))


def mutants(only: list[str]) -> Iterator[tuple[Mutant, ModuleType | None]]:
    """All mutants, or those of the files whose names are given."""
    for path in files(only):
        file, text = path.relative_to(ROOT).as_posix(), path.read_text("utf-8")
        if path.suffix == ".py":
            module = module_of(file)
            for mutant in of_module(file, text):
                yield mutant, module
        else:
            for mutant in of_template(file, text):
                yield mutant, None


@dataclass
class Tried:
    """What came of the mutants that one process has tried."""

    number: int = 0
    killed: int = 0
    survivors: list[tuple[int, Mutant]] = field(default_factory=list)


def try_all(only: list[str], pages: list[Expected], taken: Any, results: Any) -> None:
    """Try the mutants that no other process has taken; `taken` counts those that are, over all processes."""
    tried = Tried()
    mine = _take(taken)
    for number, (mutant, module) in enumerate(mutants(only)):
        if number < mine:
            continue
        mine = _take(taken)
        tried.number += 1
        page = kills_module(mutant, module, pages) if module else kills_template(mutant, pages)
        if page is None:
            tried.survivors.append((number, replace(mutant, source="", tree=None)))
            continue
        tried.killed += 1
        # Neighbouring pieces fail the same page, as a rule.
        pages.remove(page)
        pages.insert(0, page)
    results.put(tried)


def _take(taken: Any) -> int:
    with taken.get_lock():
        taken.value += 1
        return int(taken.value) - 1


def main(only: list[str]) -> int:
    warnings.simplefilter("ignore")  # a mutant may compare a literal with itself
    begun = time.monotonic()
    exempt = tomllib.loads((HERE / "exempt.toml").read_text("utf-8")).get("exempt", [])
    with tempfile.TemporaryDirectory() as folder:
        pages = load(Path(folder))
        for mutant, module in unchanged(only):
            if kills_module(mutant, module, pages) if module else kills_template(mutant, pages):
                sys.exit(f"{mutant.file} fails as it is: the check itself is wrong")
        # Forked: each process has the pages that are drawn.
        fork = multiprocessing.get_context("fork")
        taken, results = fork.Value("i", 0), fork.SimpleQueue()
        workers = [
            fork.Process(target=try_all, args=(only, pages, taken, results))
            for _ in range(os.cpu_count() or 1)
        ]
        for worker in workers:
            worker.start()
        tried = []
        while any(worker.is_alive() for worker in workers) or not results.empty():
            if results.empty():
                time.sleep(0.1)
            else:
                tried.append(results.get())
        if len(tried) < len(workers):
            sys.exit("a process ended before its mutants were tried")
    used: set[int] = set()
    survivors: list[Mutant] = []
    for _, mutant in sorted((one for part in tried for one in part.survivors), key=lambda one: one[0]):
        rules = [n for n, entry in enumerate(exempt) if _covers(entry, mutant)]
        used.update(rules)
        if not rules:
            survivors.append(mutant)
    for mutant in survivors:
        print(mutant)
    stale = [
        entry
        for n, entry in enumerate(exempt)
        if n not in used and (not only or Path(entry["file"]).name in only)
    ]
    for entry in stale:
        print(
            f"exempt.toml: nothing survives that is {entry['file']}: {entry['removed']}; remove the exemption"
        )
    number, killed = sum(part.number for part in tried), sum(part.killed for part in tried)
    print(
        f"{number} mutants: {killed} killed, {number - killed - len(survivors)} exempt, {len(survivors)} survived;"
        f" {len(pages)} pages, {time.monotonic() - begun:.0f} s."
    )
    return 1 if survivors or stale else 0


def _covers(entry: dict[str, str], mutant: Mutant) -> bool:
    return mutant.file.endswith(entry["file"]) and entry["removed"] in (
        mutant.removed,
        f"{mutant.kind}: {mutant.removed}",
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
