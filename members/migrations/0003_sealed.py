from django.db import migrations

import chibo.fields
from chibo.fields import Unopened


def seal_what_is_kept(apps, schema_editor):
    """Seal incomes, and formulas that show them, which stood there in clear until now."""
    for model, name in (("DuesProfile", "base"), ("DuesCharge", "formula")):
        rows = apps.get_model("members", model).objects
        for pk, value in rows.values_list("pk", name).iterator():
            if isinstance(value, Unopened):
                rows.filter(pk=pk).update(**{name: str(value.sealed)})


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0002_trust"),
    ]

    operations = [
        migrations.AlterField(
            model_name="duescharge",
            name="formula",
            field=chibo.fields.SealedTextField(blank=True, verbose_name="cách tính"),
        ),
        migrations.AlterField(
            model_name="duesprofile",
            name="base",
            field=chibo.fields.SealedIntegerField(
                blank=True, null=True, verbose_name="thu nhập tính đảng phí"
            ),
        ),
        migrations.RunPython(seal_what_is_kept),
    ]
