"""Views of the SQLite database: the figures of claims, counted again from the tables of their inputs."""

from __future__ import annotations

VIEWS = {
    "claim_figures": """
SELECT c.id AS claim, c.title, c.evidence,
  (SELECT COUNT(DISTINCT a.article) FROM accounts a WHERE a.claim = c.id AND a.stance IN ('asserts', 'reports'))
    AS articles,
  (SELECT COUNT(DISTINCT t.origin) FROM accounts a JOIN trails t ON t.account = a.id
    WHERE a.claim = c.id AND a.stance IN ('asserts', 'reports') AND NOT EXISTS (
      SELECT 1 FROM claim_articles s WHERE s.claim = c.id AND s.article = a.article AND s.counted_instead IS NOT NULL))
    AS origins,
  (SELECT COUNT(DISTINCT a.article) FROM accounts a
    WHERE a.claim = c.id AND a.stance IN ('asserts', 'reports') AND NOT EXISTS (
      SELECT 1 FROM accounts b JOIN trails t ON t.account = b.id
      WHERE b.claim = c.id AND b.article = a.article AND b.stance IN ('asserts', 'reports') AND t.origin IS NOT NULL))
    AS unknown,
  (SELECT COUNT(DISTINCT a.article) FROM accounts a WHERE a.claim = c.id AND a.stance = 'denies') AS denied,
  (SELECT COUNT(DISTINCT a.article) FROM accounts a WHERE a.claim = c.id AND a.stance = 'differs') AS differs,
  (SELECT COUNT(*) FROM claim_dissent d WHERE d.claim = c.id AND d.counted) AS contradicted,
  (SELECT COUNT(*) FROM claim_dissent d WHERE d.claim = c.id AND d.relation = 'contradicts' AND NOT d.counted)
    AS contradicted_unknown
FROM claims c ORDER BY c.id""",
    "sources_of_claims": """
SELECT a.claim, c.title, a.article, p.title AS outlet, r.title AS headline, a.stance, a.basis, r.published, q.text, q.at,
  r.url, r.archived
FROM accounts a
  JOIN claims c ON c.id = a.claim
  JOIN articles r ON r.id = a.article
  JOIN publishers p ON p.id = r.publisher
  LEFT JOIN quotations q ON q.account = a.id
ORDER BY a.claim, r.published_earliest, a.id, q.position""",
    "origins_of_claims": """
SELECT o.claim, c.title, o.origin, r.title AS origin_title, o.basis, o.controller_recorded
FROM claim_origins o JOIN claims c ON c.id = o.claim JOIN records r ON r.id = o.origin
ORDER BY o.claim, o.origin""",
}
"""Queries by the names of their views."""
