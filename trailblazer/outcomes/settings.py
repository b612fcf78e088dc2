"""What a site may switch off."""

from django.conf import settings


def shows_t_scores() -> bool:
    """Whether T scores are given: off where a site has no leave to use the norms of the RCADS."""
    return bool(settings.RCADS_T_SCORES)
