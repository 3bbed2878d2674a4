"""Confirmations, as the relay took them: one for each agreement and gift by link, one more for each correction (R-24)."""
import email
import email.policy
from collections import Counter

from codes import starts

WITH_MAIL = ("AC_", "DP_LIEN", "DP_PRLV", "RA_CANAL", "RP_INDECIS")


def read_mails(folder):
    """Address and whole text of each."""
    mails = []
    for path in sorted(folder.glob("*.eml")):
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        mails.append((message["To"].addresses[0].addr_spec, message.get_body(("plain",)).get_content()))
    return mails


def check_mails(month, judge):
    calls = {call_id: (one, call) for one in month.campaigns.values() for call_id, call in one.by_call.items()}
    found = Counter()
    for address, text in month.mails:
        told = [call_id for call_id in calls if call_id in text]
        judge.equal(f"mail to {address}: names its call", len(told), 1)
        found.update((call_id, address) for call_id in told)
    expected = Counter()
    for call_id, (campaign, call) in calls.items():
        address = campaign.donor(call).email
        if address and starts(call["code"], *WITH_MAIL):
            corrections = [act for act in campaign.acts if act["callId"] == call_id and act["what"] in ("cancel", "amount")]
            expected[call_id, address] = 1 + len(corrections)
    judge.equal("mails", dict(found), dict(expected))
