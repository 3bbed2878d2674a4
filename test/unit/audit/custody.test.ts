import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AUDIT_ACTIONS, type SubjectKind } from '../../../server/domain/audit/audit-actions.ts';
import { auditMatcher } from '../../../server/domain/audit/audit-search.ts';
import { idRanges, rangesHold } from '../../../server/domain/lists/id-ranges.ts';
import { requestDueOn } from '../../../server/domain/persons/person-deadline.ts';

test('R-32 ranges hold the numbers they were made of, and no other', () => {
  const ids = fc.uniqueArray(fc.integer({ min: 1, max: 200 }), { maxLength: 40 });
  fc.assert(
    fc.property(ids, fc.integer({ min: 1, max: 200 }), (some, one) => {
      expect(rangesHold(idRanges(some), new Set([one]))).toBe(some.includes(one));
    }),
  );
  expect(idRanges([9, 3, 10, 7, 8])).toBe('3,7-10');
});

test('R-32 an opening of many is about a record of its own campaign only', () => {
  const matches = auditMatcher({ records: [{ recordId: 8, campaign: 'A-2026', belongings: {} }] });
  const row = { atMs: 1, actor: 'x', action: 'record.open', subject: 'records', detail: { records: '7-10' } };
  expect(matches({ ...row, campaign: 'A-2026' })).toBe(true);
  expect(matches({ ...row, campaign: 'B-2026' })).toBe(false);
  expect(matches({ ...row, campaign: 'A-2026', detail: { records: '9-10' } })).toBe(false);
});

const ABOUT = {
  recordId: 8,
  campaign: 'A-2026',
  belongings: { call: ['c-8'], email: ['e-8'], request: ['r-8'], incident: ['21'], task: ['t-8'] },
} as const;
/** The subject under which an act of each kind would tell of record 8. */
const OWN: Partial<Record<SubjectKind, string>> = {
  record: '8',
  call: 'c-8',
  email: 'e-8',
  request: 'r-8',
  incident: '21',
  task: 't-8',
};

test.each(Object.entries(AUDIT_ACTIONS))(
  'R-32 R-34 %s is about a person by what it names, never by another kind of number',
  (action, { subject: kind }) => {
    const matches = auditMatcher({ records: [ABOUT] });
    const entry = (subject: string) => ({
      atMs: 1,
      actor: 'x',
      action,
      campaign: 'A-2026',
      subject,
      detail: {},
    });
    const own = OWN[kind];
    if (own !== undefined) expect(matches(entry(own))).toBe(true);
    // The record's own number, its incident's and its call's are other things' under another kind.
    for (const [other, subject] of Object.entries(OWN))
      if (other !== kind) expect(matches(entry(subject)), `${kind} ${subject}`).toBe(false);
  },
);

test('R-34 what names a call or a record in its detail is about them', () => {
  const matches = auditMatcher({ records: [ABOUT] });
  const entry = { atMs: 1, actor: 'x', action: 'quality.note', campaign: 'A-2026', subject: 'agent-1' };
  expect(matches({ ...entry, detail: { callId: 'c-8' } })).toBe(true);
  expect(matches({ ...entry, detail: { callId: 'c-9' } })).toBe(false);
  expect(matches({ ...entry, detail: { recordId: 8 } })).toBe(true);
  expect(matches({ ...entry, campaign: 'B-2026', detail: { recordId: 8 } })).toBe(false);
});

test('R-34 a month after 31 January ends with February', () => {
  expect(requestDueOn(Date.parse('2027-01-31T12:00:00Z'))).toBe('2027-02-28');
});

test('R-35 what opens sealed data for people sets aside what is damaged', () => {
  const steps = new URL('../../../server/steps/', import.meta.url);
  for (const name of ['records/open-record.ts', 'quality/written-words.ts']) {
    const text = readFileSync(new URL(name, steps), 'utf8');
    const openings = text.match(/vault\.open(Record|Call)\(/g) ?? [];
    // Each stands in the function given to `openPacket`, on its line or on the one before.
    const guarded = text.match(/(openPacket\(|const open = \(\) =>)[^;]*vault\.open(Record|Call)\(/g) ?? [];
    expect([name, guarded.length]).toEqual([name, openings.length]);
  }
});

test('R-32 sealed data is opened in one file of the steps, which notes it first', () => {
  const folder = new URL('../../../server/steps/', import.meta.url).pathname;
  const others = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .filter((name) => /vault\.(openRecord|openCall)\(/.test(readFileSync(join(folder, name), 'utf8')))
    .map((name) => basename(name))
    .filter((name) => name !== 'open-record.ts');
  // The purge tries a destroyed key on purpose; a backup's check opens samples of the copy; what leads and verifiers write of a
  // call is theirs, not the donor's, and sealed only because a name slips in easily.
  // A damaged packet's neighbours are tried and dropped; what a backup gives back is noted, and shown to nobody.
  const allowed = ['purge-campaign.ts', 'written-words.ts', 'set-aside.ts', 'restore-record.ts'];
  expect(others.filter((name) => !allowed.includes(name) && !name.startsWith('backup-'))).toEqual([]);
});
