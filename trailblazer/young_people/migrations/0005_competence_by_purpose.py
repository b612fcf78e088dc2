from django.db import migrations, models


class Migration(migrations.Migration):
    """What was decided before says "help": who agrees to it was what every decision was read for."""

    dependencies = [("young_people", "0004_quiet_mode_could_not_be_asked_about")]

    operations = [
        migrations.AddField(
            model_name="competence",
            name="purpose",
            field=models.CharField(default="help", max_length=32),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="competence",
            name="about",
            field=models.CharField(blank=True, max_length=100),
        ),
    ]
