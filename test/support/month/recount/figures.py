"""The indicators of R-21 and of a thank-you campaign, counted again call by call."""
from codes import (AGREED, THANKED, TO_SIGN, WRONG_RECIPIENT, is_neutral, is_pitched, is_refusal, is_useful, starts)


class Ratio:
    """A quotient kept whole until it is rounded; over nothing there is none."""

    def __init__(self, part, whole):
        self.part, self.whole = part, whole


class Timed(Ratio):
    """A quotient with measured seconds in it: the house reads its clock a moment before or after whoever typed."""

    def __init__(self, of, seconds):
        self.of, self.seconds = of, seconds
        super().__init__(*of(seconds))

    def around(self):
        slack = 5 if self.seconds else 0
        return Ratio(*self.of(self.seconds - slack)), Ratio(*self.of(self.seconds + slack))


def per_hour(calls):
    return lambda seconds: (calls * 3600, seconds)


def count(calls, question):
    return sum(1 for call in calls if question(call["code"]))


class Span:
    """A week, or everything until its end."""

    def __init__(self, campaign, weeks, callable_rows):
        self.campaign, self.callable = campaign, callable_rows
        until = max(weeks)
        inside = lambda ms_week: ms_week in weeks
        self.calls = [call for call in campaign.calls if inside(call["week"])]
        self.closed = [call for call in campaign.closings.values() if inside(call["week"])]
        self.closed_until = [call for call in campaign.closings.values() if call["week"] <= until]
        self.acts = [act for act in campaign.acts if inside(act["week"])]
        self.acts_until = [act for act in campaign.acts if act["week"] <= until]
        self.seconds = sum(
            (shift["toMs"] - shift["fromMs"]) / 1000 for shift in campaign.shifts if inside(shift["week"])
        )

    def given(self):
        """What became agreements in the span: said, or signed where a signature was needed."""
        said = [call for call in self.closed if call["code"] in AGREED]
        signed = [self.campaign.by_call[act["callId"]] for act in self.acts if act["what"] == "signed"]
        return said + signed

    def cancelled(self):
        return [act for act in self.acts if act["what"] == "cancel"]

    def sums(self):
        """Net count, and monthly amounts before and after, of the agreements."""
        campaign = self.campaign
        net = len(self.given()) - len(self.cancelled())
        old = sum(map(campaign.old, self.given()))
        new = sum(map(campaign.new, self.given()))
        for act in self.acts:
            call = campaign.by_call[act["callId"]]
            if act["what"] == "cancel":
                old -= campaign.old(call)
                new -= campaign.donor(call).monthly(act["beforeMinor"])
            elif act["what"] == "amount":
                monthly = campaign.donor(call).monthly
                new += monthly(act["minor"]) - monthly(act["beforeMinor"])
        return net, old, new

    def one_off_minor(self):
        return sum(call["oneOffMinor"] for call in self.calls if starts(call["code"], "DP_"))

    def standing(self, call):
        """Cancelled or not signed by the end of the span: such a contact is useful still."""
        acts = [act["what"] for act in self.acts_until if act["callId"] == call["callId"]]
        if "cancel" in acts:
            return "cancelled"
        return "unsigned" if call["code"] in TO_SIGN and "signed" not in acts else "counted"

    def asked(self):
        """Lines of a campaign that asks, by label: number, amount (minor units) or ratio."""
        net, old, new = self.sums()
        closed, campaign = self.closed, self.campaign
        treated, useful = len(closed), count(closed, is_useful)
        pitched = count(closed, is_pitched)
        brought = new - old if campaign.kind == "UPG" else new
        agreed = [call for call in closed if starts(call["code"], "AC_")]
        standing = [self.standing(call) for call in agreed]
        return {
            "Nombre d’accords": net,
            "Accords recueillis": len(self.given()),
            "Annulations (déduites)": len(self.cancelled()),
            "Dons ponctuels (comptés à part)": count(closed, lambda code: starts(code, "DP_")),
            "Montant des dons ponctuels": self.one_off_minor(),
            "Reprises en attente de signature": standing.count("unsigned"),
            "Refus argumentés": count(closed, lambda code: starts(code, "RA_")),
            "CU stricts (contacts argumentés)": pitched,
            "dont accords": standing.count("counted"),
            "dont accords annulés depuis": standing.count("cancelled"),
            "dont dons ponctuels": count(closed, lambda code: starts(code, "DP_")),
            "dont neutres": count(closed, lambda code: is_neutral(code) and code not in TO_SIGN)
            + standing.count("unsigned"),
            "Taux d’accords / contacts utiles": Ratio(net, useful),
            "Taux d’accords / contacts argumentés": Ratio(net, pitched),
            "Taux d’argumentation / fiches traitées": Ratio(pitched, treated),
            "Contacts argumentés par heure": Timed(per_hour(count(self.calls, is_pitched)), self.seconds),
            "Contacts argumentés de la période": count(self.calls, is_pitched),
            "Montant moyen (upgrade ou réactivation)": Ratio(brought, net),
            "Somme mensuelle": brought,
            "Montant moyen du PA initial": Ratio(old, net),
            "Somme des PA initiaux": old,
            "PA initial moyen du fichier livré": Ratio(
                sum(donor.old_monthly for donor in campaign.donors.values()), len(campaign.donors)
            ),
            "Montant moyen du PA upgradé ou réactivé": Ratio(new, net),
            "Somme des nouveaux PA": new,
            "Taux de survalorisation": Ratio(new - old, old) if campaign.kind == "UPG" else Ratio(0, 0),
        }

    def thanked(self):
        """Lines that only a thank-you campaign has."""
        closed, thanked = self.closed, count(self.closed, lambda code: code in THANKED)
        useful = count(closed, is_useful)
        said = lambda word: sum(1 for call in self.calls if word in call["said"])
        answers = said("SATISF_OUI") + said("SATISF_EN_PARTIE") + said("SATISF_NON")
        corrected = sum(1 for call in self.calls if call["corrections"])
        return {
            "Remerciements faits": thanked,
            "dont souhaits d’être rappelé par l’association": count(closed, lambda code: code == "ME_CONTACT"),
            "dont remerciements faits": thanked,
            "dont neutres": count(closed, is_neutral),
            "Taux de remerciements / contacts utiles": Ratio(thanked, useful),
            "Remerciements faits par heure": Timed(per_hour(thanked), self.seconds),
            "Coordonnées corrigées": corrected,
            "Part des contacts utiles": Ratio(corrected, useful),
            "Réponses à la question de satisfaction": answers,
            "dont « oui »": said("SATISF_OUI"),
            "dont « en partie »": said("SATISF_EN_PARTIE"),
            "dont « non »": said("SATISF_NON"),
            "Ne souhaitent pas répondre": said("SATISF_NON_DIT"),
            "Part de « oui » parmi les réponses": Ratio(said("SATISF_OUI"), answers),
        }

    def lines(self):
        """Every line that the campaign's report has, but the standings that its files decide."""
        closed, campaign = self.closed, self.campaign
        treated, useful = len(closed), count(closed, is_useful)
        delivered = len(campaign.donors)
        wrong = count(closed, lambda code: code in WRONG_RECIPIENT)
        return {
            **(self.thanked() if campaign.kind == "MER" else self.asked()),
            "Nombre de refus": count(closed, is_refusal),
            "Refus sans écoute": count(closed, lambda code: starts(code, "RS_")),
            "Oppositions": count(closed, lambda code: starts(code, "OP_")),
            "Demandes d’arrêt": count(closed, lambda code: code == "AR_STOP"),
            "Contacts utiles": useful,
            "dont refus": count(closed, is_refusal),
            "Contacts en échec": treated - useful,
            "En cours (fiches ouvertes, hors échecs)": self.callable - len(self.closed_until),
            "Clôturées sans être traitées": 0,
            "Fiches traitées": treated,
            "Taux de fiches traitées / en production": Ratio(treated, self.callable),
            "Taux de fiches traitées / livrées": Ratio(treated, delivered),
            "Taux de contact utile / traitées": Ratio(useful, treated),
            "Taux de contact utile / livrées": Ratio(useful, delivered),
            "Heures de production": Timed(lambda seconds: (seconds, 3600), self.seconds),
            "Taux de mauvais destinataires / traitées": Ratio(wrong, treated),
            "Mauvais destinataires au sens strict": Ratio(count(closed, lambda code: code == "EF_MD"), treated),
        }
