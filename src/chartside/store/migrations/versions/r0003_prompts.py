"""The clinic's versions of prompts, and the triggers that keep them."""

import sqlalchemy as sa
from alembic import op

from chartside.store.immutability import prompt_triggers

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "prompts",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("restores", sa.Integer(), nullable=True),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["users.id"], name=op.f("fk_prompts_by_users")),
        sa.PrimaryKeyConstraint("kind", "number", name=op.f("pk_prompts")),
    )
    for statement in prompt_triggers().values():
        op.execute(statement)


def downgrade() -> None:
    """Drop it; the older program uses the built-in prompts."""
    for name in prompt_triggers():
        op.execute(f"DROP TRIGGER {name}")
    op.drop_table("prompts")
