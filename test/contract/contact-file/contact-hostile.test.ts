import { afterAll, expect, test } from 'vitest';
import { contactReader } from '../../../server/domain/contact-file/contact-sheet.ts';
import { saysSomething } from '../../../server/domain/contact-file/contact-texts.ts';
import { DateOrders } from '../../../server/domain/contact-file/dates/date-orders.ts';
import {
  checkHiddenRows,
  checkHiddenSheets,
  NO_HIDDEN_ROW,
  withHidden,
} from '../../../server/domain/contact-file/hidden-parts.ts';
import { openWorkbooks } from '../../../server/excel/workbooks.ts';
import { isAppError } from '../../../shared/errors.ts';
import { hostileCampaign } from '../../support/campaign/campaign-of-hostile.ts';
import type { HostileWorkbook } from '../../support/contact-file/hostile-cases.ts';
import { IBAN_IN_CLEAR } from '../../support/contact-file/hostile-values.ts';
import { HOSTILE_WORKBOOKS } from '../../support/contact-file/hostile-workbooks.ts';
import { settings } from '../../support/store/store-campaign.ts';

const workbooks = openWorkbooks();
afterAll(() => workbooks.close());

/** Duplicates are found by the step, which knows the other rows. */
const ofTheStep = (outcome: string) => (outcome === 'EF_DOUBLON' ? 'accepted' : outcome);

async function judge({ bytes, campaign }: HostileWorkbook) {
  const sheet = await workbooks.reader.read(bytes());
  const settled = settings(hostileCampaign(campaign));
  const rows = sheet.rows.filter(saysSomething);
  const read = (doubted: readonly string[]) =>
    rows.map(contactReader({ ...sheet, doubted: new Set(doubted) }, settled, '2026-11-23'));
  const first = read([]);
  checkHiddenSheets(sheet, settled);
  checkHiddenRows(withHidden(NO_HIDDEN_ROW, rows));
  // As the step does: the last rows may put in doubt the dates of the first.
  const orders = new DateOrders();
  for (const row of first) orders.note(row.kind === 'rejected' ? row.problems : row.warnings);
  return orders.mixed().length === 0 ? first : read(orders.mixed());
}

/** Each is read once, a refused one too: bombs are long to refuse. */
const byName = new Map<string, ReturnType<typeof judge>>();

function verdicts(hostile: HostileWorkbook): ReturnType<typeof judge> {
  const known = byName.get(hostile.name) ?? judge(hostile);
  byName.set(hostile.name, known);
  return known;
}

test.each(HOSTILE_WORKBOOKS.filter((one) => 'rows' in one.expected))('$name', async (hostile) => {
  const { expected } = hostile;
  const rows = await verdicts(hostile);
  const seen = rows.map((row) => ({
    outcome: row.kind === 'rejected' ? 'rejected' : (row.exclusion?.code ?? 'accepted'),
    codes: [...new Set((row.kind === 'rejected' ? row.problems : row.warnings).map((one) => one.code))],
  }));
  const wanted = 'rows' in expected ? expected.rows : [];
  expect(seen).toEqual(wanted.map(({ outcome, codes }) => ({ outcome: ofTheStep(outcome), codes })));
});

test.each(HOSTILE_WORKBOOKS.filter((one) => 'refused' in one.expected))(
  '$name is refused',
  async (hostile) => {
    const { expected } = hostile;
    const error = await verdicts(hostile).catch((cause: unknown) => cause);
    expect(isAppError(error) && { code: error.code, hint: error.hint !== '' }).toEqual({
      code: 'refused' in expected && expected.refused,
      hint: true,
    });
  },
);

test('no message repeats a value of the file', async () => {
  for (const hostile of HOSTILE_WORKBOOKS) {
    const rows = await verdicts(hostile).catch((cause: unknown) => String(cause));
    const messages =
      typeof rows === 'string'
        ? [rows]
        : rows.flatMap((row) =>
            (row.kind === 'rejected' ? row.problems : row.warnings).map((one) => one.message),
          );
    for (const value of ['Testeur', 'exemple.invalid', IBAN_IN_CLEAR, '99 00', '1990'])
      expect(messages.join('\n')).not.toContain(value);
  }
});
