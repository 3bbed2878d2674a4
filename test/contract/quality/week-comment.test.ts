import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { charityReport } from '../../../server/domain/report/charity-report.ts';
import { reviewOf } from '../../../server/domain/review/review-facts.ts';
import { reviewPage } from '../../../server/domain/review/review-page.ts';
import { readCampaignWeek } from '../../../server/steps/indicators/read-campaign-week.ts';
import { approveComment, commentWeek, listComments } from '../../../server/steps/review/comment-week.ts';
import { type IsoWeek, periodOfIsoWeek } from '../../../shared/time.ts';
import { playStory, STORY_NIGHT_MS, STORY_WEEK, storyCampaigns } from '../../support/review/review-story.ts';
import { accountRow, deliveryRow, temporaryStore } from '../../support/store/store-rows.ts';

const { fr } = storyCampaigns();
const lead = accountRow({
  id: 'lead-1',
  login: 'lea',
  role: 'lead',
  displayName: 'Léa',
  campaigns: [fr.code],
});
const other = accountRow({
  id: 'lead-2',
  login: 'noe',
  role: 'lead',
  displayName: 'Noé',
  campaigns: [fr.code],
});
const about = { campaign: fr.code, week: STORY_WEEK };
const WORDS = 'Les soirées portent ; les rappels tiennent.';

let base: ReturnType<typeof temporaryStore>;
beforeEach(async () => {
  base = temporaryStore();
  await playStory(base.store, fr, 20);
  await base.store.write(async (rows) => {
    await rows.accounts.insert(lead);
    await rows.accounts.insert(other);
  });
});
afterEach(() => base.dispose());

const deps = () => ({
  store: base.store,
  clock: { nowMs: () => STORY_NIGHT_MS },
  chance: { uuid: () => randomUUID() as string } as Parameters<typeof commentWeek>[0]['chance'],
});

/** What leaves with the week: the page, and the rows of the sheet of comments. */
async function told(of: IsoWeek = STORY_WEEK) {
  const period = periodOfIsoWeek(of) ?? { fromMs: 0, toMs: 0 };
  const week = await base.store.read((rows) =>
    readCampaignWeek(rows, { campaign: fr, period, nowMs: STORY_NIGHT_MS }),
  );
  const charity = { code: 'TESTORG', name: 'Association fictive' };
  const common = { week: STORY_WEEK, createdAtMs: 0 };
  const page = reviewPage({ ...common, charity, campaigns: [reviewOf(week, [])] }, new Map());
  const book = charityReport({ ...common, charity: 'TESTORG', campaigns: [{ ...week, charts: [] }] });
  return { page, rows: [...(book.sheets.find(({ name }) => name === 'COMMENTAIRES')?.rows ?? [])] };
}

describe('R-61 the word of the week', () => {
  it('leaves in page and report once somebody else approved it, and the last one alone', async () => {
    expect(await told()).toMatchObject({
      page: expect.not.stringContaining('Le mot de la semaine'),
      rows: [],
    });
    await commentWeek(deps(), { ...about, account: lead, text: 'Une première version.' });
    await expect(approveComment(deps(), { ...about, account: lead, rank: 1 })).rejects.toThrow(
      expect.objectContaining({ code: 'comment-own' }),
    );
    expect((await told()).rows).toEqual([]);
    expect(await approveComment(deps(), { ...about, account: other, rank: 1 })).toMatchObject({
      approvedBy: 'Noé',
    });
    expect(await told()).toMatchObject({
      page: expect.stringContaining('Une première version.'),
      rows: [[fr.code, 'Une première version.']],
    });
    await commentWeek(deps(), { ...about, account: lead, text: WORDS });
    // Corrected, and nobody has read the new one yet: neither leaves.
    expect((await told()).rows).toEqual([]);
    await expect(approveComment(deps(), { ...about, account: other, rank: 1 })).rejects.toThrow(
      expect.objectContaining({ code: 'comment-replaced' }),
    );
    await approveComment(deps(), { ...about, account: other, rank: 2 });
    await approveComment(deps(), { ...about, account: other, rank: 2 });
    expect((await told()).rows).toEqual([[fr.code, WORDS]]);
  });

  it('approved once its report had left, it leaves with the next one, with its week, and with no later one', async () => {
    const text = 'Une première version.';
    const weeks = [STORY_WEEK, '2026-W49', '2026-W50'] as const;
    const deliver = (period: IsoWeek, builtAtMs: number) =>
      base.store.write((rows) =>
        rows.deliveries.add(
          deliveryRow({ campaign: fr.code, kind: 'charity-report', period, builtAtMs }),
          [],
        ),
      );
    await commentWeek(deps(), { ...about, account: lead, text });
    await deliver(weeks[0], STORY_NIGHT_MS - 1);
    await approveComment(deps(), { ...about, account: other, rank: 1 });
    const late = `Semaine ${STORY_WEEK.replace('-W', '-S')}, approuvé après son rapport : ${text}`;
    expect(await told(weeks[1])).toMatchObject({
      page: expect.stringContaining(text),
      rows: [[fr.code, late]],
    });
    await deliver(weeks[1], STORY_NIGHT_MS + 1);
    expect(await told(weeks[2])).toMatchObject({ page: expect.not.stringContaining(text), rows: [] });
  });

  it('is listed with who wrote and who approved, and noted in the log without its words', async () => {
    await commentWeek(deps(), { ...about, account: lead, text: 'Une première version.' });
    await commentWeek(deps(), { ...about, account: lead, text: WORDS });
    await approveComment(deps(), { ...about, account: other, rank: 2 });
    expect(await listComments(deps(), { ...about, account: other })).toMatchObject([
      { rank: 1, author: 'Léa', isReplaced: true, approvedBy: null },
      { rank: 2, author: 'Léa', text: WORDS, approvedBy: 'Noé', isReplaced: false },
    ]);
    expect(await listComments(deps(), { campaign: fr.code, account: lead })).toEqual([]);
    const all = await base.store.read(async (rows) => await Array.fromAsync(rows.audit.each()));
    const seen = all.filter(({ action }) => action.startsWith('comment.'));
    expect(seen.map(({ action }) => action)).toEqual([
      'comment.written',
      'comment.written',
      'comment.approved',
    ]);
    expect(JSON.stringify(seen)).not.toContain(WORDS);
  });

  it.each([
    ['Beaucoup de donateurs parlent de leur cancer', about, 'comment-text'],
    ['Rien à dire de plus', { ...about, week: '2026-W60' as const }, 'week-unknown'],
    ['Rien à dire de plus', { ...about, campaign: 'AUTRE' }, 'campaign-unknown'],
  ])('« %s » for %j is refused: %s', async (text, of, code) => {
    await expect(commentWeek(deps(), { ...of, account: lead, text })).rejects.toThrow(
      expect.objectContaining({ code }),
    );
  });

  it('is approved only where it was written', async () => {
    await expect(approveComment(deps(), { ...about, account: other, rank: 1 })).rejects.toThrow(
      expect.objectContaining({ code: 'comment-unknown' }),
    );
  });
});
