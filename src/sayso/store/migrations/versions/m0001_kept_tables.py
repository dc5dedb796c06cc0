"""The first kept tables: marks, documents, receipts, judgements, aliases."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "marks",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
    op.create_table(
        "documents",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("sha256", sa.String(64), nullable=False, unique=True),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("media_type", sa.String(255), nullable=False),
        sa.Column("bytes", sa.LargeBinary, nullable=True),
        sa.Column("state", sa.String(64), nullable=False),
        sa.Column("withheld_reason", sa.Text, nullable=True),
        sa.Column("withheld_by", sa.Text, nullable=True),
        sa.Column("withheld_at", sa.String(32), nullable=True),
    )
    op.create_table(
        "receipts",
        sa.Column("document", sa.String(64), sa.ForeignKey("documents.id"), primary_key=True),
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("received", sa.String(32), nullable=False),
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column("given", sa.Text, nullable=False),
    )
    op.create_table(
        "judgements",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table(
        "aliases",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("document", sa.String(64), nullable=False),
        sa.Column("report", sa.String(64), nullable=True),
        sa.Column("claim", sa.String(64), nullable=True),
        sa.Column("claim_kind", sa.String(64), nullable=True),
        sa.Column("claim_start", sa.Integer, nullable=True),
    )
