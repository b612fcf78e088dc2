"""A teacher books a quarter of an hour, the practitioner writes it down in two taps, the teacher reads what was agreed,
and the school's lead sees that advice was given, about what, and not who asked."""

TEACHER, LEAD = "School staff", "Senior mental health lead"
PRACTITIONER = "Education mental health practitioner"
QUESTION = "A pupil in my form cannot bear the noise at lunch. What can we change this week?"
AGREED = "Lunch pass and a quiet room from tomorrow"


def test_a_teacher_books_and_gets_advice(someone):
    teacher = someone().signs_in_as(TEACHER)
    school = teacher.page.get_by_text(f"{TEACHER}, ").first.inner_text().split(", ", 1)[1].strip()
    teacher.sees("Free times")
    free = teacher.page.get_by_role("link", name="Book ").first
    of_whom = free.inner_text().split(" with ")[-1].strip()
    free.click()
    teacher.chooses("Attention, autism and sensory needs").selects("Which years?", "Years 7 to 9")
    teacher.fills("What would you like to talk about?", "Maisie Olduvai cannot bear the noise")
    teacher.chooses("By telephone").fills("Where do we reach you?", "Extension 214")
    teacher.clicks("Book this time").sees("looks like somebody’s full name")
    teacher.fills("What would you like to talk about?", QUESTION).clicks("Book this time").sees("Booked")
    booking = teacher.path

    practitioner = someone(width=375, script=False).signs_in_as(PRACTITIONER, of="Sutton team")
    practitioner.opens(booking).sees(QUESTION).sees(of_whom).clicks("Write it down", exact=True)
    practitioner.fills("What we agreed", AGREED).clicks("Save").sees("What you agreed is on its way")

    teacher.opens("/advice/").sees(AGREED)
    lead = someone().signs_in_as(LEAD, of=school)
    lead.clicks("Ask for advice").clicks("Advice log of your school")
    lead.sees("Attention, autism and sensory needs").sees("In confidence").does_not_see(AGREED)
    lead.sees("Themes of the year").clicks("By term, as files").sees("Autumn")
    lead.finds_nothing_at(booking)
