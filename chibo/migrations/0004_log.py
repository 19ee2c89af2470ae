"""The log by place and moment; the database refuses to shorten a chain's head, too."""

from django.db import migrations, models

from chibo.audit.triggers import removal, statements


def _install(apps, schema_editor):
    """Put all triggers anew: those of the entries stand there already."""
    vendor = schema_editor.connection.vendor
    for sql in [*removal(vendor), *statements(vendor)]:
        schema_editor.execute(sql)


class Migration(migrations.Migration):
    dependencies = [("chibo", "0003_trust")]

    operations = [
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["chain_key", "at"], name="audit_entry_chain"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["at", "id"], name="audit_entry_at"),
        ),
        migrations.RunPython(_install, migrations.RunPython.noop),
    ]
