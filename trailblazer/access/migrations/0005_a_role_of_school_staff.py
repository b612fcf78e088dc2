from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0004_organisations_have_a_version"),
    ]

    operations = [
        migrations.AlterField(
            model_name="invitation",
            name="role",
            field=models.CharField(
                choices=[
                    ("practitioner", "Education mental health practitioner"),
                    ("trainee", "Trainee education mental health practitioner"),
                    ("wellbeing_facilitator", "Wellbeing facilitator"),
                    ("family_support_worker", "Family support worker"),
                    ("psychologist", "Psychologist"),
                    ("therapist", "Higher-level therapist"),
                    ("supervisor", "Supervisor"),
                    ("team_lead", "Team lead"),
                    ("administrator", "Administrator"),
                    ("smhl", "Senior mental health lead"),
                    ("school_staff", "School staff"),
                    ("programme", "Programme"),
                    ("commissioner", "Commissioner"),
                    ("visitor", "Someone without an account"),
                    ("service", "The service itself"),
                ],
                max_length=32,
            ),
        ),
        migrations.AlterField(
            model_name="membership",
            name="role",
            field=models.CharField(
                choices=[
                    ("practitioner", "Education mental health practitioner"),
                    ("trainee", "Trainee education mental health practitioner"),
                    ("wellbeing_facilitator", "Wellbeing facilitator"),
                    ("family_support_worker", "Family support worker"),
                    ("psychologist", "Psychologist"),
                    ("therapist", "Higher-level therapist"),
                    ("supervisor", "Supervisor"),
                    ("team_lead", "Team lead"),
                    ("administrator", "Administrator"),
                    ("smhl", "Senior mental health lead"),
                    ("school_staff", "School staff"),
                    ("programme", "Programme"),
                    ("commissioner", "Commissioner"),
                    ("visitor", "Someone without an account"),
                    ("service", "The service itself"),
                ],
                max_length=32,
            ),
        ),
    ]
