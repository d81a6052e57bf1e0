"""The tables. Moments are ISO 8601 text in UTC, days ISO text; records are JSON text (domain/records.py)."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

users = Table(
    "users",
    metadata,
    Column("id", Text, primary_key=True),
    Column("email", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("roles", Text, nullable=False),
    Column("credentials", Text, nullable=False),
    Column("license_number", Text, nullable=False),
)

sign_in_attempts = Table(
    "sign_in_attempts",
    metadata,
    Column("key", Text, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("last_at", Text, nullable=False),
)

sign_in_links = Table(
    "sign_in_links",
    metadata,
    Column("token_hash", Text, primary_key=True),
    Column("user_id", Text, ForeignKey("users.id"), nullable=False),
    Column("expires_at", Text, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", Text, primary_key=True),
    Column("user_id", Text, ForeignKey("users.id"), nullable=False),
    Column("created_at", Text, nullable=False),
    Column("last_seen", Text, nullable=False),
)

profile = Table(
    "profile",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("record", Text, nullable=False),
)

patients = Table(
    "patients",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("birth_date", Text),
    Column("sex", Text),
    Column("record_number", Text),
)

episodes = Table(
    "episodes",
    metadata,
    Column("id", Text, primary_key=True),
    Column("patient_id", Text, ForeignKey("patients.id"), nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("side", Text),
    Column("region", Text),
    Column("payer_name", Text, nullable=False),
    Column("payer_type", Text, nullable=False),
    Column("unit_rule", Text, nullable=False),
    Column("visits_planned", Integer),
    Column("start", Text),
)

visits = Table(
    "visits",
    metadata,
    Column("id", Text, primary_key=True),
    Column("episode_id", Text, ForeignKey("episodes.id"), nullable=False, index=True),
    Column("date", Text, nullable=False, index=True),
    Column("number", Integer),
    Column("clinician_id", Text, ForeignKey("users.id")),
)

blobs = Table(
    "blobs",
    metadata,
    Column("id", Text, primary_key=True),
    Column("sealed_key", LargeBinary, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

sources = Table(
    "sources",
    metadata,
    Column("id", Text, primary_key=True),
    Column("visit_id", Text, ForeignKey("visits.id"), nullable=False, index=True),
    Column("key", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", Text),
    Column("media_type", Text),
    Column("sha256", Text, nullable=False),
    Column("date", Text),
    Column("text", Text),
    Column("segments", Text),
    Column("problem", Text),
    Column("blob_id", Text, ForeignKey("blobs.id")),
    Column("facts", Text),
    Column("position", Integer, nullable=False),
    Column("removed", Boolean, nullable=False, default=False),
)

answers = Table(
    "answers",
    metadata,
    Column("id", Text, primary_key=True),
    Column("visit_id", Text, ForeignKey("visits.id"), nullable=False, index=True),
    Column("question_id", Text, nullable=False),
    Column("section", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)

fact_corrections = Table(
    "fact_corrections",
    metadata,
    Column("id", Text, primary_key=True),
    Column("number", Integer, nullable=False, unique=True),
    Column("visit_id", Text, ForeignKey("visits.id"), nullable=False, index=True),
    Column("source_id", Text, ForeignKey("sources.id"), nullable=False, index=True),
    Column("reading", Text, nullable=False),
    Column("original", Text, nullable=False),
    Column("beside", Text, nullable=False),
    Column("corrected", Text),
    Column("undone", Boolean, nullable=False),
    Column("by", Text, ForeignKey("users.id"), nullable=False),
    Column("at", Text, nullable=False),
)

prompts = Table(
    "prompts",
    metadata,
    Column("kind", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("restores", Integer),
    Column("by", Text, ForeignKey("users.id"), nullable=False),
    Column("at", Text, nullable=False),
    Column("note", Text, nullable=False),
    PrimaryKeyConstraint("kind", "number"),
)

documents = Table(
    "documents",
    metadata,
    Column("id", Text, primary_key=True),
    Column("visit_id", Text, ForeignKey("visits.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Index("uq_documents_visit_kind", "visit_id", "kind", unique=True),
)

revisions = Table(
    "revisions",
    metadata,
    Column("document_id", Text, ForeignKey("documents.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("signed", Boolean, nullable=False, default=False),
    PrimaryKeyConstraint("document_id", "number"),
)

signatures = Table(
    "signatures",
    metadata,
    Column("document_id", Text, ForeignKey("documents.id"), primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("clinician_id", Text, ForeignKey("users.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("credentials", Text, nullable=False),
    Column("signed_at", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("meaning", Text, nullable=False),
)

addenda = Table(
    "addenda",
    metadata,
    Column("document_id", Text, ForeignKey("documents.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("clinician_id", Text, ForeignKey("users.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("credentials", Text, nullable=False),
    Column("signed_at", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("meaning", Text, nullable=False),
    PrimaryKeyConstraint("document_id", "position"),
)

trail = Table(
    "trail",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
)

trail_head = Table(
    "trail_head",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("rows", Integer, nullable=False),
    Column("hash", Text, nullable=False),
    Column("mac", Text, nullable=False),
)
