"""What is read from the pages, and what a form sends."""

import html
import re

from trailblazer.young_people.models import YoungPerson


def words_of(response):
    """The words of a page, as they are read: without marks, with single spaces."""
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(html.unescape(text).split())


def fields_of(response):
    """Everything the page's last form would send, as a browser without script sends it."""
    form = re.findall(r"<form[^>]*method=\"post\".*?</form>", response.content.decode(), re.S)[-1]
    sent = {}
    for tag in re.findall(r"<input[^>]*>", form):
        values = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if values.get("type") in ("radio", "checkbox") and " checked" not in tag:
            continue
        sent.setdefault(html.unescape(values["name"]), []).append(html.unescape(values.get("value", "")))
    for name, text in re.findall(r"<textarea[^>]*name=\"(\w+)\"[^>]*>(.*?)</textarea>", form, re.S):
        sent[name] = [html.unescape(text)]
    for name, options in re.findall(r"<select[^>]*name=\"(\w+)\"[^>]*>(.*?)</select>", form, re.S):
        chosen = re.findall(r'<option value="([^"]*)" selected', options)
        sent[name] = [html.unescape(chosen[0])] if chosen else [""]
    sent.pop("csrfmiddlewaretoken", None)
    return sent


def send(client, address, **typed):
    """Opens a form, types into it, and sends it."""
    return client.post(address, fields_of(client.get(address)) | typed)


def people_listed(response):
    """Who is in a list, by the links to their records."""
    refs = re.findall(r'href="/young-people/(\w{16})"', response.content.decode())
    return [YoungPerson.objects.get(ref=ref).name for ref in refs]
