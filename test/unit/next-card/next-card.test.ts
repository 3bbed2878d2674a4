import { describe, expect, it } from 'vitest';
import { callingRules } from '../../../server/domain/calling-rules/calling-rules.ts';
import { queueLooks } from '../../../server/domain/next-card/next-card.ts';
import { heldUntilMs } from '../../../server/domain/next-card/next-card-guard.ts';
import type { QueuedRecord } from '../../../server/domain/next-card/next-card-record.ts';
import { whyLine } from '../../../server/domain/next-card/why-this-card.ts';
import { MINUTE, paris, USUAL_WINDOWS } from '../../support/call/centre.ts';
import { settings } from '../../support/store/store-rows.ts';

const rules = callingRules();
const own = settings({ windows: USUAL_WINDOWS });
const row = { code: 'UN', settings: own };
const looks = (text: string, areas = ['FR', 'RE', 'GP'], more = [{ row, areas }]) =>
  queueLooks({ campaigns: more, nowMs: paris(text), rules });

describe('where to look for the next record (docs/rules/cadence.md)', () => {
  it('goes from own callbacks to old retries, in the places open now (20:05 in Réunion: appointments only)', () => {
    const nowMs = paris('2026-11-23T17:05');
    const all = looks('2026-11-23T17:05');
    expect(all.map((look) => [look.why, look.owner, look.areas.join(), look.nextPart ?? ''])).toEqual([
      ['own-callback', 'mine', 'FR,RE,GP', ''],
      ['shared-callback', 'shared', 'FR,RE,GP', ''],
      ['overdue-callback', 'anyone', 'FR,RE,GP', ''],
      ['assigned', 'mine', 'FR,GP', ''],
      ['assigned', 'mine', 'FR,GP', ''],
      ['new-good-slot', 'shared', 'FR', 'S'],
      ['new-good-slot', 'shared', 'GP', 'M'],
      ['retry-good-slot', 'shared', 'FR', 'S'],
      ['retry-good-slot', 'shared', 'GP', 'M'],
      ['new-other-slot', 'shared', 'FR,GP', ''],
      ['retry-other-slot', 'shared', 'FR,GP', ''],
    ]);
    expect(all[2]?.dueAtMs).toBe(nowMs - 30 * MINUTE);
  });

  it('keeps callbacks alone after the last window, and nothing at night', () => {
    expect(looks('2026-11-23T20:10', ['FR']).map((look) => look.why)).toEqual([
      'own-callback',
      'shared-callback',
      'overdue-callback',
    ]);
    expect(looks('2026-11-23T20:30', ['FR'])).toEqual([]);
  });

  it('looks at one rank in every campaign before the next rank', () => {
    const two = [
      { row, areas: ['FR'] },
      { row: { code: 'DEUX', settings: own }, areas: ['FR'] },
    ];
    expect(
      looks('2026-11-23T17:05', [], two)
        .slice(0, 4)
        .map((look) => [look.campaign, look.why]),
    ).toEqual([
      ['UN', 'own-callback'],
      ['DEUX', 'own-callback'],
      ['UN', 'shared-callback'],
      ['DEUX', 'shared-callback'],
    ]);
  });
});

describe('records that must still wait', () => {
  const record = (change: Partial<QueuedRecord>): QueuedRecord => ({
    ...{ id: 1, campaign: 'UN', country: 'FR', canton: '', area: 'FR', state: 'leased', queue: 'new' },
    ...{ dueAtMs: 0, nextPart: 'S', owner: null, attempts: 0, triesByPart: { M: 0, A: 0, S: 0, SA: 0 } },
    ...{ busyCount: 0, voicemailLeft: false, argued: false, lastAttemptAtMs: null, disposition: null },
    ...{ closedAtMs: null, version: 1 },
    ...change,
  });
  const held = (
    text: string,
    change: Partial<QueuedRecord>,
    others: Parameters<typeof heldUntilMs>[0]['others'] = [],
  ) => heldUntilMs({ row: record(change), settings: own, others, own: [], nowMs: paris(text), rules });

  it('are none in the ordinary case', () => {
    expect(held('2026-11-23T17:05', {})).toBeUndefined();
    expect(held('2026-11-23T17:05', { queue: 'retry', nextPart: 'SA' })).toBeUndefined();
  });

  it('are missed callbacks after the last window; never those asked for about now', () => {
    expect(held('2026-11-23T20:10', { queue: 'callback', dueAtMs: paris('2026-11-23T19:00') })).toBe(
      paris('2026-11-24T10:00'),
    );
    expect(
      held('2026-11-23T20:10', { queue: 'callback', dueAtMs: paris('2026-11-23T20:00') }),
    ).toBeUndefined();
    expect(
      held('2026-11-23T19:50', { queue: 'callback', dueAtMs: paris('2026-11-23T15:00') }),
    ).toBeUndefined();
  });

  it('are retries owed to another part of the day', () => {
    const triesByPart = { M: 0, A: 0, S: 7, SA: 0 };
    expect(held('2026-11-23T17:05', { queue: 'retry', triesByPart })).toBe(paris('2026-11-24T10:00'));
    expect(held('2026-11-24T10:00', { queue: 'retry', triesByPart })).toBeUndefined();
  });

  it('are donors called for another campaign today, callbacks they asked for excepted', () => {
    const tries = [{ atMs: paris('2026-11-23T16:00'), part: 'A', code: 'NJ_NRP', counted: true } as const];
    const others = [{ state: 'ready', disposition: null, tries, closedAtMs: null } as const];
    expect(held('2026-11-23T17:05', {}, others)).toBe(paris('2026-11-24T12:00'));
    const asked = { queue: 'callback', dueAtMs: paris('2026-11-23T17:00') } as const;
    expect(held('2026-11-23T17:05', asked, others)).toBeUndefined();
  });
});

describe('why this card (F-10)', () => {
  const nowMs = paris('2026-11-23T18:02');
  const base = { part: 'S', zone: 'Europe/Paris', nowMs, backAtMs: paris('2026-11-24T14:02') } as const;
  const back = ' Sans réponse, reviendra demain 14:02.';
  const due = { dueAtMs: paris('2026-11-23T18:00'), attempts: 2 };
  it.each([
    ['own-callback', `Rappel personnel demandé pour 18:00.${back}`],
    ['shared-callback', `Rappel collectif demandé pour 18:00.${back}`],
    ['overdue-callback', `Rappel promis pour 18:00, son téléacteur n’a pas pu le tenir.${back}`],
    ['assigned', `Fiche confiée à vous par le chef d’équipe, essai 3.${back}`],
    ['new-good-slot', `Nouvelle fiche, soirée : meilleur créneau.${back}`],
    ['retry-good-slot', `Relance, essai 3, soirée : créneau le moins essayé.${back}`],
    ['new-other-slot', `Nouvelle fiche, hors de son meilleur créneau : rien de plus pressant.${back}`],
    ['retry-other-slot', `Relance, essai 3, hors de son meilleur créneau : rien de plus pressant.${back}`],
  ])('%s', (why, line) => {
    expect(whyLine({ ...base, why, row: due })).toBe(line);
  });

  it('says when it would not come back, and the day of an old callback', () => {
    const old = { dueAtMs: paris('2026-11-20T18:00'), attempts: 0 };
    expect(whyLine({ ...base, why: 'own-callback', row: old, backAtMs: null })).toBe(
      'Rappel personnel demandé pour vendredi 20 novembre 18:00. Sans réponse, dernier essai.',
    );
  });
});
