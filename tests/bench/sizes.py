"""Time of a clean build, and what a page costs to load. Prints; fails nothing.

make bench
"""

from __future__ import annotations

import gzip
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urljoin, urlsplit

PROJECT = Path(__file__).parents[2]
RUNS = 5


def transferred(site: Path, page: str) -> dict[str, tuple[int, int]]:
    """The files a page loads with it: raw and gzipped bytes."""
    text = (site / page).read_text("utf-8")
    names = [page]
    for link in re.findall(r'<(?:script|link|img)[^>]*?\b(?:src|href)="([^"]+)"', text):
        target = urlsplit(urljoin(f"http://site/{page}", link))
        if target.netloc == "site" and (site / target.path.lstrip("/")).is_file():
            names.append(target.path.lstrip("/"))
    sizes = {}
    for name in dict.fromkeys(names):
        data = (site / name).read_bytes()
        sizes[name] = (len(data), len(gzip.compress(data, mtime=0)))
    return sizes


def shared(name: str) -> bool:
    """The theme's own style and script, which all pages share."""
    return name.startswith(("assets/stylesheets/", "assets/javascripts/", "assets/images/", "search/"))


def main() -> None:
    """Build the real dossier a few times and weigh its pages."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(PROJECT / "mkdocs.yml", folder)
        shutil.copytree(PROJECT / "content", folder / "content")
        seconds = []
        for _ in range(RUNS):
            shutil.rmtree(folder / "site", ignore_errors=True)
            begun = time.monotonic()
            subprocess.run([sys.executable, "-m", "dossier", "build", "-q"], cwd=folder, check=True)
            seconds.append(time.monotonic() - begun)
        site = folder / "site"
        files = [path for path in site.rglob("*") if path.is_file()]
        pages = [path for path in files if path.name == "index.html"]
        total = sum(path.stat().st_size for path in files)
        print(
            f"clean build: median {statistics.median(seconds):.2f} s of {RUNS} ({min(seconds):.2f} to {max(seconds):.2f})"
        )
        print(f"{len(pages)} pages, {len(files)} files, {total / 1e6:.1f} MB")
        weights: list[tuple[int, int, str]] = []
        for path in pages:
            sizes = transferred(site, path.relative_to(site).as_posix())
            own = [size for file, size in sizes.items() if not shared(file)]
            weights.append(
                (sum(s[1] for s in own), sum(s[0] for s in own), path.relative_to(site).as_posix())
            )
        print("heaviest pages apart from the theme's shared files and the search index:")
        for packed, raw, page in sorted(weights, reverse=True)[:5]:
            print(f"  {raw / 1000:7.1f} kB raw {packed / 1000:6.1f} kB gzipped  {page}")
        everything = transferred(site, "map/index.html")
        print(
            f"the map page in all, gzipped: {sum(packed for _, packed in everything.values()) / 1000:.1f} kB"
        )
        for file, (raw, packed) in everything.items():
            print(f"  {raw / 1000:7.1f} kB raw {packed / 1000:6.1f} kB gzipped  {file}")


if __name__ == "__main__":
    main()
