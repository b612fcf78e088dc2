"""A course of support with a group beside it, and work that is no contact: recorded once, and counted right."""

from datetime import date

from tests.journeys.asking import TEAM

PRACTITIONER = "Education mental health practitioner"


def plans(person, name, kind, day, at="9am"):
    person.opens("/groups/").clicks("Plan a group").fills("Name", name).chooses(kind, under="Kind")
    group = person.page.get_by_role("group", name="First session")
    for box, value in zip(("Day", "Month", "Year"), day, strict=True):
        group.get_by_label(box).fill(value)
    person.fills("At what time?", at).fills("How many sessions", "2").clicks("Plan the group").sees(name)


def test_somebody_with_a_course_joins_a_group_and_one_register_records_them_all(someone):
    practitioner = someone().signs_in_as(PRACTITIONER, of=TEAM)
    plans(
        practitioner, "Sleep group, after school", "Group with named members", ("23", "11", "2026"), at="6pm"
    )
    group = practitioner.path
    practitioner.clicks("Add members")
    practitioner.opens(f"{practitioner.path}?q=e")
    boxes = practitioner.page.get_by_role("group", name="Who joins?").get_by_role("checkbox")
    names = [boxes.nth(n).evaluate("box => box.labels[0].querySelector('bdi').innerText") for n in range(2)]
    for number in range(2):
        boxes.nth(number).check()
    practitioner.types_day("From which day?", date(2026, 11, 23)).clicks("Add to the group")
    practitioner.sees(names[0]).sees(names[1])

    practitioner.clicks("Register").sees("One save makes 2 records")
    practitioner.page.get_by_role("group", name=f"Attendance, {names[1]}").get_by_label("Away").check()
    practitioner.page.get_by_label(f"Did {names[1]} tell us?").select_option(label="Told us: ill")
    practitioner.sees("1 contact, one for each member here").sees("1 absence, told beforehand")
    first_name = names[0].split()[0]
    practitioner.fills("Group note", f"{first_name} made a plan for the evening.").clicks("Save the register")
    practitioner.sees(f"Take the name “{first_name}” out of the group note")
    practitioner.fills("Group note", "Plans for the evening, in pairs.").clicks("Save the register")
    practitioner.sees("Register saved: 2 records").sees("1 of 2 here")
    assert practitioner.opens(group).sees("Done").status == 200


def test_an_assembly_is_counted_without_script_on_a_phone(someone):
    practitioner = someone(width=375, script=False).signs_in_as(PRACTITIONER, of=TEAM)
    plans(practitioner, "Assembly on exam stress", "Assembly", ("23", "11", "2026"), at="1pm")
    practitioner.clicks("Register").fills("Pupils", "180").fills("Minutes", "30").clicks("Save").sees("Saved")
    practitioner.opens(practitioner.path).sees("Function 2")


def test_other_work_takes_two_taps_and_counts_in_the_week(someone):
    practitioner = someone(width=375).signs_in_as(PRACTITIONER, of=TEAM).opens("/other-work/add")
    practitioner.chooses("Policy or curriculum work").clicks("Save")
    practitioner.sees("Policy or curriculum work").sees("Your week by function").sees("2 School")
