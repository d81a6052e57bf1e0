"""The payers the clinic bills, and the service codes it bills."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import Form, Request, Response
from fastapi.responses import RedirectResponse

from chartside.services.errors import Invalid
from chartside.services.save_clinic_profile import save_clinic_profile
from chartside.web.forms import PAYER_LABELS, payer_of
from chartside.web.profile_forms import codes_of, lines_of
from chartside.web.routes import Routes
from chartside.web.session import Desk, desk
from chartside.web.settings_parts import SAVED, settings_page
from chartside.web.unit_table import RULE_NAMES

PAGE = Routes("settings_billing")


@PAGE.router.get("/settings/billing")
def show(request: Request, saved: str = "") -> Response:
    """Payers and codes."""
    with desk(request) as at:
        return _page(request, at, saved=SAVED if saved else "")


@PAGE.router.post("/settings/payers")
def save_payer(
    request: Request,
    payer_name: Annotated[str, Form()],
    payer_type: Annotated[str, Form()],
    unit_rule: Annotated[str, Form()],
    address: Annotated[str, Form()] = "",
    fax: Annotated[str, Form()] = "",
) -> Response:
    """Adds a payer, or changes the one of this name."""
    given = {
        "payer_name": payer_name,
        "payer_type": payer_type,
        "unit_rule": unit_rule,
        "address": address,
        "fax": fax,
    }
    with desk(request) as at:
        try:
            payer = payer_of(payer_name, payer_type, unit_rule)
            payer = replace(payer, address=lines_of(address), fax=fax.strip())
            known = {p.name.casefold(): p for p in at.profile.payer_choices}
            known[payer.name.casefold()] = payer
            usual, *others = known.values()
            save_clinic_profile(
                at.work, at.actor, profile=replace(at.profile, default_payer=usual, payers=tuple(others))
            )
        except Invalid as error:
            return _page(request, at, given=given, problem=str(error), status=422)
    return RedirectResponse("/settings/billing?saved=payer", status_code=303)


@PAGE.router.post("/settings/payers/{action}")
def change_payer(request: Request, action: str, name: Annotated[str, Form()]) -> Response:
    """Makes a payer the usual one, or removes one that is not the usual; episodes keep the payer they have."""
    with desk(request) as at:
        choices = at.profile.payer_choices
        found = next((p for p in choices if p.name == name), None)
        if found is None or action not in ("usual", "remove"):
            raise Invalid("This payer is not in the list any more; look at the list again.")
        others = [p for p in choices if p != found]
        usual = found if action == "usual" else at.profile.default_payer
        left = tuple(p for p in others if p != usual)
        save_clinic_profile(at.work, at.actor, profile=replace(at.profile, default_payer=usual, payers=left))
    return RedirectResponse("/settings/billing?saved=payer", status_code=303)


@PAGE.router.post("/settings/codes")
def save_codes(request: Request, codes: Annotated[str, Form()] = "") -> Response:
    """Keeps the codes the clinic bills."""
    with desk(request) as at:
        try:
            save_clinic_profile(at.work, at.actor, profile=replace(at.profile, codes=codes_of(codes)))
        except Invalid as error:
            return _page(request, at, codes=codes, problem=str(error), status=422)
    return RedirectResponse("/settings/billing?saved=codes", status_code=303)


def _page(
    request: Request,
    at: Desk,
    *,
    given: dict[str, str] | None = None,
    codes: str | None = None,
    saved: str = "",
    problem: str = "",
    status: int = 200,
) -> Response:
    blank = {"payer_name": "", "payer_type": "", "unit_rule": "cms", "address": "", "fax": ""}
    return settings_page(
        request,
        at,
        "billing",
        saved=saved,
        problem=problem,
        status=status,
        given=blank | (given or {}),
        codes=" ".join(at.profile.codes) if codes is None else codes,
        payer_types=PAYER_LABELS,
        payers=[
            (payer, PAYER_LABELS[payer.type], RULE_NAMES[payer.unit_rule], payer == at.profile.default_payer)
            for payer in at.profile.payer_choices
        ],
    )
