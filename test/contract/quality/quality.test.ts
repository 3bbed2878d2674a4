import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { versionedAids } from '../../../server/domain/campaign/aids-version.ts';
import { checkGrid } from '../../../server/domain/quality/listening-grid.ts';
import { listeningScore, scoresProblem } from '../../../server/domain/quality/listening-score.ts';
import { listeningSheetPage } from '../../../server/domain/quality/listening-sheet-page.ts';
import { recordCall } from '../../../server/steps/call/record-call.ts';
import { readCampaignFigures } from '../../../server/steps/indicators/read-campaign-figures.ts';
import { listCalls, readListeningSheet } from '../../../server/steps/quality/listen-call.ts';
import { noteCall } from '../../../server/steps/quality/note-call.ts';
import { acknowledgeFeedback, readFeedback } from '../../../server/steps/quality/read-feedback.ts';
import { readQuality } from '../../../server/steps/quality/read-quality.ts';
import { auditOf, cardOf, MINUTE, openCentre } from '../../support/call/centre.ts';
import { outcomeFor } from '../../support/campaign/centre-script.ts';
import { stopAtFirstFailure } from '../../support/machine/step-by-step.ts';
import { accountRow } from '../../support/store/store-rows.ts';

const GRID = readFileSync(new URL('../../../server/campaigns/grille-ecoute.yaml', import.meta.url), 'utf8');
const DAY = 24 * 60 * MINUTE;

describe('the grid', () => {
  it('of reference is valid, and every fault of another is said with its line', () => {
    expect(checkGrid(GRID).problems).toEqual([]);
    const broken = GRID.replace('weight: 15', 'weight: 0').replace('id: agressivite', 'id: merci');
    const tooLow = checkGrid(broken).problems;
    expect(tooLow).toMatchObject([
      { line: GRID.split('\n').findIndex((one) => one.includes('weight: 15')) + 1 },
    ]);
    const twice = checkGrid(GRID.replace('id: agressivite', 'id: merci')).problems;
    expect(twice).toMatchObject([{ code: 'criterion-twice', message: expect.stringContaining('« merci »') }]);
    expect(checkGrid('criteria:\n\t- id: a').problems).toMatchObject([{ code: 'yaml-syntax', line: 2 }]);
    expect(checkGrid('a: &x 1\nb: *x').problems[0]?.code).toBe('yaml-feature');
    expect(checkGrid('x'.repeat(20_001)).problems[0]?.code).toBe('too-big');
  });

  it('weighs the points, leaves out what did not apply, and one fail makes nothing of the rest', () => {
    const grid = checkGrid(GRID).grid!;
    const all = Object.fromEntries(grid.criteria.map(({ id }) => [id, 4]));
    expect(listeningScore(grid, { points: all, fails: [] })).toBe(100);
    // Weights add up to 100: merci (15) at half, accueil (10) left out: 100 × (360 − 30) ÷ 360.
    const points = { ...all, merci: 2, accueil: null };
    expect(listeningScore(grid, { points, fails: [] })).toBe(92);
    expect(listeningScore(grid, { points, fails: ['insistance'] })).toBe(0);
    expect(scoresProblem(grid, { points, fails: [] })).toBeUndefined();
    const problemOf = (change: object, fails: string[] = []) =>
      scoresProblem(grid, { points: { ...points, ...change }, fails });
    expect(problemOf({ merci: 5 })).toContain('de 0 à 4');
    expect(problemOf({ inconnu: 1 })).toContain('inconnu');
    expect(problemOf({}, ['mystere'])).toContain('mystere');
    expect(scoresProblem(grid, { points: { merci: 4 }, fails: [] })).toContain('Il manque une note');
    const nothing = Object.fromEntries(grid.criteria.map(({ id }) => [id, null]));
    expect(scoresProblem(grid, { points: nothing, fails: [] })).toContain('Au moins un');
  });
});

async function open() {
  const centre = await openCentre({ records: 2 });
  const [agent, other] = centre.agents;
  const campaigns = [centre.campaign.code];
  const lead = accountRow({
    id: 'lead-1',
    login: 'lea',
    displayName: 'Léa Exemple',
    role: 'lead',
    campaigns,
  });
  const verifier = accountRow({ id: 'ver-1', login: 'vera', role: 'verifier', campaigns });
  await centre.store.write(async (rows) => {
    for (const one of [lead, verifier]) await rows.accounts.insert(one);
  });
  const card = await cardOf(centre, agent!);
  await recordCall(centre, { agent: agent!, outcome: outcomeFor(card, 'AC_UP') });
  return { centre, agent: agent!, other: other!, lead, verifier, card, callId: card.callId };
}

const points = (value: number) =>
  Object.fromEntries(checkGrid(GRID).grid!.criteria.map(({ id }) => [id, value]));

describe('R-13 a call is listened to, noted, and its agent reads the feedback', () => {
  const comment = 'Merci très juste ; laissez un silence après la demande.';
  let story: Awaited<ReturnType<typeof open>>;
  let note: Parameters<typeof noteCall>[1];
  let first: Awaited<ReturnType<typeof noteCall>>;

  stopAtFirstFailure();
  beforeAll(async () => {
    story = await open();
    const { lead, callId } = story;
    note = { listener: lead, callId, grid: GRID, points: points(3), fails: [], comment };
  });
  afterAll(() => story.centre.close());

  it('without its donor: the sheet and its page hold the path and the facts, and open no record', async () => {
    const { centre: house, agent, lead, card, callId } = story;
    expect(await listCalls(house, { listener: lead, days: 7 })).toMatchObject([
      { callId, agent: agent.login, disposition: 'AC_UP', noted: false },
    ]);
    const opened = (await auditOf(house, 'record.open')).length;
    const sheet = await readListeningSheet(house, { listener: lead, callId, grid: GRID });
    expect(sheet.steps.map(({ title, answer }) => [title, answer])).toEqual([
      ['Merci', 'Suite'],
      ['Demande', 'Oui'],
      ['Accord', 'Oui'],
      ['Fin', ''],
    ]);
    expect(Object.fromEntries(sheet.facts)).toMatchObject({
      Durée: '1 min 30 s',
      Téléacteur: agent.displayName,
    });
    const page = listeningSheetPage(sheet);
    const { lastName, firstName, fields } = card.donor;
    for (const personal of [lastName, firstName, fields.EMAIL, fields.VILLE].filter((one) => one !== '')) {
      expect(JSON.stringify(sheet)).not.toContain(personal);
      expect(page).not.toContain(personal);
    }
    expect(await auditOf(house, 'record.open')).toHaveLength(opened);
  });

  it.each<[string, (agentId: string) => object, string]>([
    ['of another campaign', () => ({ listener: { ...note.listener, campaigns: [] } }), 'call-unknown'],
    ['of one’s own', (id) => ({ listener: { ...note.listener, id } }), 'call-own'],
    ['with points off the scale', () => ({ points: { merci: 9 } }), 'scores-invalid'],
    ['that speaks of health', () => ({ comment: 'Il a dit être séropositif.' }), 'written-personal'],
    ['by a broken grid', () => ({ grid: 'version: [' }), 'grid-invalid'],
  ])('a note %s is refused', async (_what, change, code) => {
    const request = { ...note, ...change(story.agent.id) };
    await expect(noteCall(story.centre, request)).rejects.toMatchObject({ code });
  });

  it('is noted once by each listener; one failed criterion makes nothing of the rest', async () => {
    const { centre: house, agent, lead, verifier, callId } = story;
    first = await noteCall(house, note);
    expect(first.score).toBe(75);
    expect(await noteCall(house, note)).toEqual(first);
    await expect(noteCall(house, { ...note, points: points(4) })).rejects.toMatchObject({
      code: 'call-noted',
    });
    house.clock.advance(MINUTE);
    const failed = { ...note, listener: verifier, points: points(4), fails: ['culpabilisation'] };
    expect((await noteCall(house, failed)).score).toBe(0);
    expect(await auditOf(house, 'quality.note')).toMatchObject([
      { actor: lead.id, subject: agent.id, detail: { call: callId } },
      { actor: verifier.id, subject: agent.id },
    ]);
  });

  it('the comment is in the base under seal only; what wakes the screen says nothing of it', async () => {
    const { centre: house, agent } = story;
    const told = (await house.store.read((rows) => rows.floor.liveEventsAfter(0, 100))).filter(
      (one) => one.agent === agent.id,
    );
    expect(told.at(-1)?.event.text).toContain('retour d’écoute');
    expect(JSON.stringify([told, await auditOf(house, 'quality.note')])).not.toMatch(/silence|score|culpab/);
    for (const file of house.store.files())
      expect(readFileSync(file).includes('laissez un silence')).toBe(false);
  });

  it('its agent alone reads it, and acknowledges it once', async () => {
    const { centre: house, agent, other } = story;
    house.clock.advance(2 * DAY);
    const waiting = await readFeedback(house, { agent });
    expect(waiting).toMatchObject([
      { id: first.id, from: 'Léa Exemple', acknowledged: false, text: expect.stringContaining(comment) },
      { acknowledged: false, text: expect.stringContaining('0 sur 100. Éliminatoire : Culpabilisation') },
    ]);
    await expect(acknowledgeFeedback(house, { agent: other, id: first.id })).rejects.toThrow(
      'n’est pas à vous',
    );
    const { acknowledgedAtMs } = await acknowledgeFeedback(house, { agent, id: first.id });
    house.clock.advance(MINUTE);
    expect(await acknowledgeFeedback(house, { agent, id: first.id })).toEqual({ acknowledgedAtMs });
    expect((await readFeedback(house, { agent })).map(({ id }) => id)).toEqual([waiting[1]?.id]);
    expect(await auditOf(house, 'quality.acknowledge')).toHaveLength(1);
  });

  it('the lead reads the trend of an agent of theirs, criterion by criterion', async () => {
    const { centre: house, agent, other, lead } = story;
    const trend = await readQuality(house, { listener: lead, agent: agent.login, weeks: 4 });
    expect(trend).toMatchObject({ weeks: ['2026-W48'], sheets: 2, waiting: 1 });
    expect(trend.lines.find(({ id }) => id === 'merci')).toMatchObject({ weeks: [88], counts: [2] });
    expect(trend.lines.find(({ id }) => id === 'culpabilisation')).toMatchObject({
      kind: 'fail',
      weeks: [1],
    });
    expect((await readQuality(house, { listener: lead, agent: other.login, weeks: 4 })).sheets).toBe(0);
    await expect(readQuality(house, { listener: lead, campaign: 'AUTRE-2026', weeks: 4 })).rejects.toThrow(
      'pas des vôtres',
    );
  });
});

it('R-06 objections noted on the path are counted once a call, with what became of it', async () => {
  const { centre: house, agent, lead } = await open();
  onTestFinished(() => house.close());
  house.clock.advance(MINUTE);
  const card = await cardOf(house, agent);
  const path = [
    { node: 'merci', answer: 's' },
    { node: 'demande', answer: 'n', objections: ['moyens', 'frais'] },
    { node: 'refus', objections: ['moyens'] },
  ];
  await recordCall(house, { agent, outcome: outcomeFor(card, 'RA_MOYENS', { path }) });
  const moyens = {
    id: 'moyens',
    label: 'Pas les moyens en ce moment',
    listen: 'Je comprends.',
    answer: 'Rien ne change.',
  };
  const current = versionedAids({ notes: [], objections: [{ ...moyens, next: 'stop' }] })!;
  await house.store.write((rows) => rows.aids.setCurrent(house.campaign.code, current));
  const figures = await readCampaignFigures(house, { campaign: house.campaign.code, account: lead });
  const [refusals, objections] = figures.heard;
  expect(refusals).toMatchObject({ kind: 'refusal', cases: 1, figures: [{ label: 'moyens financiers' }] });
  // One call: what was heard is said, how often is not.
  expect(objections).toMatchObject({ kind: 'objection', cases: 1 });
  expect(objections?.figures).toEqual([
    { id: 'frais', label: 'frais', replies: [], told: null },
    { id: 'moyens', label: moyens.label, replies: [moyens.answer], told: null },
  ]);
  const sheet = await readListeningSheet(house, { listener: lead, callId: card.callId, grid: GRID });
  expect(sheet.steps[1]?.objections).toEqual([moyens.label, 'frais']);
});

it('a note is never rewritten, and goes with its campaign', async () => {
  const { centre: house, agent, lead, callId } = await open();
  onTestFinished(() => house.close());
  const request = {
    listener: lead,
    callId,
    grid: GRID,
    points: points(2),
    fails: [],
    comment: 'À revoir ensemble.',
  };
  const { id } = await noteCall(house, request);
  const note = (await house.store.read((rows) => rows.listening.note(id)))!;
  expect(await house.store.read(async (rows) => (await rows.listening.grid(note.gridHash))?.body)).toBe(GRID);
  const again = { ...note, id: 'f'.repeat(32), callId, author: lead.id };
  await expect(house.store.write((rows) => rows.listening.addNote(again))).rejects.toThrow();
  const own = { ...note, id: 'e'.repeat(32), author: note.agent };
  await expect(house.store.write((rows) => rows.listening.addNote(own))).rejects.toThrow();
  expect(await house.store.read((rows) => rows.purges.counts(house.campaign.code))).toContainEqual({
    table: 'listening_note',
    rows: 1,
  });
  // A person's right to be forgotten takes the words, and leaves the score.
  const { recordId, campaign } = note;
  const erased = {
    sealed: new Uint8Array(8),
    version: 9,
    donorBlind: '0'.repeat(32),
    calls: [],
    signatures: [],
  };
  await house.store.write((rows) =>
    rows.persons.eraseRecord({
      recordId,
      campaign,
      requestId: 'demande-1',
      atMs: house.clock.nowMs(),
      ...erased,
    }),
  );
  expect(await house.store.read((rows) => rows.listening.note(id))).toMatchObject({
    sealed: null,
    score: 50,
  });
  const [told] = await readFeedback(house, { agent });
  expect(told?.text).toMatch(/50 sur 100\.$/);
});
