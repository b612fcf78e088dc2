"""The service's own secret, and the earlier ones that still open what they closed until they are taken out."""

from django.conf import settings


def newest_first() -> list[str]:
    return [str(settings.SECRET_KEY), *map(str, settings.SECRET_KEY_FALLBACKS)]
