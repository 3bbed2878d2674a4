"""The final return: one row for each line that the charity sent, and every attempt."""
from codes import AGREED, UNCOUNTED_TRIES, is_pitched, is_useful, starts
from books import minor
from weekly import Agreement


def check_final(month, judge):
    for campaign in month.campaigns.values():
        book = month.book(f"UNION_RETOUR_{campaign.kind}_{campaign.country}_")
        rows = {row["ID_DONATEUR"]: row for row in book.rows("RETOUR")}
        judge.equal(f"{book.name}: donors", sorted(rows), sorted(campaign.donors))
        for donor_id, row in rows.items():
            check_row(judge, campaign, f"{book.name} {donor_id}", row)
        check_attempts(judge, campaign, book)
        control = book.rows("CONTROLE")[0]
        judge.equal(f"{book.name} FICHES", control["FICHES"], len(campaign.donors))
        judge.equal(f"{book.name} TENTATIVES", control["TENTATIVES"], len(campaign.calls))


def check_row(judge, campaign, where, row):
    donor = campaign.donors[row["ID_DONATEUR"]]
    calls = [call for call in campaign.calls if call["donor"] == donor.id]
    closing = campaign.closings.get(donor.id)
    yes = lambda flag: "O" if flag else "N"
    code = closing["code"] if closing else None
    expected = {
        "NB_TENTATIVES": sum(1 for call in calls if call["code"] not in UNCOUNTED_TRIES),
        "TRAITEE": yes(closing),
        "CU": yes(code and is_useful(code)),
        "CA": yes(code and is_pitched(code)),
        "DEVISE": campaign.currency,
        "DUREE_TOTALE_S": sum(call["seconds"] for call in calls),
    }
    if code:
        expected["STATUT_FINAL"] = code
    elif calls:
        # Open at the end: closed by the campaign.
        expected["STATUT_FINAL"] = "EF_CLOTURE"
    for column, value in expected.items():
        judge.equal(f"{where} {column}", row[column], value)
    if campaign.kind != "MER":
        check_amounts(judge, campaign, where, row, closing)
    corrected = [call for call in calls if call["corrections"]]
    if corrected:
        judge.equal(f"{where} VILLE_APRES", row["VILLE_APRES"], corrected[-1]["corrections"]["VILLE"])
    else:
        judge.equal(f"{where} VILLE_APRES", row["VILLE_APRES"], row["VILLE_AVANT"])


def check_amounts(judge, campaign, where, row, closing):
    donor = campaign.donors[row["ID_DONATEUR"]]
    judge.equal(f"{where} MONTANT_AVANT", minor(row["MONTANT_AVANT"]), donor.old)
    gift = closing["oneOffMinor"] if closing else None
    judge.equal(f"{where} DON_PONCTUEL", minor(row["DON_PONCTUEL"]), gift)
    if not closing or not starts(closing["code"], "AC_"):
        judge.equal(f"{where} ACCORD", row["ACCORD"], "N")
        return
    one = Agreement(campaign, closing)
    is_cancelled = one.week_of("cancel") is not None
    is_signed = closing["code"] in AGREED or one.week_of("signed") is not None
    judge.equal(f"{where} ACCORD", row["ACCORD"], "O" if is_signed and not is_cancelled else "N")
    if is_cancelled:
        judge.equal(f"{where} ACCORD_ANNULE", row["ACCORD_ANNULE"], "O")
        return
    changed = [act["minor"] for act in one.acts if act["what"] == "amount"]
    judge.equal(f"{where} MONTANT_APRES", minor(row["MONTANT_APRES"]), (changed or [closing["newMinor"]])[-1])


def check_attempts(judge, campaign, book):
    ranks, expected = {}, []
    for call in campaign.calls:
        # A busy line is no try.
        is_try = call["code"] not in UNCOUNTED_TRIES
        ranks[call["donor"]] = ranks.get(call["donor"], 0) + is_try
        expected.append((call["donor"], str(ranks[call["donor"]]) if is_try else "", call["code"]))
    found = [(row["ID_DONATEUR"], str(row["RANG"] or ""), row["CODE"]) for row in book.rows("TENTATIVES")]
    judge.equal(f"{book.name}: attempts", sorted(found), sorted(expected))
