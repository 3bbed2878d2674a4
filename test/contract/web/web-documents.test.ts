import { afterAll, beforeAll, expect, it } from 'vitest';
import { MOST_FILE_BYTES } from '../../../server/domain/library/document.ts';
import { putDocument } from '../../../server/steps/library/put-document.ts';
import { describeWith } from '../../support/machine/programs.ts';
import { fiction } from '../../support/people/people-house.ts';
import { type DoorBrowser, openDoorBrowser } from '../../support/web/door-browser.ts';
import { type DoorHouse, openDoorHouse } from '../../support/web/door-house.ts';

const HOSTILE = '../../<img src=x onerror=alert(1)>\u202efdp.exe';
let house: DoorHouse;
let browser: DoorBrowser;
/** Of no group, and the référente of GL Caen. */
let hugo: string;
let rose: string;
/** Who coordinates it. */
let chef: string;
let caen: string;

interface Deposit {
  readonly session?: string;
  readonly origin?: string;
  readonly path?: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly file?: { readonly name: string; readonly content: string | Uint8Array<ArrayBuffer> };
}

async function deposit({ session, origin = house.url, path = '/b/deposer', fields = {}, file }: Deposit) {
  const form = new FormData();
  for (const [name, value] of Object.entries({ groupe: caen, qui: 'groups', ...fields }))
    form.append(name, value);
  if (file) form.append('fichier', new Blob([file.content]), file.name);
  const cookie = session === undefined ? {} : { cookie: `__Host-plateau=${session}` };
  const answer = await fetch(house.url + path, {
    method: 'POST',
    redirect: 'manual',
    body: form,
    headers: { ...cookie, origin },
  });
  return { status: answer.status, location: answer.headers.get('location'), text: await answer.text() };
}

beforeAll(async () => {
  house = await openDoorHouse();
  browser = await openDoorBrowser(house.url);
  caen = await house.newGroup('GL Caen');
  await house.importLines([
    fiction(1, { Prénom: 'Hugo' }),
    fiction(2, { Prénom: 'Rose', GROUPES: 'GL Caen (référent)' }),
    fiction(3, { Prénom: 'Chef', GROUPES: 'GL Caen (coordinateur)' }),
  ]);
  hugo = await house.enter('elodie.1@exemple.invalid');
  rose = await house.enter('elodie.2@exemple.invalid');
  chef = await house.enter('elodie.3@exemple.invalid');
  const said = {
    title: 'Kit <b>du</b> stand',
    description: '',
    tags: [],
    folder: 'Kits',
    privacy: 'volunteers',
    groups: [],
  } as const;
  const file = {
    fileName: 'Été.html',
    bytes: Buffer.from('<script>document.title="pris"</script>Le barnum.'),
  };
  await putDocument(house.app, { account: house.team, file, text: said });
});
afterAll(async () => {
  await browser?.close();
  await house?.close();
});

describeWith('chromium')('R-56 documents at the web door', () => {
  it('are listed by folder, found by a word of their text, and leave as a file that no browser opens by itself', async () => {
    const { text } = await house.get('/b/documents', hugo);
    expect(text).toContain('<h2>Kits</h2>');
    expect(text).toContain('Kit &lt;b&gt;du&lt;/b&gt; stand');
    expect(text).not.toContain('/b/deposer');
    expect((await house.get('/b/documents?mots=barn', hugo)).text).toContain('1 document.');
    const link = /href="(\/b\/document\/[0-9a-f-]+)"/.exec(text)?.[1] ?? '';
    const file = await house.get(link, hugo);
    expect(file.text).toContain('Le barnum.');
    expect(file.headers.get('content-type')).toBe('application/octet-stream');
    expect(file.headers.get('content-disposition')).toBe(
      `attachment; filename="Ete.html"; filename*=UTF-8''%C3%89t%C3%A9.html`,
    );
    expect(file.headers.get('x-content-type-options')).toBe('nosniff');
    expect(file.headers.get('cache-control')).toBe('no-store');
  });

  it('are put by a référent for their group; a path, an unseen sign and markup in the name write nothing and show nothing', async () => {
    const sent = {
      session: rose,
      fields: { dossier: 'kits', titre: '<i>Plan</i>' },
      file: { name: HOSTILE, content: 'plan' },
    };
    expect(await deposit(sent)).toMatchObject({ status: 303, location: '/b/documents?dit=depose' });
    const { text } = await house.get('/b/documents?dit=depose', rose);
    expect(text).toContain('Votre document est déposé.');
    expect(text).toContain('&lt;i&gt;Plan&lt;/i&gt;');
    expect(text).toContain('_img src=x onerror=alert(1)_fdp.exe');
    expect(text).not.toContain('<img src=x');
    expect((await house.get('/b/documents', hugo)).text).not.toContain('Plan');
    const id = /href="(\/b\/document\/[0-9a-f-]+)">&lt;i/.exec(text)?.[1] ?? '';
    expect((await house.get(id, hugo)).status).toBe(404);
    expect((await deposit({ ...sent, session: hugo })).status).toBe(403);
  });

  it('refuse 20 MiB and a byte, an archive is kept as it is, and nobody’s file is read before they are known', async () => {
    const large = { session: rose, file: { name: 'film.bin', content: new Uint8Array(MOST_FILE_BYTES + 1) } };
    const refused = await deposit(large);
    expect([refused.status, refused.text.includes('20 Mio')]).toEqual([400, true]);
    expect(
      (await deposit({ ...large, file: { name: 'f', content: new Uint8Array(MOST_FILE_BYTES + 200_000) } }))
        .status,
    ).toBe(413);
    const bomb = new Uint8Array([0x50, 0x4b, 3, 4, ...new Uint8Array(1000)]);
    expect(
      (
        await deposit({
          session: rose,
          fields: { dossier: 'kits' },
          file: { name: 'bombe.zip', content: bomb },
        })
      ).status,
    ).toBe(303);
    expect((await house.get('/b/documents?mots=bombe', rose)).text).toContain('texte non lu');
    const small = { name: 'a.md', content: 'a' };
    expect((await deposit({ file: small })).status).toBe(401);
    expect((await deposit({ session: rose, origin: 'https://ailleurs.invalid', file: small })).status).toBe(
      403,
    );
    expect((await deposit({ session: rose })).status).toBe(400);
    expect((await house.post('/b/deposer', { titre: 'x' }, { session: rose })).status).toBeGreaterThanOrEqual(
      400,
    );
  });

  it('have versions; who put them mends words and adds one, the coordination changes readers and withdraws, nobody else', async () => {
    const sent = { session: rose, fields: { titre: 'Tract' }, file: { name: 'tract.md', content: 'un' } };
    expect((await deposit(sent)).status).toBe(303);
    const { text: listed } = await house.get('/b/documents', rose);
    const page =
      /href="(\/b\/document\/[0-9a-f-]+\/versions)" aria-label="Détails de Tract"/.exec(listed)?.[1] ?? '';
    const path = page.replace('/versions', '/deposer');
    const next = { session: rose, path, file: { name: 'tract.md', content: 'deux' } };
    expect((await deposit(next)).location).toBe(`${page}?dit=version`);
    expect((await deposit(next)).location).toBe(`${page}?dit=version-meme`);
    const first = await house.get(page.replace('/versions', '?version=1'), rose);
    expect([first.text, (await house.get(`${page}?dit=version`, rose)).text.includes('Version 2')]).toEqual([
      'un',
      true,
    ]);
    const edit = (session: string, fields: Record<string, string>) =>
      house.post(page, { geste: 'modifier', titre: 'Tract', ...fields }, { session });
    expect((await edit(rose, { titre: '<u>Tract</u> 2027', tags: 'stand, marché' })).location).toBe(
      `${page}?dit=modifie`,
    );
    const kept = await edit(rose, { titre: 'Tract', dossier: 'À moi', texte: 'ce que je disais' });
    expect([kept.status, kept.text.includes('ce que je disais')]).toEqual([403, true]);
    expect((await edit(rose, { qui: 'volunteers' })).status).toBe(403);
    const { text } = await house.get(page, rose);
    expect(text).toContain('&lt;u&gt;Tract&lt;/u&gt; 2027');
    expect(text).toContain('stand, marché');
    expect(text).not.toContain('Retirer ce document');
    const withdraw = { geste: 'retirer', motif: 'remplacé par le suivant' };
    expect((await house.post(page, withdraw, { session: rose })).status).toBe(403);
    const without = await house.post(page, { geste: 'retirer', motif: '' }, { session: chef });
    expect([without.status, without.text.includes('5 signes')]).toEqual([400, true]);
    expect([(await house.get(page, hugo)).status, (await edit(hugo, {})).status]).toEqual([404, 404]);
    expect((await deposit({ ...next, session: hugo })).status).toBe(404);
    await edit(chef, { qui: 'volunteers' });
    expect((await house.get(page, hugo)).text).not.toContain('Modifier');
    expect((await house.post(page, withdraw, { session: chef })).location).toBe(
      '/b/documents?dit=retire-document',
    );
    expect((await house.get(page, chef)).status).toBe(404);
  });

  it('are one request under 14 kB, whole at 320 pixels, and axe finds nothing in light nor dark', async () => {
    const link = /href="(\/b\/document\/[0-9a-f-]+\/)versions" aria-label="Détails de &lt;i/;
    const own = link.exec((await house.get('/b/documents', rose)).text)?.[1] ?? '';
    const pages = ['/b/documents', '/b/deposer', '/b/documents?mots=barnum', `${own}versions`];
    const seen = await browser.examine(pages, rose);
    for (const { what, requests, gzipBytes, elements, overflow, violations } of seen) {
      expect([what, requests, overflow, violations]).toEqual([what, 1, 0, []]);
      expect([what, gzipBytes < 14 * 1024, elements < 300]).toEqual([what, true, true]);
    }
  });
});
