from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("care", "0007_a_session_of_a_group_says_why_it_goes_ahead"),
    ]

    operations = [
        migrations.AddField(
            model_name="groupmember",
            name="all_the_same",
            field=models.CharField(blank=True, max_length=200),
        ),
    ]
