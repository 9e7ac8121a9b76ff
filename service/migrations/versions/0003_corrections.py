"""Attempts that got nowhere; what stories were asked for; corrections that stay in force."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds two columns and a table."""
    op.add_column("jobs", sa.Column("stalled", sa.Integer, nullable=False, server_default="0"))
    op.add_column("stories", sa.Column("options", sa.Text, nullable=False, server_default="{}"))
    op.create_table(
        "story_links",
        sa.Column("owner", sa.String(64), primary_key=True),
        sa.Column("first", sa.String(200), primary_key=True),
        sa.Column("second", sa.String(200), primary_key=True),
        sa.Column("together", sa.Boolean, nullable=False),
        sa.Column("created", sa.Double, nullable=False),
    )
    op.create_index("ix_story_links_second", "story_links", ["owner", "second"])


def downgrade() -> None:
    """Drops them."""
    op.drop_table("story_links")
    op.drop_column("stories", "options")
    op.drop_column("jobs", "stalled")
