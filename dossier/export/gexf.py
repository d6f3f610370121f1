"""The graph of records as GEXF 1.3, which Gephi reads: nodes with kind and dates, edges with the relation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dossier.config import Settings
from dossier.derive.graph import Edge
from dossier.export.graph_values import EDGE, NODE, edge_values, node_values
from dossier.export.xml import xml_attribute, xml_text
from dossier.model.records import Record


def gexf(nodes: Iterable[Record], edges: Iterable[Edge], settings: Settings) -> Iterator[bytes]:
    """The graph; `date` is EDTF, `earliest` and `latest` are the days that it may mean at most."""
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
        f"<meta><creator>Dossier</creator><description>{xml_text(settings.name)}</description></meta>\n"
        '<graph defaultedgetype="directed" mode="static">\n'
    ).encode()
    yield _attributes("node", NODE)
    yield _attributes("edge", EDGE)
    yield b"<nodes>\n"
    for record in nodes:
        values = _values(node_values(record))
        yield (
            f"<node id={xml_attribute(record.id)} label={xml_attribute(record.title)}>{values}</node>\n"
        ).encode()
    yield b"</nodes>\n<edges>\n"
    for number, edge in enumerate(edges):
        ends = f"source={xml_attribute(edge.source)} target={xml_attribute(edge.target)}"
        kind = f"label={xml_attribute(edge.kind)}"
        yield f'<edge id="e{number}" {ends} {kind}>{_values(edge_values(edge))}</edge>\n'.encode()
    yield b"</edges>\n</graph>\n</gexf>\n"


def _attributes(of: str, names: Sequence[str]) -> bytes:
    lines = [
        f'<attribute id="{number}" title="{name}" type="string"/>\n' for number, name in enumerate(names)
    ]
    return f'<attributes class="{of}" mode="static">\n{"".join(lines)}</attributes>\n'.encode()


def _values(values: Sequence[str]) -> str:
    found = [
        f'<attvalue for="{number}" value={xml_attribute(value)}/>'
        for number, value in enumerate(values)
        if value
    ]
    return f"<attvalues>{''.join(found)}</attvalues>" if found else ""
