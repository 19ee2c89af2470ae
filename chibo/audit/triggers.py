"""Triggers that keep the log append-only in the database itself.

Entries can be added. Of an entry only values and salt can be emptied, both at once; nothing can
be deleted. The head of a chain changes only as the chain grows. SQLite's `INSERT OR REPLACE`
deletes without asking the triggers of a deletion, so there an entry that stands already is not
added, and a head that stands already stays as it is.
"""

_TABLE, _HEADS = "chibo_entry", "chibo_chain"
_KEPT = [
    "id", "chain_key", "sequence", "at", "actor_id", "verb", "subject_type", "subject_id",
    "digest", "previous", "hash",
]  # fmt: skip
_MESSAGE = "the audit log is append-only"
_CHANGED = " OR ".join(f'NEW."{c}" IS DISTINCT FROM OLD."{c}"' for c in _KEPT)
_ERASED = '(NEW."values" IS NULL AND NEW."salt" = \'\')'
_KEPT_VALUES = (
    '(NEW."salt" = OLD."salt" AND NEW."values"{cast} IS NOT DISTINCT FROM OLD."values"{cast})'
)
_SHORTENED = (
    'NEW."id" IS DISTINCT FROM OLD."id" OR NEW."key" IS DISTINCT FROM OLD."key" OR NEW."length" < OLD."length" OR '
    '(NEW."length" = OLD."length" AND NEW."head" IS DISTINCT FROM OLD."head")'
)
_NAMES = {
    _TABLE: ("audit_no_delete", "audit_no_change", "audit_no_truncate", "audit_no_replace"),
    _HEADS: (
        "audit_head_no_delete",
        "audit_head_no_change",
        "audit_head_no_truncate",
        "audit_head_no_replace",
    ),
}


def statements(vendor: str) -> list[str]:
    """Return the SQL that installs the triggers on this kind of database."""
    changed = f"{_CHANGED} OR NOT ({_ERASED} OR {_KEPT_VALUES})"
    if vendor == "postgresql":
        return [
            f"""CREATE OR REPLACE FUNCTION audit_append_only() RETURNS trigger AS $$
            BEGIN RAISE EXCEPTION '{_MESSAGE}'; END $$ LANGUAGE plpgsql""",
            f"""CREATE TRIGGER audit_no_delete BEFORE DELETE ON {_TABLE}
            FOR EACH ROW EXECUTE FUNCTION audit_append_only()""",
            f"""CREATE TRIGGER audit_no_change BEFORE UPDATE ON {_TABLE} FOR EACH ROW
            WHEN ({changed.format(cast="::text")}) EXECUTE FUNCTION audit_append_only()""",
            f"""CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON {_TABLE}
            FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()""",
            f"""CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON {_HEADS}
            FOR EACH ROW EXECUTE FUNCTION audit_append_only()""",
            f"""CREATE TRIGGER audit_head_no_change BEFORE UPDATE ON {_HEADS} FOR EACH ROW
            WHEN ({_SHORTENED}) EXECUTE FUNCTION audit_append_only()""",
            f"""CREATE TRIGGER audit_head_no_truncate BEFORE TRUNCATE ON {_HEADS}
            FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()""",
        ]
    changed, shortened = _in_sqlite(changed.format(cast="")), _in_sqlite(_SHORTENED)
    return [
        f"""CREATE TRIGGER audit_no_delete BEFORE DELETE ON {_TABLE}
        BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END""",
        f"""CREATE TRIGGER audit_no_change BEFORE UPDATE ON {_TABLE} WHEN {changed}
        BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END""",
        f"""CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON {_HEADS}
        BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END""",
        f"""CREATE TRIGGER audit_head_no_change BEFORE UPDATE ON {_HEADS} WHEN {shortened}
        BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END""",
        f"""CREATE TRIGGER audit_no_replace BEFORE INSERT ON {_TABLE} WHEN EXISTS (
        SELECT 1 FROM {_TABLE} WHERE "id" = NEW."id" OR
        ("chain_key" = NEW."chain_key" AND "sequence" = NEW."sequence"))
        BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END""",  # noqa: S608 - our own names
        f"""CREATE TRIGGER audit_head_no_replace BEFORE INSERT ON {_HEADS} WHEN EXISTS (
        SELECT 1 FROM {_HEADS} WHERE "id" = NEW."id" OR "key" = NEW."key")
        BEGIN SELECT RAISE(IGNORE); END""",  # noqa: S608 - our own names
    ]


def removal(vendor: str) -> list[str]:
    """Return the SQL that takes the triggers away; for tests that empty every table."""
    return [
        f"DROP TRIGGER IF EXISTS {name}{f' ON {table}' if vendor == 'postgresql' else ''}"
        for table, names in _NAMES.items()
        for name in names
    ]


def _in_sqlite(condition: str) -> str:
    condition = condition.replace("IS NOT DISTINCT FROM", "IS")
    return condition.replace("IS DISTINCT FROM", "IS NOT")
