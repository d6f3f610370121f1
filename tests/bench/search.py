"""What search costs on a dossier of any size: bytes, seconds to build, bytes and milliseconds a query. It prints.

PYTHONPATH=tests:tests/browser python tests/bench/search.py [articles, 1000 where not said]
"""

# ruff: noqa: E402 — the browser tests' own modules are found beside them alone
from __future__ import annotations

import gzip
import itertools
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page as Opened
from playwright.sync_api import sync_playwright

PROJECT = Path(__file__).resolve().parents[2]

import chromium
from support.served import build, serving

from dossier.export.search import written
from dossier.export.search.entries import Entry, _fields, _spelled
from dossier.model.words import words

WORDS = 660
SYLLABLES = (
    "ka lo mi ran tes du vor han sel pi gro nat chu bel as in mar to fe qui dra sto wen zul ob ri".split()
)
SCRIPTS = {
    "ar": dict(zip("abcdefghijklmnopqrstuvwxyz", "ابسدىفجهيجكلمنوبقرستوفوخيز", strict=True)),
    "ru": dict(zip("abcdefghijklmnopqrstuvwxyz", "абцдефгхижклмнопкрстувуксъ"[:26], strict=True)),
}


def spelled(word: str, script: str) -> str:
    """A word in another script, letter by letter."""
    return "".join(SCRIPTS[script].get(letter, letter) for letter in word.lower())


def corpus(articles: int) -> list[Entry]:
    """Pages of a made-up dossier, in the proportions of the goal: 11,500 pages to 5,000 articles."""
    rng = random.Random(1)
    # Half of the commonest words are of one syllable, as in any language; the rarer, the longer.
    made = (
        "".join(rng.choices(SYLLABLES, k=1 + min(2, n // 400 + rng.randrange(2)))) for n in range(600_000)
    )
    vocabulary = list(dict.fromkeys(made))[:60_000]
    weights = list(itertools.accumulate(1 / (rank + 2.7) ** 1.07 for rank in range(len(vocabulary))))
    entries = []

    def text(count: int, names: list[str]) -> str:
        picked = rng.choices(vocabulary, cum_weights=weights, k=count)
        for name in names:
            picked[rng.randrange(count)] = name
        return "".join(
            word + (". " if at % 17 == 16 else ", " if at % 11 == 10 else " ")
            for at, word in enumerate(picked)
        )

    def add(address: str, group: str, title: str, names: list[str], body: str, related: str) -> None:
        named = group in ("actors/", "places/", "publishers/")
        spellings = [title, *names]
        fields = _fields(spellings, named, related, body)
        shown = f"{body}\n{related}"
        entries.append(
            Entry(
                f"{group}{address}/",
                group,
                title,
                group,
                ", ".join(names),
                "",
                shown,
                fields,
                tuple(_spelled(spellings)),
            )
        )

    actors = []
    for at in range(articles * 3 // 10):
        first, last = ("".join(rng.choices(SYLLABLES, k=3)).title() for _ in range(2))
        actors.append(f"{first} al-{last}")
        names = [
            f"{first} {last}",
            last,
            f"{spelled(first, 'ar')} ال{spelled(last, 'ar')}",
            spelled(last, "ru").title(),
        ]
        add(f"actor-{at}", "actors/", actors[-1], names, text(60, rng.choices(actors, k=2)), "")
    for kind, share in (
        ("places/", 0.1),
        ("publishers/", 0.05),
        ("events/", 0.25),
        ("claims/", 0.55),
        ("findings/", 0.05),
    ):
        for at in range(int(articles * share)):
            related = ", ".join(rng.choices(actors, k=3))
            add(
                f"{kind[:-2]}-{at}",
                kind,
                text(8, rng.choices(actors, k=1)).title(),
                [],
                text(50, []),
                related,
            )
    for at in range(articles):
        named = rng.choices(actors, k=6)
        add(
            f"article-{at}",
            "articles/",
            text(9, named[:1]).capitalize(),
            [],
            text(WORDS, named * 2),
            ", ".join(named),
        )
    return entries


class Loaded:
    """What a page loads from the index."""

    def __init__(self, page: Opened, folder: Path) -> None:
        self.files: list[Path] = []
        page.on("request", lambda request: self._note(request.url, folder))

    def _note(self, url: str, folder: Path) -> None:
        if "/search/" in url:
            self.files.append(folder / "search" / url.split("/search/")[1].partition("?")[0])

    def bytes(self) -> tuple[int, int]:
        """As they lie on disk, and gzipped."""
        data = [file.read_bytes() for file in self.files]
        return sum(map(len, data)), sum(len(gzip.compress(each, mtime=0)) for each in data)


WATCH = """text => new Promise(done => {
  const input = document.querySelector("[data-md-component=search-query]");
  const list = document.querySelector(".md-search-result__list");
  const hint = document.querySelector(".dossier-suggestion");
  const begun = performance.now();
  const look = new MutationObserver(() => {
    const meta = document.querySelector(".md-search-result__meta").textContent;
    if (list.querySelector(".md-search-result__link") || hint.textContent || meta.startsWith("No ")) {
      look.disconnect();
      requestAnimationFrame(() => done([performance.now() - begun, meta.trim() + " " + hint.textContent]));
    }
  });
  look.observe(document.querySelector("[data-md-component=search-result]"), {childList: true, subtree: true});
  input.value = text;
  input.dispatchEvent(new KeyboardEvent("keyup", {bubbles: true}));
  setTimeout(() => done([-1, "nothing shown"]), 5000);
})"""


def main() -> None:
    """Build, weigh, and ask."""
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    entries = corpus(articles)
    words.cache_clear()
    begun = time.perf_counter()
    distinct = [len({w for of in _fields([e.title], False, "", e.text) for w in of}) for e in entries]
    looked = time.perf_counter()
    files, _ = written(entries)
    done = time.perf_counter()
    text = sum(len(part.encode()) for e in entries for part in (e.title, e.names, e.text))
    parts: dict[str, list[int]] = {}
    for name, data in files.items():
        parts.setdefault(name.split("/")[1].removesuffix(".js"), []).append(len(data))
    index = sum(sum(sizes) for part, sizes in parts.items() if part not in ("texts", "rows"))
    vocabulary = {term for entry in entries for field in entry.fields for term in field.split()}
    print(f"{articles} articles, {len(entries)} pages, {text / 1e6:.1f} MB of text")
    print(f"{sum(distinct[-articles:]) / articles:.0f} different words an article, {len(vocabulary)} in all")
    print(f"index {index / 1e6:.2f} MB = {100 * index / text:.1f} % of the text")
    for part, sizes in parts.items():
        print(f"  {part:10} {sum(sizes) / 1000:9.1f} kB in {len(sizes)} files")
    print(f"built in {done - begun:.2f} s: pages {looked - begun:.2f} s, shards {done - looked:.2f} s")
    claim = next(e for e in entries if e.group == "claims/")
    article = entries[-1]
    common = article.text.split()
    name = entries[3].title
    queries = {
        "a name": name.split("al-")[1],
        "a name, whole": name,
        "in Arabic": entries[3].names.split(", ")[2].split(" ")[1],
        "in Cyrillic": entries[3].names.split(", ")[3],
        "a name, mistyped": name.split("al-")[1] + "qq",
        "three letters": common[0][:3],
        "two letters": common[0][:2],
        "frequent words": " ".join(sorted(common, key=common.count)[-3:]).replace(",", "").replace(".", ""),
        "five words": " ".join(common[20:25]).replace(",", "").replace(".", ""),
        "a name in quotes": f'"{name}"',
        "a rare phrase": '"' + " ".join(common[100:103]).replace(",", "").replace(".", "") + '"',
        "a title": " ".join(claim.title.split()[:3]),
        "nonsense": "xqzvwk",
    }
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        shutil.copy(PROJECT / "mkdocs.yml", folder)
        shutil.copytree(PROJECT / "content", folder / "content")
        build(folder)
        site = folder / "site"
        shutil.rmtree(site / "search")
        begun = time.perf_counter()
        for address, data in files.items():
            (site / address).parent.mkdir(parents=True, exist_ok=True)
            (site / address).write_bytes(data)
        print(f"written in {time.perf_counter() - begun:.2f} s")
        with serving(site) as served, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.ARGUMENTS)
            print(f"{'query':18} {'bytes':>8} {'gzipped':>8} {'ms':>6}  {'typed':>8}  answer")
            for called, query in queries.items():
                page = browser.new_page()
                page.goto(f"{served.root}about/method/")
                loaded = Loaded(page, site)
                page.keyboard.press("/")
                page.wait_for_timeout(150)
                took, answer = page.evaluate(WATCH, query)
                page.wait_for_timeout(500)
                raw, packed = loaded.bytes()
                page.close()
                typed = browser.new_page()
                typed.goto(f"{served.root}about/method/")
                loaded = Loaded(typed, site)
                typed.keyboard.press("/")
                for letter in query:
                    typed.keyboard.insert_text(letter)
                    typed.wait_for_timeout(120)
                typed.wait_for_timeout(500)
                print(f"{called:18} {raw:8} {packed:8} {took:6.0f}  {loaded.bytes()[0]:8}  {answer[:70]}")
                typed.close()
            browser.close()


if __name__ == "__main__":
    main()
