"""The desk's pages and its interface, as routes of the server of `dossier serve`.

Whoever writes needs the token of the session, which stands in the desk's own pages; the server's guard has refused what
other origins cause before a route is reached.
"""

from __future__ import annotations

import hmac
import json
import secrets
from collections.abc import Callable
from importlib import resources
from typing import Any

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from dossier.desk.defaults import Passage
from dossier.desk.given import Refused
from dossier.desk.ground import ground, region
from dossier.desk.hand_in import HandIn
from dossier.desk.sources import MOST_BYTES, add, dated
from dossier.desk.workspace import Conflict, Workspace
from dossier.export.json_schema import schema_of
from dossier.foreign_paths import ForeignPathError
from dossier.model.parts import FOLDERS, a_kind

ROOT = "/-desk/"
MOST_JSON = 2_000_000
"""Bytes of a request that is no source."""
TYPES = {".js": "text/javascript", ".css": "text/css"}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; img-src 'self' data:;"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
PAGE = Markup(
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    '<meta name="dossier-token" content="{token}"><meta name="dossier-site" content="{site}">\n'
    '<link rel="icon" href="data:,">'
    "<title>{title} · Desk of {name}</title>\n"
    '<link rel="stylesheet" href="/-desk/assets/desk.css">\n'
    '<script type="module" src="/-desk/assets/desk.js"></script>\n</head>\n'
    '<body data-kind="{kind}" data-id="{id}"><main id="desk" tabindex="-1"><p>The desk needs JavaScript.</p></main>'
    "</body>\n</html>\n"
)


def routes(workspace: Workspace, base: str) -> list[BaseRoute]:
    """The routes; `base` is the path of the previewed site."""
    token = secrets.token_urlsafe(24)

    async def page(request: Request) -> Response:
        id_ = request.path_params.get("id", "")
        title = id_ or "Sources"
        kind = request.path_params.get("kind", "article" if id_ else "")
        shown = PAGE.format(
            token=token, site=base, title=title, name=workspace.settings.name, id=id_, kind=kind
        )
        return Response(str(shown), media_type="text/html", headers={"Content-Security-Policy": POLICY})

    async def asset(request: Request) -> Response:
        name = request.path_params["name"]
        ours = resources.files("dossier.desk")
        for file in (ours / "assets").iterdir():
            if file.name == name:
                return Response(file.read_bytes(), media_type=TYPES[name[name.rindex(".") :]])
        return _said("there is no such file", 404)

    def reading(answer: Callable[[Request], Any]) -> Callable[[Request], Any]:
        async def endpoint(request: Request) -> Response:
            return await run_in_threadpool(_answered, lambda: answer(request))

        return endpoint

    def writing(answer: Callable[[Request, dict[str, Any]], Any]) -> Callable[[Request], Any]:
        async def endpoint(request: Request) -> Response:
            if refused := _unauthorised(request, token):
                return refused
            if request.headers.get("content-type", "").partition(";")[0] != "application/json":
                return _said("send JSON", 415)
            data = await _body(request, MOST_JSON)
            try:
                given = json.loads(data) if data is not None else None
                # Half a surrogate pair is no text, and no file holds it.
                json.dumps(given, ensure_ascii=False).encode()
            except (ValueError, RecursionError):
                given = None
            if not isinstance(given, dict):
                return _said(f"send a JSON object of at most {MOST_JSON:,} bytes", 400)
            return await run_in_threadpool(_answered, lambda: answer(request, given))

        return endpoint

    def step(request: Request, given: dict[str, Any]) -> dict[str, Any]:
        id_ = request.path_params["id"]
        asked = given.get("step")
        if not isinstance(asked, dict):
            raise Refused("no step is given")
        note = workspace.step(id_, asked, str(given.get("seen", "")))
        return {"note": note, "view": workspace.view(id_)}

    def back(request: Request, given: dict[str, Any]) -> dict[str, Any]:
        id_ = request.path_params["id"]
        what = workspace.back(id_, forward=bool(given.get("forward")))
        return {
            "note": f"{'Done again' if given.get('forward') else 'Undone'}: {what}",
            "view": workspace.view(id_),
        }

    def dismiss(request: Request, given: dict[str, Any]) -> dict[str, Any]:
        id_ = request.path_params["id"]
        workspace.dismiss(id_, str(given.get("key", "")))
        return {"note": "", "view": workspace.view(id_)}

    def schema(request: Request) -> Any:
        kind = request.path_params["kind"]
        if kind not in FOLDERS:
            raise Refused(f'there is no kind "{kind}"')
        return {"kind": a_kind(kind), "schema": json.loads(schema_of(kind))}

    def around(request: Request) -> dict[str, Any]:
        if not request.query_params.get("lat"):
            return ground(workspace.corpus, *region(workspace.corpus))
        try:
            lat, lon, degrees = (
                float(request.query_params.get(key, "")) for key in ("lat", "lon", "degrees")
            )
        except ValueError:
            raise Refused("lat, lon and degrees are numbers") from None
        return ground(workspace.corpus, lat, lon, degrees)

    def propose(request: Request) -> dict[str, Any]:
        workspace.propose(request.path_params["id"])
        return workspace.view(request.path_params["id"])

    def find(request: Request) -> Any:
        asked = request.query_params
        return workspace.find(
            asked.getlist("kind"),
            asked.get("q", "")[:200],
            asked.get("passage", "")[:2000],
            asked.get("article", ""),
        )

    def account_guess(request: Request) -> dict[str, str]:
        asked = request.query_params
        return workspace.account_guess(
            request.path_params["id"], asked.get("claim", ""), asked.get("sentence", "")[:2000]
        )

    def given(request: Request) -> list[dict[str, Any]]:
        asked = request.query_params
        words, sentence, paragraph = (asked.get(key, "") for key in ("words", "sentence", "paragraph"))
        at = Passage(words[:300], sentence[:2000], int(paragraph) if paragraph.isdecimal() else 0)
        return workspace.defaults(request.path_params["id"], asked.get("kind", ""), at)

    def titles(request: Request) -> dict[str, str]:
        return workspace.titles(request.query_params.get("ids", "")[:20_000].split())

    def record(request: Request) -> dict[str, Any]:
        return workspace.record(request.path_params["kind"], request.path_params["id"])

    def edit(request: Request, given: dict[str, Any]) -> dict[str, Any]:
        kind, id_ = request.path_params["kind"], request.path_params["id"]
        if given.get("undo"):
            workspace.back(id_, kind=kind)
            return workspace.record(kind, id_)
        return workspace.edit(kind, id_, given)

    def date(request: Request) -> dict[str, str]:
        asked = request.query_params
        return {"value": dated(asked.get("words", "")[:200], asked.get("language", "")[:40])}

    async def source(request: Request) -> Response:
        if refused := _unauthorised(request, token):
            return refused
        data = await _body(request, MOST_BYTES)
        if data is None:
            return _said(f"a source holds at most {MOST_BYTES // 1_000_000} MB", 413)
        asked = request.query_params
        name, url, publisher = (asked.get(key, "")[:2000] for key in ("name", "url", "publisher"))
        return await run_in_threadpool(_answered, lambda: add(workspace, data, name, url, publisher))

    async def nothing(_: Request) -> Response:
        return _said("there is no such page", 404)

    hand_in = HandIn(workspace)
    get, post = ["GET"], ["POST"]
    one = "{id:str}"
    return [
        Route(ROOT, page, methods=get),
        Route(f"{ROOT}article/{one}", page, methods=get),
        Route(f"{ROOT}assets/{{name:str}}", asset, methods=get),
        Route(f"{ROOT}api/articles", reading(lambda _: workspace.articles()), methods=get),
        Route(
            f"{ROOT}api/article/{one}", reading(lambda r: workspace.view(r.path_params["id"])), methods=get
        ),
        Route(
            f"{ROOT}api/digest/{one}", reading(lambda r: workspace.digest(r.path_params["id"])), methods=get
        ),
        Route(
            f"{ROOT}api/effect/{one}", reading(lambda r: workspace.effect(r.path_params["id"])), methods=get
        ),
        Route(f"{ROOT}api/proposals/{one}", reading(propose), methods=get),
        Route(f"{ROOT}api/guess/{one}", reading(account_guess), methods=get),
        Route(f"{ROOT}api/defaults/{one}", reading(given), methods=get),
        Route(f"{ROOT}api/find", reading(find), methods=get),
        Route(f"{ROOT}api/titles", reading(titles), methods=get),
        Route(f"{ROOT}api/map", reading(around), methods=get),
        Route(f"{ROOT}api/date", reading(date), methods=get),
        Route(f"{ROOT}api/schema/{{kind:str}}", reading(schema), methods=get),
        Route(f"{ROOT}record/{{kind:str}}/{one}", page, methods=get),
        Route(f"{ROOT}api/record/{{kind:str}}/{one}", reading(record), methods=get),
        Route(f"{ROOT}api/record/{{kind:str}}/{one}", writing(edit), methods=post),
        Route(f"{ROOT}api/step/{one}", writing(step), methods=post),
        Route(f"{ROOT}api/undo/{one}", writing(back), methods=post),
        Route(f"{ROOT}api/dismiss/{one}", writing(dismiss), methods=post),
        Route(f"{ROOT}api/new", writing(lambda _, given: workspace.create(given)), methods=post),
        Route(f"{ROOT}api/source", source, methods=post),
        Route(f"{ROOT}api/handin", reading(lambda _: hand_in.shown()), methods=get),
        Route(f"{ROOT}api/handin", writing(lambda _, given: hand_in.done(given)), methods=post),
        Route(f"{ROOT}{{path:path}}", nothing),
    ]


def _unauthorised(request: Request, token: str) -> Response | None:
    given = request.headers.get("x-dossier-token", "")
    if not hmac.compare_digest(given.encode(), token.encode()):
        return _said("this page is of an earlier session of dossier serve; reload it", 403)
    return None


async def _body(request: Request, most: int) -> bytes | None:
    """The body of a request; None if it is larger."""
    data = bytearray()
    async for piece in request.stream():
        data += piece
        if len(data) > most:
            return None
    return bytes(data)


def _answered(answer: Callable[[], Any]) -> Response:
    """The answer as JSON; what cannot be done as one line."""
    try:
        return JSONResponse(answer())
    except Refused as refused:
        at = {"field": list(refused.field)} if refused.field else {}
        return JSONResponse({"error": " ".join(str(refused).split()), **at}, 422)
    except ForeignPathError as refused:
        return _said(str(refused), 422)
    except Conflict as conflict:
        return JSONResponse({"error": str(conflict), "theirs": conflict.theirs}, 409)
    except OSError as error:
        return _said(f"not written: {error.strerror or error}", 507)


def _said(message: str, status: int) -> Response:
    return JSONResponse({"error": " ".join(message.split())}, status)
