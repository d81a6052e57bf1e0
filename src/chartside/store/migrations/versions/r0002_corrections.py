"""Corrections of what was read in sources, and the triggers that keep them."""

import sqlalchemy as sa
from alembic import op

from chartside.store.immutability import correction_triggers

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "fact_corrections",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("reading", sa.Text(), nullable=False),
        sa.Column("original", sa.Text(), nullable=False),
        sa.Column("beside", sa.Text(), nullable=False),
        sa.Column("corrected", sa.Text(), nullable=True),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["users.id"], name=op.f("fk_fact_corrections_by_users")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_fact_corrections_source_id_sources")),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_fact_corrections_visit_id_visits")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fact_corrections")),
        sa.UniqueConstraint("number", name=op.f("uq_fact_corrections_number")),
    )
    op.create_index(op.f("ix_fact_corrections_source_id"), "fact_corrections", ["source_id"], unique=False)
    op.create_index(op.f("ix_fact_corrections_visit_id"), "fact_corrections", ["visit_id"], unique=False)
    for statement in correction_triggers().values():
        op.execute(statement)


def downgrade() -> None:
    """Drop it; the lines that say the corrections stay as a note of the visit, which the older program reads."""
    for name in correction_triggers():
        op.execute(f"DROP TRIGGER {name}")
    op.drop_index(op.f("ix_fact_corrections_visit_id"), table_name="fact_corrections")
    op.drop_index(op.f("ix_fact_corrections_source_id"), table_name="fact_corrections")
    op.drop_table("fact_corrections")
    op.execute("UPDATE sources SET kind = 'session_note', facts = NULL WHERE kind = 'corrections'")
