"""The log can only grow: the database itself refuses to change or delete its entries."""

from django.db import migrations

from chibo.audit.triggers import removal, statements


def _install(apps, schema_editor):
    for sql in statements(schema_editor.connection.vendor):
        schema_editor.execute(sql)


def _remove(apps, schema_editor):
    for sql in removal(schema_editor.connection.vendor):
        schema_editor.execute(sql)


class Migration(migrations.Migration):
    dependencies = [("chibo", "0001_initial")]
    operations = [migrations.RunPython(_install, _remove)]
