"""Triggers that keep the log append-only in the database itself.

Entries can be added. Of an entry only values and salt can be emptied, both at once; nothing can
be deleted.
"""

_TABLE = "chibo_entry"
_KEPT = [
    "chain_key", "sequence", "at", "actor_id", "verb", "subject_type", "subject_id",
    "digest", "previous", "hash",
]  # fmt: skip
_MESSAGE = "the audit log is append-only"
_CHANGED = " OR ".join(f'NEW."{c}" IS DISTINCT FROM OLD."{c}"' for c in _KEPT)
_ERASED = '(NEW."values" IS NULL AND NEW."salt" = \'\')'
_KEPT_VALUES = (
    '(NEW."salt" = OLD."salt" AND NEW."values"{cast} IS NOT DISTINCT FROM OLD."values"{cast})'
)
_NAMES = ("audit_no_delete", "audit_no_change", "audit_no_truncate")


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
        ]
    changed = changed.format(cast="")
    changed = changed.replace("IS NOT DISTINCT FROM", "IS").replace("IS DISTINCT FROM", "IS NOT")
    return [
        f"""CREATE TRIGGER audit_no_delete BEFORE DELETE ON {_TABLE}
        BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END""",
        f"""CREATE TRIGGER audit_no_change BEFORE UPDATE ON {_TABLE} WHEN {changed}
        BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END""",
    ]


def removal(vendor: str) -> list[str]:
    """Return the SQL that takes the triggers away; for tests that empty every table."""
    on = f" ON {_TABLE}" if vendor == "postgresql" else ""
    return [f"DROP TRIGGER IF EXISTS {name}{on}" for name in _NAMES]
