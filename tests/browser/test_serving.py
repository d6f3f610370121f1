"""`dossier serve`: an edit shows on the open page, and so does a mistake."""

from __future__ import annotations

import http.client
import http.server
import re
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Error, Page, expect
from support.served import preview

pytestmark = pytest.mark.slow

PROJECT = Path(__file__).parents[2]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    shutil.copy(PROJECT / "mkdocs.yml", tmp_path)
    shutil.copytree(PROJECT / "content", tmp_path / "content")
    with preview(tmp_path) as address:
        yield tmp_path, address
    assert not (tmp_path / "site").exists(), "the published site is not touched"


def test_an_edit_and_a_mistake_show_on_the_open_page(served: tuple[Path, str], browser: Browser) -> None:
    project, address = served
    page = browser.new_page()
    page.goto(f"{address}places/afrin/")
    expect(page.locator("h1")).to_have_text("Afrin")
    file = project / "content/places/afrin.md"
    good = file.read_text("utf-8")
    file.write_text(good.replace("A city in the north", "A town in the very north"), "utf-8")
    expect(page.locator(".dossier-text")).to_contain_text("A town in the very north")
    built(project, "A town in the very north")
    file.write_text(good.replace("type: city", "type: citty"), "utf-8")
    dialog = page.locator("dialog")
    expect(dialog).to_contain_text(re.compile(r"content/places/afrin\.md:3:7: error: .*\[bad-value\]"))
    expect(page.locator(".dossier-text")).to_contain_text("A town in the very north")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    file.write_text(good, "utf-8")
    expect(page.locator(".dossier-text")).to_contain_text("A city in the north")
    expect(dialog).to_have_count(0)
    built(project, "A city in the north")
    visit(page, f"{address}no/such/page/")
    expect(page.locator("h1")).to_have_text("No such page")
    visit(page, address.removesuffix("dossier/"))
    expect(page).to_have_url(address)
    page.close()


def built(project: Path, text: str) -> None:
    """Wait until the site itself has what the page shows already; the test's own limit of time ends it."""
    page = project / ".cache/dossier/preview/published/places/afrin/index.html"
    while text not in page.read_text("utf-8"):
        time.sleep(0.05)


def visit(page: Page, address: str) -> None:
    """Go to an address; the edit is shown before it is built, and a page that reloads then aborts the first attempt."""
    for _ in range(3):
        try:
            page.goto(address)
            return
        except Error as error:
            if "ERR_ABORTED" not in str(error):
                raise


def test_only_its_own_address_is_answered(served: tuple[Path, str]) -> None:
    _, address = served
    url = urlsplit(address)

    def ask(path: str, host: str) -> tuple[int, str]:
        with closing(http.client.HTTPConnection(url.hostname or "", url.port)) as connection:
            connection.putrequest("GET", path, skip_host=True)
            connection.putheader("Host", host)
            connection.endheaders()
            answer = connection.getresponse()
            answer.read()
            return answer.status, answer.getheader("Location") or ""

    assert ask(url.path, "evil.example")[0] == 421
    assert ask(f"{url.path}-dossier/events", f"evil.example:{url.port}")[0] == 421
    assert ask(url.path, url.netloc)[0] == 200
    assert ask(f"{url.path}places", f"localhost:{url.port}") == (302, f"{url.path}places/")
    assert ask(f"{url.path}%2e%2e/mkdocs.yml", url.netloc)[0] == 404
    assert ask(f"{url.path}x%0d%0aSet-Cookie:%20a=b", url.netloc)[0] == 404


def test_the_folder_may_go_and_come_back(served: tuple[Path, str], browser: Browser) -> None:
    project, address = served
    page = browser.new_page()
    page.goto(f"{address}places/afrin/")
    (project / "content").rename(project / "away")
    expect(page.locator("dialog")).to_contain_text("content", timeout=45_000)
    file = project / "away/places/afrin.md"
    file.write_text(
        file.read_text("utf-8").replace("A city in the north", "A town in the very north"), "utf-8"
    )
    (project / "away").rename(project / "content")
    expect(page.locator(".dossier-text")).to_contain_text("A town in the very north", timeout=45_000)
    page.close()


EVIL = """<!doctype html><title>Evil</title><body><script>
window.got = [];
const note = name => window.got.push(name);
window.dossierPreviews = new Proxy({{}}, {{ set() {{ note("previews"); return true; }} }});
window.dossierSearch = new Proxy({{}}, {{ get() {{ return () => note("search"); }} }});
const make = (tag, attributes) => {{
  const element = Object.assign(document.createElement(tag), attributes);
  element.addEventListener("load", () => note(`${{tag}} ${{attributes.src || attributes.href || attributes.data}}`));
  document.body.append(element);
  return element;
}};
for (const path of {paths}) {{
  const at = "{address}" + path;
  make("script", {{ src: at }});
  make("script", {{ src: at, type: "module" }});
  make("link", {{ rel: "stylesheet", href: at }});
  make("img", {{ src: at }});
  make("object", {{ data: at }});
  make("iframe", {{ src: at, name: "frame" }});
  for (const mode of ["no-cors", "cors"])
    fetch(at, {{ mode, credentials: "include" }}).then(
      answer => answer.text().then(text => text && note(`fetch ${{text.length}}`)), () => 0);
}}
new EventSource("{address}-dossier/events").addEventListener("message", () => note("events"));
make("form", {{ action: "{address}", method: "get", target: "frame" }}).submit();
make("form", {{ action: "{address}", method: "post", target: "frame" }}).submit();
window.opened = window.open("{address}");
</script>"""


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "evil.test"])
def test_a_page_of_another_origin_gets_nothing(served: tuple[Path, str], browser: Browser, host: str) -> None:
    """Another port of this machine is the same site, another name is another site: neither may read what is served."""
    _, address = served
    paths = [
        "",
        "places/afrin/",
        "search/directory.js",
        "assets/dossier/dossier.css",
        "assets/images/favicon.png",
    ]
    paths += ["previews/places.js", "-dossier/reload.js", "404.html", "claims.json"]
    text = EVIL.format(address=address, paths=paths).encode()

    class Evil(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Evil) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        context = browser.new_context()
        page = context.new_page()
        if host == "evil.test":
            # A name of its own without a resolver: the page is put in the place of the answer.
            page.route("http://evil.test/*", lambda route: route.fulfill(body=text, content_type="text/html"))
            page.goto("http://evil.test/")
        else:
            page.goto(f"http://{host}:{server.server_port}/")
        page.wait_for_timeout(1500)
        got = page.evaluate("window.got")
        assert [entry for entry in got if not entry.startswith(("iframe ", "object "))] == []
        for frame in page.frames[1:]:
            assert "Afrin" not in frame.content()
            assert "dossier" not in frame.content() or "another site led here" in frame.content()
        for opened in context.pages[1:]:
            opened.wait_for_load_state()
            assert "another site led here" in opened.content()
        context.close()
        server.shutdown()


def test_it_may_be_opened_and_followed_as_ever(served: tuple[Path, str], browser: Browser) -> None:
    _, address = served
    context = browser.new_context()
    page = context.new_page()
    refused: list[str] = []
    page.on(
        "response", lambda answer: refused.append(answer.url) if answer.status in (400, 403, 421) else None
    )
    page.goto(address)
    page.locator("a[href*='places']").first.click()
    page.wait_for_load_state()
    page.reload()
    page.go_back()
    page.goto(f"{address}search/")
    assert refused == []
    context.close()
