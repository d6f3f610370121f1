#!/usr/bin/env python3
"""Checks a packed dossier: python3 data/verify.py

It needs Python 3.10 or later and nothing else: no package, no network. It checks every file against its digest, counts the
figures of every claim again from the records in dossier.json, and compares them with what the file and the site say.

It follows the counting rule by code of its own, so that an error in the program that made the package shows here.
"""

from __future__ import annotations

import hashlib
import io
import itertools
import json
import math
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote

Json = dict[str, Any]
Trail = tuple[list[str], "str | None", "str | None"]
"""The links of a way from an account, the origin that it ends in (None: unknown), and who is at its end instead."""

FORM, RULE = 1, "2 (November 2026)"
"""The form of dossier.json, and the version of the counting rule, that this program knows."""
STRENGTH = ("witnessed", "document", "on-record", "anonymous", "outlet", "deduced", "unstated")
SUPPORTING = ("asserts", "reports")
MOST_CHOICES = 4096
LONGEST = 100
UNCHECKED = (
    "that the sources say what the records say of them: for that, read the sources at their addresses",
    "the quotations, word for word: dossier.json has a digest of each paragraph, the texts are their outlets'",
    "that two sources have the same text: the signatures of texts are given, the texts are not",
    "that the pages of the site show the figures in dossier.json, beyond the files of data that are named above",
    "that this package is the one that was published: compare the number at the end with one from another place",
)
"""What is not checked."""


class Dossier:
    """The records of dossier.json, and the figures of its claims, counted again."""

    def __init__(self, stored: Json) -> None:
        self.records = {record["id"]: record for record in stored["records"]}
        self.same_texts = stored.get("same_texts", [])
        self.heard: dict[str, list[tuple[str, str, str, set[str]]]] = {}
        self.traced: dict[tuple[str, int], list[Trail]] = {}
        self.vouching = self.read_vouching()

    def of_kind(self, kind: str) -> list[Json]:
        """The records of a kind, in the order of their ids."""
        return [record for _, record in sorted(self.records.items()) if record["kind"] == kind]

    def front(self, id_: str) -> Json:
        """The front matter of a record."""
        front: Json = self.records[id_]["front_matter"]
        return front

    def kind(self, id_: str) -> str:
        """The kind of a record; empty where there is none."""
        return str(self.records[id_]["kind"]) if id_ in self.records else ""

    def day(self, id_: str, key: str) -> Json:
        """The first and the last day that a date of a record may mean; empty where it has none."""
        day: Json = self.records[id_].get("dates", {}).get(key, {})
        return day

    def accounts(self, article: str) -> list[Json]:
        """The accounts of an article."""
        accounts: list[Json] = self.front(article).get("claims", [])
        return accounts

    def origin(self, id_: str) -> str:
        """The outlet or actor as which it is counted: an edition as its outlet, an outlet as the actor that it is."""
        path: list[str] = []
        while id_ not in path:
            path.append(id_)
            front = self.front(id_) if self.kind(id_) == "publisher" else {}
            onward = front.get("is") or front.get("edition_of")
            if not onward:
                return id_
            id_ = onward
        return min(path[path.index(id_) :])

    def chains(self, article: str, account: Json) -> list[list[str]]:
        """What an account rests on; nothing is inherited but a carried text, and what an article on its event rests on."""
        front = self.front(article)
        if account.get("rests_on"):
            return [chain["chain"] for chain in account["rests_on"]]
        if front.get("carries"):
            return [front["carries"]["chain"]]
        claim = account["claim"]
        event = self.front(claim).get("event") if self.kind(claim) == "claim" else None
        if self.kind(claim) == "claim" and event in front.get("subject", []):
            return [chain["chain"] for chain in front.get("rests_on", [])]
        return []

    def read_vouching(self) -> dict[tuple[str, str], bool]:
        """For a claim and an outlet with a supporting account: whether one of these accounts ends in the outlet."""
        found: dict[tuple[str, str], bool] = {}
        for article in self.of_kind("article"):
            outlet = self.origin(article["front_matter"]["publisher"])
            for account in self.accounts(article["id"]):
                if account["stance"] not in SUPPORTING:
                    continue
                basis = account.get("basis", "unstated")
                ends = basis != "unstated" and any(
                    basis != "outlet" if chain == ["own"] else self.origin(chain[-1]) == outlet
                    for chain in self.chains(article["id"], account)
                    if chain
                )
                key = account["claim"], outlet
                found[key] = found.get(key, False) or ends
        return found

    def trails(self, article: str, number: int, path: tuple[str, ...] = ()) -> list[Trail]:
        """The ends of an account: for each its first link, the origin (None if unknown), and who is at the end instead."""
        if (article, number) not in self.traced:
            account = self.accounts(article)[number]
            basis = account.get("basis", "unstated")
            found: dict[tuple[str, str | None], Trail] = {}
            for chain in self.chains(article, account):
                for links, origin, end in self.follow(article, account, chain, (*path, article)):
                    if origin and (basis == "unstated" or (basis == "outlet" and chain == ["own"])):
                        origin, end = None, origin
                    key = links[0], origin or end
                    if key not in found or len(links) < len(found[key][0]):
                        found[key] = links, origin, end
            self.traced[article, number] = list(found.values()) or [([], None, None)]
        return self.traced[article, number]

    def follow(self, article: str, account: Json, chain: list[str], path: tuple[str, ...]) -> list[Trail]:
        """The ends of one chain of an account; `path` are the articles that led here."""
        if not chain or "unknown" in chain or "own" in chain[:-1]:
            return [(chain or ["unknown"], None, None)]
        last = chain[-1]
        if last == "own":
            holder = chain[-2] if len(chain) > 1 else self.front(article)["publisher"]
            outlet = self.front(holder)["publisher"] if self.kind(holder) == "article" else holder
            return [(chain, self.origin(outlet), None)]
        kind = self.kind(last)
        if not kind:
            return [(chain, None, None)]
        if kind != "article":
            end = self.origin(last)
            elsewhere = not self.vouching.get((account["claim"], end), True)
            if elsewhere and end != self.origin(self.front(article)["publisher"]):
                return [(chain, None, end)]
            return [(chain, end, None)]
        if last in path or len(path) > LONGEST:
            return [(chain, None, None)]
        numbers = [n for n, other in enumerate(self.accounts(last)) if other["claim"] == account["claim"]]
        onward = [trail for n in numbers for trail in self.trails(last, n, path)]
        return [([*chain, *links], origin, end) for links, origin, end in onward] or [(chain, None, None)]

    def controller(self, origin: str) -> str | None:
        """The last controller on record; a state is its own."""
        at, seen = origin, {origin}
        while self.kind(at) in ("actor", "publisher"):
            held = self.front(at).get("controlled_by", {}).get("actor")
            if not held or held in seen:
                break
            at = held
            seen.add(at)
        state = self.kind(at) == "actor" and self.front(at).get("type") == "state"
        return at if at != origin or state else None

    def instead(self, origins: dict[str, set[str]]) -> dict[str, str]:
        """Of supporting articles with one text: which is counted instead of which, so that a copy adds no origin."""
        groups: dict[str, frozenset[str]] = {}
        for one, other, _ in self.same_texts:
            if one in self.records and other in self.records:
                group = groups.get(one, frozenset([one])) | groups.get(other, frozenset([other]))
                groups.update(dict.fromkeys(group, group))

        def order(id_: str) -> tuple[tuple[str, str, str], str]:
            day = self.day(id_, "published")
            earliest, latest = day["earliest"], day["latest"]
            return (earliest or latest or "0001-01-01", latest or "9999-12-31", day["edtf"]), id_

        texts = [
            sorted((id_ for id_ in origins if id_ in group), key=order)
            for group in dict.fromkeys(groups[id_] for id_ in origins if id_ in groups)
        ]
        if not texts:
            return {}
        texts.sort(key=lambda ids: order(ids[0]))
        alone = {origin for id_, of in origins.items() if id_ not in groups for origin in of}
        choices = []
        for ids in texts:
            known = [id_ for id_ in ids if origins[id_]]
            beyond = [
                origins[id_] for id_ in known if origins[id_] != {self.origin(self.front(id_)["publisher"])}
            ]
            candidates = [id_ for id_ in known if not beyond or origins[id_] in beyond]
            distinct = {frozenset(origins[id_]): id_ for id_ in reversed(candidates)}
            choices.append(sorted(distinct.values(), key=order) or ids[:1])
        if math.prod(map(len, choices)) > MOST_CHOICES:
            choices = [[min(ids, key=lambda id_: (len(origins[id_] - alone), order(id_)))] for ids in choices]
        chosen = min(
            itertools.product(*choices), key=lambda ids: len(alone.union(*(origins[id_] for id_ in ids)))
        )
        counted = alone.union(*(origins[id_] for id_ in chosen))
        return {
            id_: first
            for ids, first in zip(texts, chosen, strict=True)
            for id_ in ids
            if id_ != first and not (origins[id_] and origins[id_] <= counted)
        }

    def figures(self) -> dict[str, dict[str, Any]]:
        """The figures of every claim, by id, under the names that dossier.json has for them; lists in any order."""
        heard: dict[str, list[tuple[str, Json, set[str]]]] = {}
        for article in [record["id"] for record in self.of_kind("article")]:
            for number, account in enumerate(self.accounts(article)):
                ends = {origin for _, origin, _ in self.trails(article, number) if origin}
                heard.setdefault(account["claim"], []).append((article, account, ends))
        claims = [claim["id"] for claim in self.of_kind("claim")]
        self.heard = {
            claim: [
                (a, account["stance"], account.get("basis", "unstated"), of)
                for a, account, of in heard.get(claim, [])
            ]
            for claim in claims
        }
        supporting = {
            claim: [(a, of) for a, account, of in heard.get(claim, []) if account["stance"] in SUPPORTING]
            for claim in claims
        }
        contradicts = both_ways({claim: self.front(claim).get("contradicts", []) for claim in claims})
        contrary = both_ways({claim: self.front(claim).get("contrary_to", []) for claim in claims})
        known = {claim for claim in claims if any(of for _, of in supporting[claim])}
        found: dict[str, dict[str, Any]] = {}
        for claim in claims:
            of_article: dict[str, set[str]] = {}
            for article, of in supporting[claim]:
                of_article.setdefault(article, set()).update(of)
            instead = self.instead(of_article)
            none: set[str] = set()
            origins = none.union(*(of for article, of in supporting[claim] if article not in instead))
            roots = {origin: self.controller(origin) for origin in origins}
            against = contradicts[claim]
            found[claim] = {
                "articles": set(of_article),
                "origins": origins,
                "unknown": {article for article, of in of_article.items() if not of},
                "counted_as_same_text": instead,
                "controllers": {root for root in roots.values() if root},
                "controllers_not_recorded": {origin for origin, root in roots.items() if not root},
                "denied_by": {a for a, account, _ in heard.get(claim, []) if account["stance"] == "denies"},
                "differs_by": {a for a, account, _ in heard.get(claim, []) if account["stance"] == "differs"},
                "contradicted_by": against & known,
                "contradicted_by_unknown_origin": against - known,
                "contrary_to": contrary[claim] - against,
                "no_account_in_the_text_read": self.silent(
                    claim,
                    {article for article, _, _ in heard.get(claim, [])}
                    | {article for other in against for article, _ in supporting[other]},
                ),
            }
        return found

    def silent(self, claim: str, heard: set[str]) -> set[str]:
        """Articles on the claim's event that were read in full, are not too early, and have no account of it."""
        event = str(self.front(claim).get("event", ""))
        if self.kind(event) != "event":
            return set()
        when = self.day(claim, "when") or self.day(event, "when")
        ends = when.get("latest")
        return {
            article["id"]
            for article in self.of_kind("article")
            if article["id"] not in heard
            and event in article["front_matter"].get("events", [])
            and article["front_matter"]["read"] == "full"
            and ends
            and (self.day(article["id"], "published")["earliest"] or "0001-01-01") >= ends
        }


def both_ways(related: dict[str, list[str]]) -> dict[str, set[str]]:
    """A symmetric relation, whichever side it is written on."""
    found: dict[str, set[str]] = {claim: set() for claim in related}
    for claim, others in related.items():
        for other in others:
            if other in found:
                found[claim].add(other)
                found[other].add(claim)
    return found


def counted(number: int, noun: str) -> str:
    """ "1 article", "2 articles"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def sentence(figures: Json) -> str:
    """The evidence in one line, in words, from the lists that it counts."""
    number = {name: len(value) for name, value in figures.items() if isinstance(value, list)}
    articles, origins, unknown = number["articles"], number["origins"], number["unknown"]
    if not articles:
        support = "no article supports it"
    elif not origins:
        support = f"reported by {counted(articles, 'article')}, " + (
            "of unknown origin" if articles == 1 else "none of known origin"
        )
    else:
        support = f"reported by {counted(articles, 'article')}, from {counted(origins, 'independent origin')}"
        support += f" ({unknown} unknown)" if unknown else ""
    against = [
        text.format(counted(number[name], noun))
        for name, text, noun in (
            ("denied_by", "denied by {}", "article"),
            ("differs_by", "another value in {}", "article"),
            ("contradicted_by", "contradicted by {}", "claim"),
            ("contradicted_by_unknown_origin", "contradicted by {} of unknown origin (not counted)", "claim"),
        )
        if number[name]
    ]
    speaks = bool(against or number["contrary_to"])
    if number["contrary_to"]:
        against += [] if against else ["no dissent"]
        stands = "stands" if number["contrary_to"] == 1 else "stand"
        against.append(f"{counted(number['contrary_to'], 'claim')} {stands} uneasily beside it (not counted)")
    both = ["; ".join(against) or "no dissent", support]
    first, second = both if speaks else both[::-1]
    silent = number["no_account_in_the_text_read"]
    has = "has" if silent == 1 else "have"
    end = f" {counted(silent, 'article')} read in full {has} no account of it." if silent else ""
    return f"In this dossier: {first}. {second[:1].upper()}{second[1:]}.{end}"


def check_figures(stored: Json, faults: list[str]) -> int:
    """Count the figures of every claim again, and compare; returns the number of claims."""
    dossier = Dossier(stored)
    counted = dossier.figures()
    for claim, figures in counted.items():
        said = dossier.records[claim]["figures"]
        accounts = [
            (a["article"], a["stance"], a["basis"], {t["origin"] for t in a["trails"] if t["origin"]})
            for a in said["accounts"]
        ]
        if sorted(accounts, key=repr) != sorted(dossier.heard[claim], key=repr):
            faults.append(f"{claim}: its accounts are others in dossier.json than in its articles")
        if said["sentence"] != sentence(said):
            faults.append(f"{claim}: its sentence does not say its figures: {said['sentence']}")
        for name, value in figures.items():
            if name == "no_account_in_the_text_read" and said.get("accounts_withheld"):
                value = set()  # none is named: whose account is withheld could be told by elimination
            written = said[name] if isinstance(value, dict) else set(said[name])
            if value != written:
                shown = ", ".join(sorted(value)) or "none"
                faults.append(f"{claim}: {name} is {shown} by the records, and dossier.json says otherwise")
    return len(counted)


def check_site(base: Path, stored: Json, faults: list[str]) -> int:
    """Compare the figures in the site's own data with those in dossier.json; returns the number of claims compared."""
    path = base / "site" / "claims.json"
    if not path.is_file():
        return 0
    of_claim = {r["id"]: r["figures"] for r in stored["records"] if r["kind"] == "claim"}
    listed = json.loads(path.read_bytes())
    for claim in listed:
        figures = of_claim.get(claim["id"])
        if figures is None or any(claim.get(name) != value for name, value in figures.items()):
            faults.append(f"site/claims.json: {claim['id']} has other figures than dossier.json")
    for id_ in sorted(set(of_claim) - {claim["id"] for claim in listed}):
        faults.append(f"site/claims.json: {id_} is missing")
    return len(listed)


def check_files(bag: Path, faults: list[str]) -> int:
    """Compare every file with its digest; returns how many there are."""
    listed: dict[str, str] = {}
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        try:
            lines = (bag / manifest).read_text("utf-8", "replace").split("\n")
        except OSError:
            faults.append(f"{manifest} is missing")
            continue
        for line in filter(None, lines):
            digest, _, name = line.partition("  ")
            listed[unquote(name)] = digest
    for name, digest in sorted(listed.items()):
        path = bag / name
        if ".." in name.split("/") or name.startswith("/"):
            faults.append(f"{name}: leads out of the package")
            continue
        try:
            actual = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError:
            faults.append(f"{name} is missing")
            continue
        if actual != digest:
            faults.append(f"{name} has been changed")
    there = {
        path.relative_to(bag).as_posix() for path in bag.rglob("*") if path.is_symlink() or not path.is_dir()
    }
    for name in sorted(there - set(listed) - {"tagmanifest-sha256.txt"}):
        faults.append(f"{name} is in no manifest: it was added")
    return len(listed)


def main() -> int:
    """Check the package that this file is in; returns the exit status."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a terminal may not know the letters of a name
    base = Path(__file__).resolve().parent
    bag = base.parent
    faults: list[str] = []
    files = check_files(bag, faults)
    print(f"{files} files compared with their digests.")
    try:
        stored = json.loads((base / "dossier.json").read_bytes())
        form = stored["form"]
        if (form["version"], form["rule"]) != (FORM, RULE):
            faults.append(
                f"dossier.json: form {form['version']}, rule {form['rule']}; this program knows {FORM}, {RULE}"
            )
        print(f"{check_figures(stored, faults)} claims counted again, by rule {RULE}.")
        print(f"{check_site(base, stored, faults)} claims compared with site/claims.json.")
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        faults.append(f"dossier.json cannot be read: {type(error).__name__}: {error}")
    for fault in faults:
        print(f"WRONG: {fault}")
    print("Not checked:")
    for line in UNCHECKED:
        print(f"  - {line}")
    manifest = bag / "manifest-sha256.txt"
    if manifest.is_file():
        print(f"SHA-256 of manifest-sha256.txt: {hashlib.sha256(manifest.read_bytes()).hexdigest()}")
    print(f"{len(faults)} wrong." if faults else "Nothing is wrong.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
