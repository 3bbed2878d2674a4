import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { submitScript } from '../../../server/steps/script/script-approve.ts';
import { importScript } from '../../../server/steps/script/script-import.ts';
import { listScripts } from '../../../server/steps/script/script-read.ts';
import { lineFiles, wholeLine } from '../../support/campaign/pledge-line.ts';
import { REFERENCE_CAMPAIGN } from '../../support/campaign/reference-campaign.ts';
import { ACCESS_PASSWORD } from '../../support/house/access-house.ts';
import { describeWith } from '../../support/machine/programs.ts';
import { deliveryRow } from '../../support/store/store-rows.ts';
import { openDoorBrowser, overBudget } from '../../support/web/door-browser.ts';
import { type DoorHouse, openDoorHouse } from '../../support/web/door-house.ts';
import { observerEntry } from '../../support/web/observer-entry.ts';

const HOUR_MS = 3_600_000;
const OWN_PHRASE = 'lampe verte sous la treille fanée';
const campaign = 'UPG-FR-2026';
const DELIVERED = deliveryRow({
  id: crypto.randomUUID(),
  campaign,
  state: 'delivered',
  fileName: 'UPG-FR-2026_S47.xlsx',
  deliveredAtMs: Date.UTC(2026, 10, 23, 17),
});
let house: DoorHouse;
let ops: Awaited<ReturnType<DoorHouse['hire']>>;
beforeAll(async () => {
  house = await openDoorHouse({ PLATEAU_SECOND_FACTOR: 'required' });
  for (const login of ['asso', 'devinee', 'sanscode']) await house.hire(login, 'observer');
  await house.hire('neuve', 'observer', { owesPassphrase: true });
  await house.hire('camille', 'agent');
  ops = await house.hire('ops.un', 'ops');
  await house.hire('voisine', 'observer', { campaigns: [] });
  await house.addRecords({
    records: 30,
    donor: (number) => ({ lastName: `ZÉPHYRIN-${number}`, segment: 'FIDELES' }),
  });
  await house.app.store.write((rows) => rows.deliveries.add(DELIVERED, []));
});
afterAll(() => house?.close());
// A code opens once: each test has its own.
beforeEach(() => house.clock.advance(HOUR_MS));

const { secrets, type, codeNow, enter } = observerEntry(() => house);

describe('R-36 the charity’s observer at the web door', () => {
  it('enrols a code at the first entry, chooses a passphrase, and is asked for both ever after', async () => {
    const first = await type('neuve');
    expect([first.status, first.location]).toEqual([303, '/o/code']);
    expect(first.headers.get('set-cookie')).toMatch(
      /^__Host-plateau-observateur=[A-Za-z0-9_-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax$/,
    );
    const session = first.cookie ?? '';
    for (const path of ['/o', `/o/inconnue`, '/o/phrase'])
      expect((await house.get(path, session)).text).not.toContain(campaign);
    expect((await house.get('/o', session)).location).toBe('/o/code');
    const drawn = await house.post('/o/code', { geste: 'preparer' }, { session });
    expect(drawn.text).toContain('<img src="data:image/svg+xml,');
    expect(drawn.headers.get('content-security-policy')).toContain('img-src data:');
    secrets.set('neuve', /<code>([A-Z2-7 ]+)<\/code>/.exec(drawn.text)?.[1]?.replaceAll(' ', '') ?? '');
    const wrong = await house.post('/o/code', { geste: 'confirmer', code: '000000' }, { session });
    expect([wrong.status, wrong.text.includes('Ce code n’est pas celui du secret donné')]).toEqual([
      400,
      true,
    ]);
    const right = await house.post('/o/code', { geste: 'confirmer', code: codeNow('neuve') }, { session });
    expect(right.location).toBe('/o/phrase');
    expect((await house.get('/o', session)).location).toBe('/o/phrase');
    const differing = await house.post('/o/phrase', { phrase: OWN_PHRASE, encore: 'autre' }, { session });
    expect(differing.text).toContain('Les deux saisies diffèrent.');
    const weak = await house.post('/o/phrase', { phrase: 'abc', encore: 'abc' }, { session });
    expect([weak.status, weak.text.includes('name="encore"')]).toEqual([400, true]);
    const own = await house.post('/o/phrase', { phrase: OWN_PHRASE, encore: OWN_PHRASE }, { session });
    expect(own.location).toBe('/o?dit=entre');
    expect((await house.get('/o', session)).text).toContain(campaign);

    house.clock.advance(60_000);
    const without = await type('neuve', { phrase: OWN_PHRASE });
    expect([without.status, without.cookie]).toEqual([401, undefined]);
    expect(without.text).toContain('Cet accès demande aussi un code');
    const code = codeNow('neuve');
    expect((await type('neuve', { phrase: OWN_PHRASE, code })).location).toBe('/o?dit=entre');
    // A code opens once.
    expect((await type('neuve', { phrase: OWN_PHRASE, code })).status).toBe(401);
  });

  it('knows observers alone: the right passphrase of anybody else is answered as a wrong one', async () => {
    const wrong = await type('asso', { phrase: 'fausse' });
    for (const login of ['camille', 'ops.un', 'jamais.vu']) {
      const refused = await type(login);
      expect([login, refused.status, refused.cookie, refused.text]).toEqual([
        login,
        401,
        undefined,
        wrong.text,
      ]);
    }
    expect(await house.actions('shift.begin')).toEqual([]);
  });

  it('makes whoever guesses wait, whatever they try', async () => {
    const statuses = [];
    for (let times = 0; times < 7; times += 1)
      statuses.push((await type('devinee', { phrase: `essai ${times}` })).status);
    expect(statuses[0]).toBe(401);
    expect(statuses.at(-1)).toBe(429);
  });

  it('gives a new token at each entry, whatever cookie the browser came with, and ends the one it had', async () => {
    const first = await enter('asso');
    expect((await house.get('/o', first)).status).toBe(200);
    house.clock.advance(60_000);
    const fixed = 'F'.repeat(43);
    const other = await type('asso', { code: codeNow('asso') }, fixed);
    expect(other.cookie).not.toBe(fixed);
    expect((await house.get('/o', fixed)).status).toBe(401);
    house.clock.advance(60_000);
    const second = (await type('asso', { code: codeNow('asso') }, first)).cookie ?? '';
    expect((await house.get('/o', first)).status).toBe(401);
    expect((await house.get('/o', second)).status).toBe(200);
  });

  it('closes after half an hour without a request, four hours after the entry, and at the way out', async () => {
    const idle = await enter('asso');
    house.clock.advance(32 * 60_000);
    const over = await house.get('/o', idle);
    expect([over.status, over.cookie]).toEqual([401, '']);
    expect(over.text).toContain('name="identifiant"');
    const long = await enter('asso');
    for (let half = 0; half < 9; half += 1) {
      house.clock.advance(27 * 60_000);
      await house.get('/o', long);
    }
    expect((await house.get('/o', long)).status).toBe(401);
    const left = await enter('asso');
    const out = await house.post('/o/sortir', {}, { session: left });
    expect([out.location, out.cookie]).toEqual(['/o/connexion?dit=sorti', '']);
    expect((await house.get('/o', left)).status).toBe(401);
  });

  it('refuses a form of another site, and an account of the house that comes with its own token', async () => {
    const session = await enter('asso');
    const elsewhere = { origin: 'https://ailleurs.invalid' };
    expect((await house.post('/o/sortir', {}, { session, headers: elsewhere })).status).toBe(403);
    const typed = { identifiant: 'asso', phrase: ACCESS_PASSWORD, code: codeNow('asso') };
    const forged = await house.post('/o/connexion', typed, { headers: elsewhere });
    expect([forged.status, forged.cookie]).toEqual([403, undefined]);
    const { token } = await house.enterAccount('camille');
    expect((await house.get('/o', token)).status).toBe(403);
    expect((await house.get('/b', session)).status).toBe(401);
  });
});

/** A version given to the charity to read; its page. */
async function submitted(version: string): Promise<string> {
  const text = readFileSync(join(REFERENCE_CAMPAIGN, 'script.yaml'), 'utf8')
    .replace(/^version: .*$/m, `version: ${version}`)
    .replace('grand merci', `grand merci (${version})`);
  const files = new Map([['script.yaml', text]]);
  const done = await importScript(house.app, { campaign, kind: 'script', account: ops, files });
  expect(done.kind).toBe('imported');
  await submitScript(house.app, { campaign, kind: 'script', version, account: ops });
  return `/o/textes/${campaign}/script/${version}`;
}
const lifeOf = async (version: string) =>
  (await listScripts(house.app, { campaign, account: ops })).find((one) => one.version === version);

const PATHS = ['chiffres', 'remises', 'textes', 'preuves'].map((one) => `/o/${one}/${campaign}`);

describe('R-36 what the charity’s observer reads there', () => {
  it('shows figures of this moment with pictures, deliveries with their digests, texts and proofs: never a donor', async () => {
    const session = await enter('asso');
    const home = (await house.get('/o', session)).text;
    let all = home;
    for (const path of PATHS) {
      expect(home).toContain(`href="${path}"`);
      const { status, text } = await house.get(path, session);
      expect([path, status]).toEqual([path, 200]);
      all += text;
    }
    expect(all).toContain('30 ouvertes, 0 à l’écran');
    expect(
      all.match(/<img src="data:image\/svg\+xml,[^"]+" width="\d+" height="\d+" alt="[^"]{20,}"/g),
    ).toHaveLength(2);
    expect(all).toContain(DELIVERED.sha256Sealed);
    expect(all).not.toMatch(/zéphyrin|imaginaire|@exemple|63998|RUM/i);
    for (const path of [`/o/remises/${campaign}/${crypto.randomUUID()}`, '/o/chiffres/JAMAIS-1'])
      expect([path, (await house.get(path, session)).status]).toEqual([path, 404]);
  });

  it('answers another’s campaign as one that is not there, whatever is asked of it', async () => {
    const session = await enter('voisine');
    const page = await submitted('lu-0');
    const document = `${page}/document.html`;
    for (const path of [...PATHS, `/o/remises/${campaign}/${DELIVERED.id}`, page, document])
      expect([path, (await house.get(path, session)).status]).toEqual([path, 404]);
    const hash = (await lifeOf('lu-0'))?.hash ?? '';
    for (const form of [
      { geste: 'approuver', empreinte: hash, par: 'Direction des dons' },
      { geste: 'refuser', empreinte: hash, motif: 'Ton trop pressant.' },
    ] as Record<string, string>[])
      expect((await house.post(page, form, { session })).status).toBe(404);
    expect((await house.post(`/o/preuves/${campaign}`, { geste: 'dossier' }, { session })).status).toBe(404);
    expect((await lifeOf('lu-0'))?.state).toBe('submitted');
  });

  it('approves or refuses a submitted text, bound to what was read; a refused one never comes into force', async () => {
    const session = await enter('asso');
    const page = await submitted('lu-1');
    const read = (await house.get(page, session)).text;
    expect(read).toContain('grand merci (lu-1)');
    const hash = /name="empreinte" value="([0-9a-f]{64})"/.exec(read)?.[1] ?? '';
    const document = await house.get(`${page}/document.html`, session);
    expect(document.headers.get('content-disposition')).toBe(
      `attachment; filename="${campaign}-script-lu-1.html"`,
    );
    expect(document.text).toContain(hash);
    const yes = { geste: 'approuver', empreinte: hash, par: 'Direction des dons, courriel du 24/11' };
    const other = await house.post(page, { ...yes, empreinte: 'f'.repeat(64) }, { session });
    expect([other.status, other.text.includes('n’a pas cette empreinte')]).toEqual([409, true]);
    expect((await house.post(page, { ...yes, par: '' }, { session })).status).toBe(400);
    const done = await house.post(page, yes, { session });
    expect(done.location).toBe(`/o/textes/${campaign}?dit=approuve`);
    expect(await lifeOf('lu-1')).toMatchObject({ state: 'approved', approvedBy: 'asso', approval: yes.par });

    const second = await submitted('lu-2');
    const empreinte = (await lifeOf('lu-2'))?.hash ?? '';
    const no = { geste: 'refuser', empreinte, motif: 'Le ton du second rappel est trop pressant.' };
    expect((await house.post(second, no, { session })).location).toBe(`/o/textes/${campaign}?dit=refuse`);
    expect(await lifeOf('lu-2')).toMatchObject({
      state: 'retired',
      retiredReason: no.motif,
      retiredBy: 'asso',
    });
    expect((await house.post(second, { ...yes, empreinte }, { session })).status).toBe(409);
    expect((await house.actions('script.refuse')).at(-1)).toMatchObject({ reason: no.motif });
  });

  it('R-64 shows the texts of a pledge line of the grant, and takes the word of who read them; nothing else of it', async () => {
    const line = 'PL-2026';
    const keyFingerprint = 'EF'.repeat(20);
    await house.app.store.write((rows) => rows.lines.save(wholeLine(), { keyFingerprint, createdAtMs: 0 }));
    await house.hire('ligne', 'observer', { campaigns: [line] });
    const session = await enter('ligne');
    expect((await house.get('/o', session)).text.match(/\/o\/\w+\/PL-2026/g)).toEqual([`/o/textes/${line}`]);
    const key = { campaign: line, kind: 'line-script' as const, account: ops };
    const whole = lineFiles(['script.yaml', 'version: ligne-1', 'version: lu-ligne']);
    const files = new Map([...whole].filter(([name]) => name === 'script.yaml'));
    await importScript(house.app, { ...key, files });
    await submitScript(house.app, { ...key, version: 'lu-ligne' });
    const page = `/o/textes/${line}/line-script/lu-ligne`;
    const read = (await house.get(page, session)).text;
    const empreinte = /name="empreinte" value="([0-9a-f]{64})"/.exec(read)?.[1] ?? '';
    const { text } = await house.get(`${page}/document.html`, session);
    for (const words of [empreinte, 'Bonsoir, merci d’appeler']) expect(text).toContain(words);
    const yes = { geste: 'approuver', empreinte, par: 'Direction des dons, courriel du 2/12' };
    expect((await house.post(page, yes, { session })).location).toBe(`/o/textes/${line}?dit=approuve`);
    expect((await house.get(`/o/chiffres/${line}`, session)).text).toContain('est une ligne de promesses');
  });

  it('gives the evidence pack as one archive, and says when there is no certificate yet', async () => {
    const session = await enter('asso');
    const answer = await fetch(`${house.url}/o/preuves/${campaign}`, {
      method: 'POST',
      body: new URLSearchParams({ geste: 'dossier' }),
      headers: { cookie: `__Host-plateau-observateur=${session}`, origin: house.url },
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="preuves-${campaign}.zip"`);
    expect(bytes.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004');
    expect(bytes.includes('SHA256SUMS.asc')).toBe(true);
    expect((await house.actions('evidence.build')).at(-1)).toMatchObject({ subject: campaign });
    const early = await house.post(`/o/preuves/${campaign}`, { geste: 'attestation' }, { session });
    expect([early.status, early.text.includes('Il n’y a pas d’attestation')]).toEqual([409, true]);
  });
});

describeWith('chromium')('R-36 the same pages in a browser', () => {
  it('keep the budget of every page: light, whole at 320 pixels and at 400 %, nothing found by axe in light nor dark', async () => {
    const browser = await openDoorBrowser(house.url);
    const owing = (await type('sanscode')).cookie ?? '';
    const session = await enter('asso');
    const page = await submitted('lu-3');
    const delivered = `/o/remises/${campaign}/${DELIVERED.id}`;
    const seen = [
      ...(await browser.examine(['/o/connexion', '/o/aide'], undefined)),
      ...(await browser.examine(
        ['/o/phrase', '/o/code', { path: '/o/code', press: 'Montrer mon QR code' }],
        owing,
      )),
      ...(await browser.examine(
        ['/o', ...PATHS, `/o/chiffres/${campaign}/detail`, delivered, page],
        session,
      )),
    ];
    await browser.close();
    expect(overBudget(seen)).toEqual([]);
  }, 60_000);
});
