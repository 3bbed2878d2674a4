import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openCampaignFolder } from '../../../server/campaign-folder/campaign-folder.ts';
import { openSeats } from '../../../server/live/seats.ts';
import { openPdfDocuments } from '../../../server/pdf/pdf-documents.ts';
import { loadCampaign } from '../../../server/steps/campaign/load-campaign.ts';
import { deliverPledges } from '../../../server/steps/line/deliver-pledges.ts';
import {
  copyPledge,
  erasePledge,
  findPledges,
  objectPledge,
  openPledgeRequest,
} from '../../../server/steps/line/pledge-rights.ts';
import { savePledge } from '../../../server/steps/line/save-pledge.ts';
import { listPersonRequests } from '../../../server/steps/persons/list-person-requests.ts';
import { refusePersonRequest } from '../../../server/steps/persons/person-request.ts';
import { unconfiguredTexts } from '../../../server/unconfigured-edges.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { TypedPledge } from '../../../shared/line/pledge-form.ts';
import { PLEDGE_LINE_FOLDER } from '../../support/campaign/pledge-line.ts';
import { type ImportRoom, importRoom } from '../../support/contact-file/import-room.ts';
import { EVENING_MS, LINE, typedPledge } from '../../support/line/pledge-room.ts';
import { accountRow } from '../../support/store/store-rows.ts';

const agent = accountRow({ id: 'camille', campaigns: [LINE] });
const NUMBER = '06 39 98 00 01';
const REASON = 'courrier, pièce vue';

let room: ImportRoom;
/** The shipped line, of the charity whose keys the room has. */
beforeEach(async () => {
  room = await importRoom(EVENING_MS);
  const dir = mkdtempSync(join(tmpdir(), 'plateau-rights-'));
  cpSync(PLEDGE_LINE_FOLDER, dir, { recursive: true });
  const file = join(dir, 'campaign.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('code: UNION', 'code: TESTORG'));
  await loadCampaign({ ...deps(), campaignFolder: openCampaignFolder() }, { dir, actor: 'essai' });
  rmSync(dir, { recursive: true });
});
afterEach(() => room.close());

const deps = () => ({ ...room.deps, vault: room.vault, documents: openPdfDocuments(), seats: openSeats() });
const save = (form: Partial<TypedPledge> = {}, number?: string) => {
  room.clock.nowMs += 1000;
  return savePledge({ ...deps(), textSender: unconfiguredTexts() }, agent, {
    ...{ campaign: LINE, callId: randomUUID(), earlier: 'keep' },
    form: typedPledge(form),
    ...(number !== undefined && { number }),
  });
};
const find = (key: Parameters<typeof findPledges>[1]['key']) =>
  findPledges(deps(), { campaign: LINE, key, actor: 'dpo-1' });
const byName = { by: 'name', lastName: 'PÉLOUNEAU', firstName: 'zephyrine', postcode: '31990' } as const;
const act = (id: string) => ({ id, reason: REASON, actor: 'dpo-1' });
const refusalOf = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'done',
    (error: AppError) => error.code,
  );
const idOf = async () => (await find(byName))[0]?.id ?? '';

describe('R-34 the rights of somebody who promised', () => {
  it('their pledges are found by the number that called or by their names, nobody else’s, and nothing is opened', async () => {
    await save({}, NUMBER);
    await save({ lastName: 'Autre' }, '06 39 98 00 02');
    await save({ amount: '20' });
    expect(
      (await find({ by: 'phone', phone: '+33 6 39 98 00 01' })).map(({ amountMinor }) => amountMinor),
    ).toEqual([5000]);
    expect((await find(byName)).map(({ amountMinor }) => amountMinor)).toEqual([5000, 2000]);
    expect(await find({ by: 'phone', phone: '06 39 98 00 03' })).toEqual([]);
    expect(await refusalOf(find({ by: 'phone', phone: '12' }))).toBe('pledge-key');
    const acts = await room.deps.store.read(async (rows) => await Array.fromAsync(rows.audit.each()));
    expect(acts.filter(({ action }) => action === 'pledge.find')).toHaveLength(3);
    expect(acts.filter(({ action }) => action === 'pledge.open')).toEqual([]);
    expect(JSON.stringify(acts)).not.toContain('639980001');
  });

  it('a copy of all that is held leaves sealed for the charity, as a document and for a program, without the link', async () => {
    await save({}, NUMBER);
    const { delivered } = await copyPledge(deps(), act(await idOf()));
    expect(delivered.map((name) => name.replace(/_[0-9A-F]{8}\./, '.'))).toEqual([
      'TESTORG_DROITS.pdf.pgp',
      'TESTORG_DROITS.json.pgp',
    ]);
    const [pdf, json] = await Promise.all(delivered.map((name) => room.openDelivered(name)));
    expect(
      Buffer.from(pdf ?? [])
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    const copy = JSON.parse(Buffer.from(json ?? []).toString());
    expect(copy.who).toMatchObject({ lastName: 'Pélouneau', to: 'zephyrine@exemple.invalid' });
    expect(copy).toMatchObject({ hasNumberMark: true, keptDays: 30, events: [{ kind: 'record' }] });
    expect(JSON.stringify(copy)).not.toMatch(/token/);
    const acts = await room.deps.store.read(async (rows) => await Array.fromAsync(rows.audit.each()));
    const done = acts
      .map(({ action }) => action)
      .filter((one) => one === 'pledge.open' || one === 'pledge.copy');
    expect(done).toEqual(['pledge.open', 'pledge.copy']);
  });

  it('erased, nobody is named in it, nothing leaves any more, and the amount stays for the figures', async () => {
    await save({}, NUMBER);
    await save({ lastName: 'Autre' });
    const id = await idOf();
    expect(await erasePledge(deps(), act(id))).toEqual({ isWithdrawn: true });
    const row = await room.deps.store.read((rows) => rows.pledges.byId(id));
    expect(row).toMatchObject({
      ...{ state: 'withdrawn', sending: 'none', amountMinor: 5000 },
      ...{ sealed: null, tokenHash: null, numberIndex: null, personIndex: null },
    });
    expect([await find(byName), await find({ by: 'phone', phone: NUMBER })]).toEqual([[], []]);
    expect(await refusalOf(erasePledge(deps(), act(id)))).toBe('pledge-erased');
    expect(await refusalOf(copyPledge(deps(), act(id)))).toBe('pledge-erased');
    room.clock.nowMs += 86_400_000;
    const { delivery } = (await deliverPledges(deps(), { campaign: LINE, actor: 'ops-1' })) as {
      delivery: { rows: number };
    };
    expect(delivery.rows).toBe(1);
  });

  it('stands in the register of donors’ requests with its month, and the act that answers it ends it', async () => {
    await save({}, NUMBER);
    const id = await idOf();
    const receivedAtMs = room.clock.nowMs - 25 * 86_400_000;
    const access = await openPledgeRequest(deps(), { ...act(id), kind: 'access', receivedAtMs });
    const erasure = await openPledgeRequest(deps(), { ...act(id), kind: 'erasure' });
    const list = (all = false) => listPersonRequests(deps(), { all });
    expect(await list()).toMatchObject([
      { id: access.id, kind: 'access', campaign: LINE, pledgeId: id, records: [], urgency: 'reminder' },
      { id: erasure.id, kind: 'erasure', pledgeId: id, urgency: 'calm' },
    ]);
    await copyPledge(deps(), act(id));
    expect((await list()).map((one) => one.id)).toEqual([erasure.id]);
    await erasePledge(deps(), act(id));
    expect(await list()).toEqual([]);
    expect((await list(true)).map(({ state }) => state)).toEqual(['done', 'done']);
    expect(await refusalOf(openPledgeRequest(deps(), { ...act(id), kind: 'access' }))).toBe('pledge-erased');
  });

  it('is registered by the act itself where nobody had; one that is not followed is refused as a donor’s', async () => {
    await save({}, NUMBER);
    const id = await idOf();
    await objectPledge(deps(), act(id));
    const row = await room.deps.store.read((rows) => rows.pledges.byId(id));
    expect(row).toMatchObject({ state: 'withdrawn', sending: 'none' });
    expect(row?.sealed).not.toBeNull();
    expect(await refusalOf(objectPledge(deps(), act(id)))).toBe('pledge-not-so');
    room.clock.nowMs += 1000;
    const { id: refused } = await openPledgeRequest(deps(), { ...act(id), kind: 'erasure' });
    await refusePersonRequest(deps(), { id: refused, reason: 'identité non vérifiée', actor: 'dpo-1' });
    const all = await listPersonRequests(deps(), { all: true });
    expect(all.map(({ kind, state }) => [kind, state])).toEqual([
      ['objection', 'done'],
      ['erasure', 'refused'],
    ]);
  });

  it('is refused with a personal reason, and for a pledge that nobody knows', async () => {
    await save();
    const id = await idOf();
    const personal = { ...act(id), reason: 'demande de zephyrine@exemple.invalid' };
    expect(await refusalOf(erasePledge(deps(), personal))).toBe('custody-text');
    expect(await refusalOf(erasePledge(deps(), act(randomUUID())))).toBe('pledge-unknown');
  });
});
