"""How a call may end, written again from docs/rules/dispositions.md: families are told by the letters of the codes."""

AGREED = {"AC_UP", "AC_RE"}
TO_SIGN = {"AC_RE_SIGN"}
THANKED = {"ME_FAIT", "ME_CONTACT"}
WRONG_NUMBER = {"EF_FAUX", "EF_MD"}
WRONG_RECIPIENT = {"EF_FAUX", "EF_MD", "EF_DEMENAGE"}
# The charity is told the same day.
URGENT = {
    **{code: "OPPOSITION" for code in ("OP_TEL", "OP_TOUT")},
    **{"OP_DROITS": "DROITS", "AR_STOP": "ARRET", "AR_BAISSE": "BAISSE", "AR_RECLAM": "RECLAMATION"},
    **{"EF_DECEDE": "DECES", "ME_CONTACT": "CONTACT"},
}
UNCOUNTED_TRIES = {"NJ_OCC", "NJ_COUPE", "NJ_TECH"}


def starts(code, *letters):
    return code.startswith(letters)


def is_open(code):
    """Somebody will be called again."""
    return starts(code, "NJ_", "RP_")


def is_useful(code):
    return starts(code, "AC_", "DP_", "RA_", "RS_", "NE_", "OP_", "AR_", "ME_")


def is_pitched(code):
    return starts(code, "AC_", "DP_", "RA_")


def is_refusal(code):
    return starts(code, "RA_", "RS_", "OP_") or code == "AR_STOP"


def is_neutral(code):
    return is_useful(code) and not (code in AGREED or code in THANKED or is_refusal(code) or starts(code, "DP_"))


def has_donor(code):
    """The donor in person was on the line."""
    return is_useful(code) or code in ("RP_PERSO", "RP_INDECIS")
