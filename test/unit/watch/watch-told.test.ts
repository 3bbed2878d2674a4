import { describe, expect, it } from 'vitest';
import { queued, type WaitingMail } from '../../../server/domain/watch/waiting-mails.ts';
import { atomFeed, fedEvents } from '../../../server/domain/watch/watch-feed.ts';
import type { WatchEvent } from '../../../server/domain/watch/watch-state.ts';
import { durationWords } from '../../../server/domain/watch/watch-words.ts';

const AT = Date.parse('2026-11-30T09:02:00Z');
const DOWN: WatchEvent = {
  ...{ kind: 'down', atMs: AT, target: 'Postes', sinceMs: AT - 120_000, why: 'refused', detail: '' },
};
const REMINDER: WatchEvent = { ...DOWN, kind: 'reminder', atMs: AT + 6 * 3_600_000 };
const UP: WatchEvent = {
  kind: 'up',
  atMs: AT + 60_000,
  target: 'Postes',
  sinceMs: AT,
  untilMs: AT + 720_000,
};
const TOLD = { name: 'Veille', to: ['a@exemple.invalid', 'b@exemple.invalid'], whereOf: () => 'ssh x:22' };

describe('what is told of an outage (R-58)', () => {
  it('one e-mail to each, in French, with when, what and where', () => {
    const mails = queued([], [DOWN], TOLD);
    expect(mails.map(({ to }) => to)).toEqual(TOLD.to);
    expect(mails[0]?.subject).toBe('[veille] Postes : ne répond plus');
    expect(mails[0]?.text).toBe(
      [
        'Cible : Postes (ssh x:22).',
        'En panne depuis le lundi 30 novembre à 10:00.',
        'Constat : connexion refusée.',
        'Au moins un témoin répond : notre réseau n’est pas en cause.',
        '',
        '— Veille',
        '',
      ].join('\n'),
    );
    expect(new Set(mails.map(({ id }) => id)).size).toBe(2);
  });

  it('they wait in order, and nobody is reminded of what has not left', () => {
    const kinds = (mails: readonly WaitingMail[]) => mails.map(({ kind }) => kind);
    const waiting = queued([], [DOWN], { ...TOLD, to: ['a@exemple.invalid'] });
    expect(kinds(queued(waiting, [REMINDER, UP], { ...TOLD, to: ['a@exemple.invalid'] }))).toEqual([
      'down',
      'up',
    ]);
    expect(kinds(queued([], [REMINDER], { ...TOLD, to: ['a@exemple.invalid'] }))).toEqual(['reminder']);
  });

  it('of our own network nothing is mailed', () => {
    expect(queued([], [{ kind: 'blind', atMs: AT }], TOLD)).toEqual([]);
  });

  it('a queue that nobody empties keeps its last two hundred', () => {
    const many = Array.from({ length: 150 }, (_, at): WatchEvent => ({ ...DOWN, atMs: AT + at }));
    const kept = queued([], many, TOLD);
    expect(kept).toHaveLength(200);
    expect(kept.at(-1)?.id).toContain(String(AT + 149));
  });

  it.each([
    [20_000, '1 min'],
    [12 * 60_000, '12 min'],
    [65 * 60_000, '1 h 05'],
    [50 * 3_600_000, '2 jours 2 h'],
  ])('%i ms are told « %s »', (ms, said) => {
    expect(durationWords(ms)).toBe(said);
  });
});

describe('the Atom feed', () => {
  const fed = {
    settings: { name: 'Veille <de> nuit', mail: { from: 'v@exemple.invalid', to: ['a@b.invalid'] } },
    ...{ whereOf: () => 'ssh x:22', startedMs: AT },
  };

  it('the newest first, a hundred at most, each under a name that does not change', () => {
    const events = fedEvents(fedEvents([], [DOWN]), [UP]);
    expect(events.map(({ kind }) => kind)).toEqual(['up', 'down']);
    const xml = atomFeed(events, fed);
    const ids = [...xml.matchAll(/<id>(.+)<\/id>/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(3);
    expect(atomFeed([DOWN], fed)).toContain(ids[2]);
    expect(fedEvents(Array<WatchEvent>(100).fill(DOWN), [UP])).toHaveLength(100);
  });

  it('says each event in words, and no text of a setting is markup', () => {
    const xml = atomFeed([{ ...UP, target: 'R&D <x>\u0000' }], fed);
    expect(xml).toContain('<title>R&amp;D &lt;x&gt; : rétabli après 12 min</title>');
    expect(xml).toContain('<title>Veille &lt;de&gt; nuit</title>');
    expect(xml).not.toMatch(/R&D|<x>/);
  });
});
