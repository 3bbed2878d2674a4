import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountRow } from '../../../server/ports/rows/accounts.ts';
import { readAids } from '../../../server/steps/campaign/read-aids.ts';
import type { DocumentText } from '../../../server/steps/library/document-filing.ts';
import { editDocument } from '../../../server/steps/library/edit-document.ts';
import { findDocuments } from '../../../server/steps/library/find-documents.ts';
import { pinDocument, unpinDocument } from '../../../server/steps/library/pin-document.ts';
import { putDocument, putVersion } from '../../../server/steps/library/put-document.ts';
import { withdrawDocument } from '../../../server/steps/library/withdraw-document.ts';
import { serveNextCard } from '../../../server/steps/next-card/serve-next-card.ts';
import { isAppError } from '../../../shared/errors.ts';
import { type AgendaHouse, openAgendaHouse } from '../../support/agenda/agenda-house.ts';

let house: AgendaHouse;
let coordinator: AccountRow;
let outsider: AccountRow;
let agent: AccountRow;
let campaign: string;

const TEXT: DocumentText = {
  ...{ title: '', description: '', tags: [], folder: '', privacy: 'groups', groups: ['GL Caen'] },
};

async function put(
  account: AccountRow,
  fileName: string,
  content: string,
  change: Partial<DocumentText> = {},
) {
  const file = { fileName, bytes: Buffer.from(content) };
  return await putDocument(house.app, { account, file, text: { ...TEXT, title: fileName, ...change } });
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  return await work.then(
    () => 'done',
    (error: unknown) => (isAppError(error) ? error.code : Promise.reject(error)),
  );
}

/** What the knowledge key shows on the card that the agent has, or gets now. */
async function known(): Promise<{ readonly version: string; readonly notes: readonly string[] }> {
  const served = await serveNextCard(house.app, agent);
  if (served.kind !== 'card') throw new Error('a card is served');
  const version = served.card.campaign.aidsVersion ?? '';
  const { notes } = await readAids(house.app, agent, { campaign, version });
  return { version, notes: notes.map(({ title, text }) => `${title} : ${text}`) };
}

beforeAll(async () => {
  house = await openAgendaHouse();
  campaign = house.campaign.code;
  coordinator = await house.volunteer(2, 'coordinator');
  outsider = await house.volunteer(3);
  agent = await house.hire('zoe', 'agent');
  await house.addRecords({ records: 1 });
});
afterAll(() => house.close());

describe('R-56 a note of the library pinned to a campaign', () => {
  it('is under the knowledge key of its agents from their next card on, in its newest version, until it is unpinned', async () => {
    const before = await known();
    const { id } = await put(house.team, 'recus.md', '# Reçus fiscaux\nIls partent en **février**.', {
      privacy: 'volunteers',
      groups: [],
    });
    await pinDocument(house.app, { account: house.team, document: id, campaign });
    await pinDocument(house.app, { account: house.team, document: id, campaign });
    const pinned = await known();
    expect(pinned.version).not.toBe(before.version);
    expect(pinned.notes).toEqual([...before.notes, 'Reçus fiscaux : Ils partent en février.']);
    const next = {
      account: house.team,
      document: id,
      file: { fileName: 'recus.md', bytes: Buffer.from('# Reçus fiscaux\nEn mars.') },
    };
    await putVersion(house.app, next);
    const changed = await known();
    expect([changed.version === pinned.version, changed.notes.at(-1)]).toEqual([
      false,
      'Reçus fiscaux : En mars.',
    ]);
    const bare = { ...next, file: { fileName: 'recus.md', bytes: Buffer.from('En avril.') } };
    await putVersion(house.app, bare);
    const untitled = await known();
    await editDocument(house.app, { account: house.team, document: id, change: { title: 'Reçus 2027' } });
    const retitled = await known();
    expect([retitled.version === untitled.version, retitled.notes.at(-1)]).toEqual([
      false,
      'Reçus 2027 : En avril.',
    ]);
    const long = { ...next, file: { fileName: 'recus.md', bytes: Buffer.from('mot '.repeat(2000)) } };
    expect(await codeOf(putVersion(house.app, long))).toBe('pin-note');
    await unpinDocument(house.app, { account: house.team, document: id, campaign });
    expect(await known()).toEqual(before);
    await pinDocument(house.app, { account: house.team, document: id, campaign });
    await withdrawDocument(house.app, { account: house.team, document: id, reason: 'plus à jour' });
    expect(await known()).toEqual(before);
    expect(await house.actions('document.pin')).toHaveLength(2);
  });

  it('is pinned by the mobilisation alone, to a campaign of the charity that is theirs, and is short text', async () => {
    const { id } = await put(coordinator, 'a.md', '# A\nb');
    const pin = (account: AccountRow, code = campaign) =>
      codeOf(pinDocument(house.app, { account, document: id, campaign: code }));
    expect(await pin(coordinator)).toBe('people-forbidden');
    expect(await pin(house.team, 'AUTRE-2026')).toBe('pin-campaign');
    const binary = await put(house.team, 'a.pdf', '%PDF-1.7');
    const pinned = pinDocument(house.app, { account: house.team, document: binary.id, campaign });
    expect(await codeOf(pinned)).toBe('pin-note');
  });
});

describe('R-51 R-56 a search of the library', () => {
  it('reads titles and texts, by rights: for an outsider a document of a closed group is in no result and no count', async () => {
    const secret = await put(coordinator, 'plan.md', 'Le barnum est chez Ursule.', {
      title: 'Plan du stand',
    });
    await put(house.team, 'kit.csv', 'barnum;2', { privacy: 'volunteers', groups: [] });
    await put(house.team, 'page.html', '<script>barnum</script><p>Rien</p>', {
      privacy: 'volunteers',
      groups: [],
    });
    const find = (account: AccountRow, words: string) =>
      findDocuments(house.app, { account, words, from: 0, limit: 10 });
    expect((await find(outsider, 'barnum')).total).toBe(1);
    expect((await find(outsider, 'ursule')).total).toBe(0);
    expect((await find(outsider, 'plan du stand')).total).toBe(0);
    const seen = await find(coordinator, 'URSU');
    expect([seen.total, seen.found[0]?.id, seen.found[0]?.isTextRead]).toEqual([1, secret.id, true]);
    expect((await find(coordinator, 'barnum')).total).toBe(2);
    expect((await find(coordinator, '" OR * NEAR(')).total).toBe(0);
    const pdf = (await find(house.team, 'a pdf')).found.find(({ name }) => name === 'a.pdf');
    expect(pdf?.isTextRead).toBe(false);
    await withdrawDocument(house.app, {
      account: house.team,
      document: secret.id,
      reason: 'essai de retrait',
    });
    expect((await find(house.team, 'ursule')).total).toBe(0);
  });
});
