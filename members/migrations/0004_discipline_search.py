from django.db import migrations, models

from chibo.vietnamese import fold


def fold_what_is_kept(apps, schema_editor):
    """Let the measures that stand there already be found by their words."""
    rows = apps.get_model("members", "Discipline").objects
    for row in rows.iterator():
        row.search = fold(
            " ".join([row.get_form_display(), row.decision, row.decided_by, row.reason])
        )
        row.save(update_fields=["search"])


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0003_sealed"),
    ]

    operations = [
        migrations.AddField(
            model_name="discipline",
            name="search",
            field=models.TextField(default="", editable=False),
        ),
        migrations.RunPython(fold_what_is_kept, migrations.RunPython.noop),
    ]
