"""
Counts a month again. `python3 recount DROP MAILS PAPERS TYPED…` prints as JSON, for each list of what was typed, how much was compared
and what disagrees.
"""
import json
import pathlib
import sys

from books import Book
from charity import check_charity, check_review
from facts import Month
from final import check_final
from forecast import check_forecasts, check_gaps
from judge import Judge
from mails import check_mails, read_mails
from reports import check_formulas, check_reports
from weekly import check_urgent, check_weekly

CHECKS = (
    *(check_formulas, check_reports, check_forecasts, check_weekly, check_urgent, check_mails),
    *(check_final, check_charity, check_review, check_gaps),
)


def recount(received, mails, sent, typed):
    month, judge = Month(received, sent, typed), Judge()
    month.mails = mails
    for check in CHECKS:
        check(month, judge)
    return {"compared": judge.compared, "faults": judge.faults}


drop, mails, papers, *lists = map(pathlib.Path, sys.argv[1:])
received = {path.name: Book(path) for path in sorted(drop.glob("*.xlsx"))}
pages = {path.name: path.read_text("utf8") for path in drop.glob("*.html")}
sent = {path.name: Book(path) for path in papers.glob("*.xlsx")}
json.dump([recount({**received, **pages}, read_mails(mails), sent, one) for one in lists], sys.stdout, ensure_ascii=False)
