from django.db import migrations, models

from chibo.vietnamese import fold


def fold_what_is_kept(apps, schema_editor):
    """Let the commitments that stand there already be found by their words."""
    rows = apps.get_model("meetings", "Commitment").objects
    for row in rows.iterator():
        row.search = fold(row.text)
        row.save(update_fields=["search"])


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0003_files"),
    ]

    operations = [
        migrations.AddField(
            model_name="commitment",
            name="search",
            field=models.TextField(default="", editable=False),
        ),
        migrations.RunPython(fold_what_is_kept, migrations.RunPython.noop),
    ]
