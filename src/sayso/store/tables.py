"""The tables of a ledger: what is kept (documents, receipts, judgements, aliases, answers) and what is derived."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text

DERIVED_LAYOUT = "2"
"""Raise when a derived table changes: the derived tables of an older layout are dropped, and a run fills them anew."""

kept = MetaData()
derived = MetaData()

marks = Table(
    "marks",
    kept,
    Column("name", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)

documents = Table(
    "documents",
    kept,
    Column("id", String(64), primary_key=True),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("size", Integer, nullable=False),
    Column("media_type", String(255), nullable=False),
    Column("bytes", LargeBinary, nullable=True),
    # What the document's record said when it was last written: tells a run whether it must be read again.
    Column("state", String(64), nullable=False),
    Column("withheld_reason", Text, nullable=True),
    Column("withheld_by", Text, nullable=True),
    Column("withheld_at", String(32), nullable=True),
)

receipts = Table(
    "receipts",
    kept,
    Column("document", String(64), ForeignKey("documents.id"), primary_key=True),
    Column("key", String(64), primary_key=True),
    Column("received", String(32), nullable=False),
    Column("origin", Text, nullable=False),
    Column("given", Text, nullable=False),
)

judgements = Table(
    "judgements",
    kept,
    Column("id", String(64), primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("at", String(32), nullable=False),
    Column("by", Text, nullable=False),
    Column("body", Text, nullable=False),
)

# Every id that an event or a report ever had, and the words that it stood for: an old id always leads somewhere.
aliases = Table(
    "aliases",
    kept,
    Column("id", String(64), primary_key=True),
    Column("document", String(64), nullable=False),
    Column("report", String(64), nullable=True),
    Column("claim", String(64), nullable=True),
    Column("claim_kind", String(64), nullable=True),
    Column("claim_start", Integer, nullable=True),
)

# What models answered, by what they were asked: asked again, they would answer otherwise, or not at all.
answers = Table(
    "answers",
    kept,
    Column("key", String(64), primary_key=True),
    # The document in which the words stand: they go when it is withheld.
    Column("document", String(64), ForeignKey("documents.id"), primary_key=True, index=True),
    Column("body", LargeBinary, nullable=False),
)

reports = Table(
    "reports",
    derived,
    # The full-text index points at this number, because SQLite's own row numbers may change.
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("document", String(64), nullable=False, index=True),
    Column("digest", String(64), nullable=False),
    Column("outlet", Text, nullable=True),
    Column("title", Text, nullable=True),
    Column("published", String(64), nullable=True),
    Column("body", Text, nullable=False),
)

passages = Table(
    "passages",
    derived,
    Column("id", String(64), primary_key=True),
    Column("report", String(64), nullable=False),
    Column("position", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Index("passages_of_report", "report", "position"),
)

parses = Table(
    "parses",
    derived,
    Column("key", String(64), primary_key=True),
    Column("body", LargeBinary, nullable=False),
)

readings = Table(
    "readings",
    derived,
    Column("report", String(64), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("body", Text, nullable=False),
)

attributions = Table(
    "attributions",
    derived,
    Column("id", String(64), primary_key=True),
    Column("report", String(64), nullable=False, index=True),
)

claims = Table(
    "claims",
    derived,
    Column("id", String(64), primary_key=True),
    Column("report", String(64), nullable=False, index=True),
    Column("kind", String(64), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)

events = Table(
    "events",
    derived,
    Column("id", String(64), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("kinds", Text, nullable=False),
    Column("place", Text, nullable=True),
    Column("geonames_id", Integer, nullable=True),
    Column("country", String(8), nullable=True),
    Column("admin1", String(32), nullable=True),
    # The place's name and the words that its reports write for it, folded, between bars.
    Column("spellings", Text, nullable=False),
    Column("first_day", String(16), nullable=True),
    Column("last_day", String(16), nullable=True),
    # First day, or a sign that sorts after every day where the year is open.
    Column("sorts_at", String(96), nullable=False, index=True),
    Column("body", Text, nullable=False),
)

event_claims = Table(
    "event_claims",
    derived,
    Column("event", String(64), primary_key=True),
    Column("claim", String(64), primary_key=True, index=True),
)

event_reports = Table(
    "event_reports",
    derived,
    Column("event", String(64), primary_key=True),
    Column("report", String(64), primary_key=True, index=True),
)

propositions = Table(
    "propositions",
    derived,
    Column("event", String(64), primary_key=True),
    Column("id", String(64), primary_key=True, index=True),
    Column("kind", String(64), nullable=False),
)

origins = Table(
    "origins",
    derived,
    Column("event", String(64), primary_key=True),
    Column("id", String(64), primary_key=True, index=True),
)

traces = Table(
    "traces",
    derived,
    Column("event", String(64), primary_key=True),
    Column("body", Text, nullable=False),
)

assessments = Table(
    "assessments",
    derived,
    Column("event", String(64), primary_key=True),
    Column("status", String(32), nullable=False),
    Column("flags", Text, nullable=False),
    Column("origins", Integer, nullable=False),
    Column("body", Text, nullable=False),
)

outcomes = Table(
    "outcomes",
    derived,
    Column("stage", String(32), primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("version", Text, nullable=False),
    # A digest of what the stage was given: another input or another version, and the stage runs again.
    Column("input", String(64), nullable=False),
    Column("status", String(16), nullable=False),
    Column("count", Integer, nullable=False),
    Column("reason", String(64), nullable=False),
    Column("why", Text, nullable=False),
    Column("advice", Text, nullable=False),
)

# Notes on the state of what is derived, such as a digest of what the events were last linked from.
states = Table(
    "states",
    derived,
    Column("name", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)
