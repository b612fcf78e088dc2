"""What every page is given."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

from trailblazer.ui.words import PSEUDO


def context(request: HttpRequest) -> dict[str, Any]:
    from trailblazer.domain.codes import crisis_help

    language = translation.get_language()
    return {
        "member": getattr(request, "member", None),
        "today": getattr(request, "today", None),
        "is_demo": settings.DEMO,
        "cspNonce": getattr(request, "csp_nonce", ""),
        "leave_quickly_to": settings.LEAVE_QUICKLY_TO,
        "crisis": crisis_help(),
        "html_lang": "en-GB",
        "html_dir": "rtl" if language == PSEUDO else "ltr",
        "here": request.path,
        "query": request.GET,
        "school_sign_in": settings.OIDC_NAME if settings.OIDC_ISSUER else "",
        "idle_minutes": settings.SESSION_COOKIE_AGE // 60,
    }
