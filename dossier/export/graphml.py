"""The graph of records as GraphML 1.0: nodes with kind, title and dates, edges with the relation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dossier.derive.graph import Edge
from dossier.export.graph_values import EDGE, NODE, edge_values, node_values
from dossier.export.xml import xml_attribute, xml_text
from dossier.model.records import Record


def graphml(nodes: Iterable[Record], edges: Iterable[Edge]) -> Iterator[bytes]:
    """The graph; `date` is EDTF, `earliest` and `latest` are the days that it may mean at most."""
    yield (
        b'<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns" '
        b'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns '
        b'http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
    )
    for what, keys in (("node", NODE), ("edge", EDGE)):
        for key in keys:
            yield f'<key id="{what}-{key}" for="{what}" attr.name="{key}" attr.type="string"/>\n'.encode()
    yield b'<graph id="dossier" edgedefault="directed">\n'
    for record in nodes:
        values = dict(zip(NODE, node_values(record), strict=True))
        yield f"<node id={xml_attribute(record.id)}>{_data('node', values)}</node>\n".encode()
    for number, edge in enumerate(edges):
        values = dict(zip(EDGE, edge_values(edge), strict=True))
        ends = f"source={xml_attribute(edge.source)} target={xml_attribute(edge.target)}"
        yield f'<edge id="e{number}" {ends}>{_data("edge", values)}</edge>\n'.encode()
    yield b"</graph>\n</graphml>\n"


def _data(what: str, values: dict[str, str]) -> str:
    return "".join(
        f'<data key="{what}-{name}">{xml_text(value)}</data>' for name, value in values.items() if value
    )
