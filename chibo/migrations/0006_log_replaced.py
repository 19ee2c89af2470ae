"""The database refuses to replace an entry or a head by another, too."""

from django.db import migrations

from chibo.audit.triggers import removal, statements


def _install(apps, schema_editor):
    """Put all triggers anew."""
    vendor = schema_editor.connection.vendor
    for sql in [*removal(vendor), *statements(vendor)]:
        schema_editor.execute(sql)


class Migration(migrations.Migration):
    dependencies = [("chibo", "0005_privacy")]

    operations = [migrations.RunPython(_install, migrations.RunPython.noop)]
