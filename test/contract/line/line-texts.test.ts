import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { noticeVersion } from '../../../server/domain/line/notice-version.ts';
import { approvalPage } from '../../../server/domain/said/approval-page.ts';
import type { LinePart } from '../../../server/domain/said/script-parts.ts';
import { loadCampaign } from '../../../server/steps/campaign/load-campaign.ts';
import { examineTexts } from '../../../server/steps/house/examine-texts.ts';
import { lineStatuses } from '../../../server/steps/line/line-status.ts';
import { readDesk } from '../../../server/steps/line/read-desk.ts';
import { sendLinks } from '../../../server/steps/line/send-links.ts';
import { approveScript, submitScript } from '../../../server/steps/script/script-approve.ts';
import { enforceScript } from '../../../server/steps/script/script-enforce.ts';
import { importScript } from '../../../server/steps/script/script-import.ts';
import {
  diffParts,
  listScripts,
  readEdition,
  scriptForPage,
} from '../../../server/steps/script/script-read.ts';
import { PLEDGE_LINE_FOLDER } from '../../support/campaign/pledge-line.ts';
import { LINE, type PledgeRoom, pledgeRoom } from '../../support/line/pledge-room.ts';
import { accountRow } from '../../support/store/store-rows.ts';

/** R-64: what a pledge line says and sends has the life of the other campaigns' texts. */

let room: PledgeRoom;
let dir: string;
const ops = accountRow({ id: 'ops-1', login: 'ops.1', role: 'ops' });
const officer = accountRow({ id: 'officer-1', login: 'officer.1', role: 'dataOfficer' });
beforeEach(async () => {
  room = await pledgeRoom();
  dir = join(room.home, 'ligne');
  cpSync(PLEDGE_LINE_FOLDER, dir, { recursive: true });
  await room.deps.store.write(async (rows) => {
    for (const account of [ops, officer]) await rows.accounts.insert(account);
  });
});
afterEach(() => room.close());

const edit = (file: string, from: string, to: string) => {
  const text = readFileSync(join(dir, file), 'utf8');
  expect(text).toContain(from);
  writeFileSync(join(dir, file), text.replace(from, to));
};
const load = () => loadCampaign(room.deps, { dir, actor: 'essai' });
const refused = (code: string) => expect.objectContaining({ name: 'AppError', code });
const FILES = {
  'line-script': 'script.yaml',
  'line-mentions': 'campaign.yaml',
  'line-messages': 'link.yaml',
};

async function drafted(kind: LinePart) {
  const file = FILES[kind];
  const files = new Map([[file, readFileSync(join(dir, file), 'utf8')]]);
  const done = await importScript(room.deps, { campaign: LINE, kind, account: ops, files });
  if (done.kind === 'faulty') throw new Error(done.problems.map(({ message }) => message).join(' '));
  const key = { campaign: LINE, kind, version: done.life.version };
  return { key, hash: done.life.hash, by: 'Direction des dons, courriel du 2/12' };
}

async function inForce(kind: LinePart) {
  const { key, ...read } = await drafted(kind);
  await submitScript(room.deps, { ...key, account: ops });
  await expect(approveScript(room.deps, { ...key, ...read, account: ops })).rejects.toEqual(
    refused('script-own-submission'),
  );
  await approveScript(room.deps, { ...key, ...read, account: officer });
  await enforceScript(room.deps, { ...key, account: ops });
}

/** One change a part: in its file, and what callers would hear or receive. */
const CHANGES: Readonly<Record<LinePart, readonly [from: string, to: string]>> = {
  'line-script': ['Bonsoir, merci d’appeler !', 'Bonsoir, et merci d’appeler !'],
  'line-mentions': ['à suivre votre promesse', 'à retrouver votre promesse'],
  'line-messages': ['    Bonjour,', '    Bonsoir,'],
};

function change(kind: LinePart): void {
  edit(FILES[kind], ...CHANGES[kind]);
  if (kind === 'line-script') edit('script.yaml', 'version: ligne-1', 'version: ligne-2');
}

it('reaches no seat and no caller before two people approved it, part by part', async () => {
  expect(
    (await listScripts(room.deps, { campaign: LINE, account: ops })).map(({ kind, state }) => [kind, state]),
  ).toEqual([
    ['line-script', 'in-force'],
    ['line-mentions', 'in-force'],
    ['line-messages', 'in-force'],
  ]);
  const before = await readDesk(room.deps, room.agent, LINE);
  for (const kind of ['line-script', 'line-mentions', 'line-messages'] as const) {
    change(kind);
    await expect(load()).rejects.toEqual(refused('script-not-approved'));
    const { key } = await drafted(kind);
    await expect(enforceScript(room.deps, { ...key, account: ops })).rejects.toEqual(
      refused('script-not-approved'),
    );
  }
  expect(await readDesk(room.deps, room.agent, LINE)).toEqual(before);
  await expect(
    importScript(room.deps, { campaign: LINE, kind: 'script', account: ops, files: new Map() }),
  ).rejects.toEqual(refused('script-part-unknown'));
  const page = { campaign: LINE, kind: 'line-script', version: 'ligne-1', account: ops } as const;
  // The page to print: every word of the line, what a call fills in by its name, each digest once where it is signed.
  const { settings, parts } = await scriptForPage(room.deps, page);
  if (settings.kind !== 'pledge-line') throw new Error('a line has a page of its own');
  const printed = approvalPage({
    settings,
    parts: parts.map(({ life, body }) => ({
      ...{ body, version: life.version, sha256: life.hash },
      isAsked: life.kind === 'line-script',
    })),
  });
  expect(parts.map(({ life }) => life.kind)).toEqual(['line-script', 'line-mentions', 'line-messages']);
  const plain = printed?.replace(/<[^>]+>/g, '').replaceAll('&#39;', "'");
  for (const words of [
    'À approuver ici : les phrases lues',
    'Bonsoir, merci d’appeler ! Quel montant',
    'le lien de paiement, [voies du lien, ouvertes ce soir-là] ?',
    'Votre promesse de [montant promis]',
    settings.notice,
  ])
    expect(plain).toContain(words);
  expect(printed).not.toMatch(/<script|src=|\{\{|undefined|NaN/);
  for (const [, anchor] of printed?.matchAll(/href="#([^"]+)"/g) ?? [])
    expect(printed).toContain(`id="${anchor}"`);

  const [words] = await diffParts(room.deps, { campaign: LINE, account: ops });
  expect(words).toMatchObject({
    from: 'ligne-1',
    to: { version: 'ligne-2' },
    diff: { entries: [{ title: 'Accueil' }] },
  });
  for (const kind of ['line-script', 'line-mentions', 'line-messages'] as const) await inForce(kind);
  const after = await readDesk(room.deps, room.agent, LINE);
  expect(after.script.steps.welcome).toContain('Bonsoir, et merci');
  expect(after.form.notice).toContain('à retrouver votre promesse');
  expect((await load()).outcome).toBe('unchanged');

  await room.save();
  await sendLinks(room.deps, { actor: 'system', limit: 5 });
  expect(room.sink.messages().at(-1)?.raw).toContain('Bonsoir,');
});

it('leaves with each pledge the edition of the form that was read, whatever came into force since', async () => {
  const { edition = '' } = await readDesk(room.deps, room.agent, LINE);
  change('line-mentions');
  await inForce('line-mentions');
  const now = await readDesk(room.deps, room.agent, LINE);
  await room.save({}, { edition });
  await room.save(
    { lastName: 'Autre', link: { way: 'email', to: 'autre@exemple.invalid' } },
    { edition: now.edition },
  );
  const [old, recent] = await room.pledges();
  expect([old?.edition, recent?.edition]).toEqual([edition, now.edition]);
  expect(recent?.noticeVersion).toBe(noticeVersion(now.form.notice));
  expect(old?.noticeVersion).not.toBe(recent?.noticeVersion);
  const asked = { campaign: LINE, digest: edition, account: ops };
  expect(await readEdition(room.deps, asked)).toMatchObject({ isInForce: false });
});

it('changes seats and rules without anybody’s approval; words changed in the base by another hand are said to nobody', async () => {
  edit('campaign.yaml', 'seats: 55', 'seats: 54');
  edit('campaign.yaml', 'checkedOn: 2026-11-20', 'checkedOn: 2026-12-01');
  expect((await load()).outcome).toBe('updated');
  expect(await examineTexts(room.deps)).toMatchObject({ ok: true });
  await room.save();
  await room.deps.store.write(async (rows) => {
    const line = await rows.lines.byCode(LINE);
    if (!line) throw new Error('the line just loaded');
    const texts = { ...line.texts, sms: 'Autre message : {{ link }}' };
    await rows.lines.save({ ...line, texts }, line);
  });
  await expect(readDesk(room.deps, room.agent, LINE)).rejects.toEqual(refused('script-differs'));
  expect(await sendLinks(room.deps, { actor: 'system', limit: 5 })).toMatchObject({ sent: 0 });
  expect(room.logged.join()).toContain('links.unapproved');
  const [status] = await room.deps.store.read((rows) => lineStatuses(rows));
  expect(status?.unapproved).toEqual(['liens envoyés']);
  expect(await examineTexts(room.deps)).toMatchObject({
    ok: false,
    message: expect.stringContaining(`${LINE} : liens envoyés`),
  });
});
