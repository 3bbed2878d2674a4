"""The weekly file of mandates and the urgent files: which agreements leave, with which amounts, once each."""
import datetime

from books import minor
from codes import TO_SIGN, URGENT, starts
from facts import at

# After every week.
LATER = "9999"
KINDS = {"UPG": "UPGRADE", "REA": "REACTIVATION"}


class Agreement:
    """An agreement and what became of it, in order."""

    def __init__(self, campaign, call):
        self.campaign, self.call = campaign, call
        self.acts = [act for act in campaign.acts if act["callId"] == call["callId"]]

    def week_of(self, what):
        return next((act["week"] for act in self.acts if act["what"] == what), None)

    def ready_in(self):
        """The week in which it became one; None while a signature is missing."""
        if self.call["code"] in TO_SIGN:
            return self.week_of("signed")
        return self.call["week"]

    @property
    def is_sent_back(self):
        decisions = [act["what"] for act in self.acts if act["what"] in ("approved", "rejected")]
        return "rejected" in decisions


def agreements(campaign):
    return [Agreement(campaign, call) for call in campaign.closings.values() if starts(call["code"], "AC_")]


def check_weekly(month, judge):
    for campaign in month.campaigns.values():
        if campaign.kind == "MER":
            continue
        sent = {}
        for week in month.weeks:
            name = f"_{campaign.kind}_{campaign.country}_{week.replace('-W', '-S')}"
            check_file(judge, campaign, month.book("UNION_MANDATS" + name), week, sent)


def check_file(judge, campaign, book, week, sent):
    """Lines of the week: new ones, other amounts, cancellations; `sent` is what the charity has."""
    rows = book.rows("MANDATS")
    lines = {(row["ID_APPEL"], row["TYPE_LIGNE"]): row for row in rows}
    judge.equal(f"{book.name}: no line twice", len(lines), len(rows))
    held, expected = 0, set()
    for one in agreements(campaign):
        call_id, ready = one.call["callId"], one.ready_in()
        if ready is None or ready > week:
            continue
        if call_id in sent:
            expected |= {
                (call_id, line)
                for what, line in (("cancel", "X"), ("amount", "M"))
                if one.week_of(what) == week
            }
        elif not one.is_sent_back and (one.week_of("cancel") or LATER) > week:
            # Taken back later: after this file was built.
            if (call_id, "N") in lines:
                expected.add((call_id, "N"))
            else:
                held += 1
    judge.equal(f"{book.name}: lines", sorted(lines), sorted(expected))
    for (call_id, line), row in lines.items():
        check_line(judge, campaign, f"{book.name} {call_id} {line}", row)
        if line == "N":
            sent[call_id] = week
    check_gifts(judge, campaign, book, week)
    check_control(judge, campaign, book, rows, held, week)


def check_line(judge, campaign, where, row):
    call = campaign.by_call[row["ID_APPEL"]]
    donor = campaign.donor(call)
    amounts = [act for act in campaign.acts if act["what"] == "amount" and act["callId"] == row["ID_APPEL"]]
    new = call["newMinor"]
    if row["TYPE_LIGNE"] == "M":
        new = amounts[-1]["minor"]
    expected = {
        "ID_DONATEUR": call["donor"],
        "DATE_APPEL": at(call["endedAtMs"]).isoformat(timespec="seconds"),
        "TYPE_ACCORD": KINDS[campaign.kind],
        "DEVISE": campaign.currency,
        "ANCIEN_MONTANT": donor.old,
        "NOUVEAU_MONTANT": new,
        "COORDONNEES_MODIFIEES": "O" if call["corrections"] else "N",
    }
    money = {"ANCIEN_MONTANT", "NOUVEAU_MONTANT"}
    for column, value in expected.items():
        found = minor(row[column]) if column in money else row[column]
        judge.equal(f"{where} {column}", near(found, value) if column == "DATE_APPEL" else found, value)
    judge.equal(f"{where} DELTA", minor(row["DELTA"]), new - donor.old)


def near(found, expected):
    """The call ends when it is saved, a moment before its typing was noted: one second of difference is none."""
    gap = datetime.datetime.fromisoformat(expected) - datetime.datetime.fromisoformat(found)
    return expected if abs(gap.total_seconds()) <= 2 else found


def check_gifts(judge, campaign, book, week):
    rows = book.rows("DONS PONCTUELS")
    gifts = {call["callId"]: call for call in campaign.calls if starts(call["code"], "DP_") and call["week"] == week}
    judge.equal(f"{book.name}: gifts", sorted(row["ID_APPEL"] for row in rows), sorted(gifts))
    for row in rows:
        call = gifts[row["ID_APPEL"]]
        judge.equal(f"{book.name} gift {row['ID_APPEL']}", minor(row["MONTANT"]), call["oneOffMinor"])
        judge.equal(f"{book.name} gift {row['ID_APPEL']} code", row["QUALIFICATION"], call["code"])


def check_control(judge, campaign, book, rows, held, week):
    """Sums of what the file holds, and how many agreements it leaves out."""
    control, gifts = book.rows("CONTROLE")[:2]
    of = lambda line: [row for row in rows if row["TYPE_LIGNE"] == line]
    ready = [one for one in agreements(campaign) if one.call["week"] <= week]
    unsigned = [one for one in ready if one.ready_in() is None or one.ready_in() > week]
    back = [one for one in ready if one.is_sent_back and (one.week_of("cancel") or LATER) > week]
    expected = {
        "LIGNES": len(rows),
        "LIGNES_N": len(of("N")),
        "LIGNES_M": len(of("M")),
        "LIGNES_X": len(of("X")),
        "SOMME_NOUVEAU": sum(minor(row["NOUVEAU_MONTANT"]) or 0 for row in rows),
        "SOMME_DELTA": sum(minor(row["DELTA"]) or 0 for row in rows),
        "ACCORDS_RETENUS": held,
        "ACCORDS_REJETES": len(back),
        "ACCORDS_A_SIGNER": len(unsigned),
        "ACCORDS_A_VERIFIER": 0,
    }
    for column, value in expected.items():
        found = minor(control[column]) if column.startswith("SOMME") else control[column]
        judge.equal(f"{book.name} CONTROLE {column}", found, value)
    total = sum(minor(row["MONTANT"]) for row in book.rows("DONS PONCTUELS"))
    judge.equal(f"{book.name} CONTROLE gifts", minor(gifts["SOMME_NOUVEAU"]), total)


def check_urgent(month, judge):
    """Each stop, objection, complaint… in one file, of its day."""
    for campaign in month.campaigns.values():
        start = f"UNION_URGENT_{campaign.kind}_{campaign.country}_"
        told = {}
        for name, book in month.received.items():
            if not name.startswith(start):
                continue
            for row in book.rows("URGENT"):
                judge.equal(f"{name}: told once", row["ID_APPEL"] in told, False)
                told[row["ID_APPEL"]] = (row["DEMANDE"], name[len(start) :][:8])
        expected = {
            call["callId"]: (URGENT[call["code"]], at(call["endedAtMs"]).strftime("%Y%m%d"))
            for call in campaign.calls
            if call["code"] in URGENT
        }
        judge.equal(f"{campaign.code}: urgent", told, expected)
