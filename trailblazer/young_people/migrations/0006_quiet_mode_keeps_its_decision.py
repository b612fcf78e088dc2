from django.db import migrations

from trailblazer.access.references import new_ref

COPIED = ("provider_id", "young_person_id", "is_competent", "about", "reason", "decided_on", "decided_by_id")


def decide_about_parents_too(apps, schema_editor) -> None:
    """Of whoever had quiet mode, each decision was read both for help and for whether parents are told.

    So each stands for both: as it is for help, and once more for parents, in the same order; the steps of quiet mode
    then stand on that. Of whoever never had quiet mode nothing is said about parents: it is decided afresh.
    """
    competence, quiet_mode = (
        apps.get_model("young_people", "Competence"),
        apps.get_model("young_people", "QuietMode"),
    )
    people = quiet_mode.objects.values("young_person")
    for decision in competence.objects.filter(young_person__in=people, purpose="help").order_by("pk"):
        values = {name: getattr(decision, name) for name in COPIED}
        about_parents = competence.objects.create(**values, purpose="tell_parent", ref=new_ref())
        quiet_mode.objects.filter(competence=decision).update(competence=about_parents)


class Migration(migrations.Migration):
    dependencies = [("young_people", "0005_competence_by_purpose")]

    operations = [migrations.RunPython(decide_about_parents_too, migrations.RunPython.noop)]
