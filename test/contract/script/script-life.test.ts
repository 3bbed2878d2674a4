import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AccountRow } from '../../../server/ports/rows/accounts.ts';
import { recordCall } from '../../../server/steps/call/record-call.ts';
import { readAids } from '../../../server/steps/campaign/read-aids.ts';
import { approveScript, submitScript } from '../../../server/steps/script/script-approve.ts';
import {
  enforceDueScripts,
  enforceScript,
  retireScript,
} from '../../../server/steps/script/script-enforce.ts';
import { importScript } from '../../../server/steps/script/script-import.ts';
import {
  diffScripts,
  listScripts,
  scriptForPage,
  showScript,
} from '../../../server/steps/script/script-read.ts';
import { auditOf, type Centre, cardOf, MINUTE, openCentre } from '../../support/call/centre.ts';
import { outcomeFor } from '../../support/campaign/centre-script.ts';
import { REFERENCE_CAMPAIGN } from '../../support/campaign/reference-campaign.ts';
import { accountRow } from '../../support/store/store-rows.ts';

/** a version is drafted, approved by its content, and reaches the cards between two calls. */

let centre: Centre;
let ops: AccountRow;
/** Who answers for the approval: never who submitted. */
let officer: AccountRow;
const THANKS = 'D’abord, un grand merci.';
const reference = readFileSync(join(REFERENCE_CAMPAIGN, 'script.yaml'), 'utf8');

beforeEach(async () => {
  // The reference script reads one of its campaign's profiles.
  const classes = { RUE: ['street'], PORTE: ['porte'] };
  const canal = { column: 'CANAL_RECRUTEMENT' as const, classes };
  centre = await openCentre({ records: 6, settings: { profiles: { canal } } });
  ops = accountRow({ id: 'ops-1', login: 'ops.1', role: 'ops' });
  officer = accountRow({ id: 'officer-1', login: 'officer.1', role: 'dataOfficer' });
  await centre.store.write(async (rows) => {
    await rows.accounts.insert(ops);
    await rows.accounts.insert(officer);
  });
});
afterEach(() => centre.close());

const code = () => centre.campaign.code;
const key = (version: string) => ({ campaign: code(), kind: 'script' as const, version, account: ops });
const refused = (wanted: string) => expect.objectContaining({ name: 'AppError', code: wanted });
const agent = (at: number) => centre.agents[at]!;

async function importText(version: string, thanks = THANKS) {
  const text = reference.replace('version: upg-fr-3', `version: ${version}`).replace(THANKS, thanks);
  const files = new Map([['script.yaml', text]]);
  const done = await importScript(centre, { campaign: code(), kind: 'script', account: ops, files });
  if (done.kind === 'faulty') throw new Error(done.problems.map((one) => one.message).join(' '));
  return done;
}

async function approved(version: string, thanks?: string) {
  const { life } = await importText(version, thanks);
  await submitScript(centre, key(version));
  const by = 'Mme Exemple, avenant 3';
  return (await approveScript(centre, { ...key(version), account: officer, by, hash: life.hash })).life;
}

const standing = async () =>
  (await listScripts(centre, { campaign: code(), account: ops })).map((one) => `${one.version} ${one.state}`);
const liveTexts = async () =>
  (await centre.store.read((rows) => rows.floor.liveEventsAfter(0, 50)))
    .map(({ event }) => event)
    .filter((event) => event.kind === 'script-changed');

test('R-07 a version goes draft, submitted, approved, in force; a call under way ends on its own', async () => {
  const [first, second] = [agent(0), agent(1)];
  const before = await cardOf(centre, first);
  expect(before.campaign.scriptVersion).toBe('v1');

  const { life } = await importText('v2');
  expect(life).toMatchObject({ state: 'draft', hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect((await importText('v2')).changed).toBe(false);
  // Nobody can skip a step, and nothing that failed has moved anything.
  await expect(enforceScript(centre, key('v2'))).rejects.toThrow(refused('script-not-approved'));
  const approval = { ...key('v2'), account: officer, by: 'Mme Exemple, avenant 3', hash: life.hash };
  for (const by of ['06 39 98 00 01', 'Mme Exemple, +33 6 39 98 00 01', 'dons@exemple.example'])
    await expect(approveScript(centre, { ...approval, by })).rejects.toEqual(refused('script-words'));
  await expect(approveScript(centre, approval)).rejects.toThrow(refused('script-not-submitted'));
  expect((await submitScript(centre, key('v2'))).changed).toBe(true);
  expect((await submitScript(centre, key('v2'))).changed).toBe(false);

  // Two people answer for what is read to donors.
  const own = { ...approval, account: ops };
  await expect(approveScript(centre, own)).rejects.toThrow(refused('script-own-submission'));
  expect(await standing()).toEqual(['v2 submitted']);

  // What the charity read changed meanwhile: a draft again, and its approval fits nothing any more.
  expect((await importText('v2', 'Tout d’abord, merci.')).life.state).toBe('draft');
  await expect(approveScript(centre, approval)).rejects.toThrow(refused('script-hash-differs'));
  const final = await approved('v2', 'Tout d’abord, merci.');
  expect(final).toMatchObject({
    state: 'approved',
    approval: 'Mme Exemple, avenant 3',
    approvedBy: 'officer.1',
  });
  await expect(importText('v2')).rejects.toThrow(refused('script-version-reused'));

  expect((await enforceScript(centre, key('v2'))).changed).toBe(true);
  expect((await enforceScript(centre, key('v2'))).changed).toBe(false);
  expect(await standing()).toEqual(['v2 in-force']);
  expect(await liveTexts()).toHaveLength(2);

  // Between two calls only: the card on screen keeps its script, even after a reconnection.
  expect((await cardOf(centre, first)).campaign.scriptVersion).toBe('v1');
  const other = await cardOf(centre, second);
  expect(other.campaign.scriptVersion).toBe('v2');
  await expect(recordCall(centre, { agent: second, outcome: outcomeFor(other, 'AC_UP') })).rejects.toEqual(
    refused('outcome-refused'),
  );
  await recordCall(centre, { agent: first, outcome: outcomeFor(before, 'AC_UP') });
  expect((await centre.store.read((rows) => rows.calls.byId(before.callId)))?.scriptVersion).toBe('v1');
  expect((await cardOf(centre, first)).campaign.scriptVersion).toBe('v2');

  expect(await auditOf(centre, 'script.approve')).toMatchObject([
    { actor: 'officer-1', subject: 'v2', detail: { hash: final.hash } },
  ]);
  expect(await auditOf(centre, 'script.enforce')).toHaveLength(1);
});

test('R-07 a planned version comes at its instant, the former may return, a withdrawn one never', async () => {
  await approved('v2');
  await enforceScript(centre, key('v2'));
  await approved('v3', 'Tout d’abord, merci.');
  const fromMs = centre.clock.nowMs() + 30 * MINUTE;
  expect((await enforceScript(centre, { ...key('v3'), fromMs })).life).toMatchObject({
    state: 'approved',
    fromMs,
  });
  await approved('v4', 'Merci, d’abord.');
  await expect(enforceScript(centre, { ...key('v4'), fromMs })).rejects.toThrow(
    refused('script-instant-taken'),
  );

  const early = await cardOf(centre, agent(0));
  expect(early.campaign.scriptVersion).toBe('v2');
  centre.clock.advance(31 * MINUTE);
  // The first card after the instant is served with it, before the schedule has run.
  expect((await cardOf(centre, agent(1))).campaign.scriptVersion).toBe('v3');
  await enforceDueScripts(centre);
  expect(await standing()).toEqual(['v2 retired', 'v3 in-force', 'v4 approved']);

  // A lease that ran out meanwhile: what was said under the retired version is still recorded.
  await centre.store.write((rows) => rows.records.releaseLease(early.callId));
  const noAnswer = outcomeFor(early, 'NJ_NRP', { scriptVersion: 'v2', path: [] });
  await recordCall(centre, { agent: agent(0), outcome: noAnswer });

  await expect(retireScript(centre, { ...key('v3'), reason: 'Chiffre faux' })).rejects.toThrow(
    refused('script-in-force'),
  );
  await enforceScript(centre, key('v2'));
  expect((await retireScript(centre, { ...key('v3'), reason: 'Chiffre faux' })).changed).toBe(true);
  await expect(enforceScript(centre, key('v3'))).rejects.toThrow(refused('script-withdrawn'));
  expect(await standing()).toEqual(['v2 in-force', 'v3 retired', 'v4 approved']);

  const diff = await diffScripts(centre, { ...key('v3'), from: 'v2' });
  expect(diff.summary).toBe('1 étape modifiée.');
  expect(await scriptForPage(centre, key('v3'))).toMatchObject({
    script: { version: 'v3' },
    parts: [{ life: { kind: 'script', state: 'retired' } }],
  });
  const shown = (await showScript(centre, key('v3'))).body;
  expect(shown.kind === 'script' && shown.script.nodes.merci?.say).toContain('Tout d’abord, merci.');
});

test('R-56 notes and objections live the same way, and faults are said by line', async () => {
  const folder = join(REFERENCE_CAMPAIGN, 'knowledge');
  const files = new Map(
    readdirSync(folder).map((name) => [`knowledge/${name}`, readFileSync(join(folder, name), 'utf8')]),
  );
  const request = { campaign: code(), kind: 'notes' as const, account: ops };
  const done = await importScript(centre, { ...request, files });
  if (done.kind === 'faulty') throw new Error('the reference notes are sound');
  const notes = { ...request, version: done.life.version };
  expect(done.life.hash.startsWith(notes.version)).toBe(true);
  await submitScript(centre, notes);
  await approveScript(centre, {
    ...notes,
    account: officer,
    by: 'Mme Exemple',
    hash: done.life.hash.slice(0, 12),
  });
  const before = await cardOf(centre, agent(0));
  await enforceScript(centre, notes);
  const after = await cardOf(centre, agent(1));
  expect([before.campaign.aidsVersion, after.campaign.aidsVersion]).toEqual([undefined, notes.version]);
  const wanted = { campaign: code(), version: notes.version };
  expect((await readAids(centre, agent(1), wanted)).notes.length).toBeGreaterThan(0);

  const faulty = await importScript(centre, {
    ...request,
    files: new Map([['knowledge/vide.md', 'sans titre']]),
  });
  expect(faulty).toMatchObject({ kind: 'faulty', problems: [{ file: 'knowledge/vide.md', line: 1 }] });
  expect(await listScripts(centre, { campaign: code(), account: ops })).toHaveLength(1);
});
