from django.db import migrations

from trailblazer.access.wall import raise_wall


class Migration(migrations.Migration):
    dependencies = [("young_people", "0001_initial")]
    operations = [
        raise_wall(
            "young_people_youngperson",
            "young_people_carer",
            "young_people_consent",
            "young_people_competence",
            "young_people_quietmode",
            "young_people_matchkey",
            "young_people_historicalyoungperson",
            "young_people_historicalcarer",
        )
    ]
