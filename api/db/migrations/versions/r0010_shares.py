"""Links that share results, and summaries of results for lists, stored beside the answers.

Before, every list of results read each answer whole to find who is first.
"""

from collections.abc import Iterable

import orjson
import sqlalchemy as sa
from alembic import op

from api.db.columns import Moment
from api.db.migrations.columns import ID, reference
from api.db.migrations.documents import each
from mcda.plain import Plain

revision = "0010"
down_revision = "0009"

_LANGUAGES = ("en", "zh")


def upgrade() -> None:
    """Add shares, and fill the summaries from the stored answers."""
    with op.batch_alter_table("results") as table:
        table.add_column(sa.Column("headline", sa.JSON(), nullable=True))
    each("results", "answer", lambda answer: headline(orjson.loads(answer)), into="headline")
    with op.batch_alter_table("results") as table:
        table.alter_column("headline", existing_type=sa.JSON(), nullable=False)
    op.create_table(
        "shares",
        sa.Column("id", ID, nullable=False),
        sa.Column("assessment_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("by", sa.String(300), nullable=False),
        sa.Column("created_at", Moment(timezone=True), nullable=False),
        sa.Column("expires_at", Moment(timezone=True), nullable=False),
        sa.Column("withdrawn_at", Moment(timezone=True)),
        sa.Column("opened", sa.Integer(), nullable=False),
        sa.Column("last_opened_at", Moment(timezone=True)),
        reference("shares", "assessment_id", "assessments"),
        sa.PrimaryKeyConstraint("id", name="pk_shares"),
        sa.UniqueConstraint("digest", name="uq_shares_digest"),
    )
    op.create_index("ix_shares_listed", "shares", ["assessment_id", "created_at", "id"])


def headline(answer: Plain) -> Plain:
    """Return the summary of an answer that lists show, in the form of this revision."""
    verdict, record = answer.get("verdict") or {}, answer["record"]
    names = (answer.get("names") or {}).get("alternatives") or {}
    return {
        "firsts": [
            {"alternative": line["alternative"], "name": _name(names, line["alternative"])}
            for line in answer["ranking"]
            if line["rank"] == 1
        ],
        "word": verdict.get("word"),
        "share_first": verdict.get("share_first"),
        "catalogue": (record.get("catalogue") or {}).get("digest"),
        "overlay": record.get("overlay"),
        "private": _private(answer, record.get("spec") or {}),
    }


def _name(names: Plain, key: str) -> Plain:
    found = names.get(key)
    text = found["fields"]["text"] if isinstance(found, dict) else found
    by_language = text if isinstance(text, dict) else {}
    plain = text if isinstance(text, str) else key
    return {language: by_language.get(language) or plain for language in _LANGUAGES}


def _private(answer: Plain, spec: Plain) -> int:
    claims: Iterable[Plain] = (answer.get("claims") or {}).values()
    return sum(bool(claim.get("private")) for claim in claims) + len(spec.get("overrides") or ())
