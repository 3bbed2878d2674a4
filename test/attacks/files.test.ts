import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, expect } from 'vitest';
import { openCampaignFolder } from '../../server/campaign-folder/campaign-folder.ts';
import { openCertificateFolder } from '../../server/certificates/certificate-folder.ts';
import { checkCampaign } from '../../server/domain/campaign-check/campaign-check.ts';
import { openWorkbooks } from '../../server/excel/workbooks.ts';
import { openOutgoingFolder } from '../../server/outgoing/outgoing-folder.ts';
import { attack } from '../support/attacks/attack.ts';
import { REFERENCE_CAMPAIGN } from '../support/campaign/reference-campaign.ts';
import { campaignFiles } from '../support/campaign/reference-campaigns.ts';
import { rawXlsx } from '../support/machine/raw-xlsx.ts';

const refused = (code: string) => expect.objectContaining({ name: 'AppError', code });
const SECRET = 'secret de la machine';
let folder: string;
let secret: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plateau-attaques-'));
  secret = join(folder, 'secret');
  writeFileSync(secret, SECRET);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const codesOf = (files: ReadonlyMap<string, string>) =>
  checkCampaign(new Map(files)).problems.map((one) => one.code);

attack('campaign-link', async () => {
  const dir = join(folder, 'campagne');
  cpSync(REFERENCE_CAMPAIGN, dir, { recursive: true });
  rmSync(join(dir, 'script.yaml'));
  symlinkSync(secret, join(dir, 'script.yaml'));
  await expect(openCampaignFolder().read(dir)).rejects.toEqual(refused('campaign-file-link'));
});

attack('campaign-path', async () => {
  for (const [line, code] of [
    ['include: ../../etc/passwd', 'unknown-key'],
    ['script: ../../../secret.yaml', 'unknown-key'],
    ['secret: !include ../../secret', 'yaml-feature'],
  ] as const) {
    const text = `${readFileSync(join(REFERENCE_CAMPAIGN, 'campaign.yaml'), 'utf8')}\n${line}\n`;
    expect(codesOf(campaignFiles('upgrade-fr').set('campaign.yaml', text))).toContain(code);
  }
  expect(codesOf(campaignFiles('upgrade-fr').set('emails/../../secret.html.liquid', 'x'))).toContain(
    'unknown-file',
  );
});

attack('yaml-bomb', async () => {
  const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'];
  for (const [at, name] of [...'bcdefghijklmnop'].entries())
    bomb.push(`${name}: &${name} [${Array(9).fill(`*${'abcdefghijklmno'[at]}`).join(', ')}]`);
  expect(codesOf(campaignFiles('upgrade-fr').set('campaign.yaml', bomb.join('\n')))).toContain(
    'yaml-feature',
  );
});

attack('xlsx-external', async () => {
  let fetched = 0;
  const stranger = createServer((_, answer) => {
    fetched += 1;
    answer.end('<xml/>');
  });
  await new Promise<void>((listening) => stranger.listen(0, '127.0.0.1', listening));
  const address = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}/classeur.xlsx`;
  const part = (name: string, body: string) => {
    const clear = Buffer.from(body);
    return {
      name,
      method: 8,
      crc: crc32(clear),
      bytes: clear.length,
      packed: deflateRawSync(clear),
    } as const;
  };
  const link = `<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath" Target="${address}" TargetMode="External"/>`;
  const relationships = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${link}</Relationships>`;
  const bytes = rawXlsx({
    rows: [['NOM'], [{ formula: `'${address}'!A1`, result: 'Testeur' }]],
    sheetRels: relationships,
    moreParts: [
      part('xl/externalLinks/externalLink1.xml', '<externalLink/>'),
      part('xl/externalLinks/_rels/externalLink1.xml.rels', relationships),
      part('xl/vbaProject.bin', 'Sub Auto_Open()'),
    ],
  });
  const workbooks = openWorkbooks();
  try {
    const { rows } = await workbooks.reader.read(bytes);
    const cells = [];
    for await (const row of rows) cells.push(row.cells[0]);
    expect(JSON.stringify(cells)).toContain('Testeur');
    expect(JSON.stringify(cells)).not.toMatch(/secret|Auto_Open/);
    expect(fetched).toBe(0);
  } finally {
    await workbooks.close();
    stranger.close();
  }
});

/** Whoever can write beside us makes the name we are about to write a link to a file of ours. */
function trap(name: string): string {
  const place = join(folder, name);
  mkdirSync(place);
  return place;
}

attack('link-outgoing', async () => {
  const place = trap('envoi');
  const id = '00000000-0000-4000-8000-000000000001';
  symlinkSync(secret, join(place, `${id}.pgp.part`));
  symlinkSync(secret, join(place, `${id}.pgp`));
  const outgoing = openOutgoingFolder(place);
  await outgoing.put(id, Buffer.from('scellé')).catch(() => undefined);
  expect(readFileSync(secret, 'utf8')).toBe(SECRET);
  rmSync(join(place, `${id}.pgp`), { force: true });
  symlinkSync(secret, join(place, `${id}.pgp`));
  await outgoing.remove(id).catch(() => undefined);
  expect(readFileSync(secret, 'utf8')).toBe(SECRET);
});

attack('link-certificate', async () => {
  const place = trap('attestations');
  symlinkSync(secret, join(place, 'ATT-ESSAI.pdf.part'));
  await openCertificateFolder(place)
    .write('ATT-ESSAI.pdf', Buffer.from('attestation'))
    .catch(() => undefined);
  expect(readFileSync(secret, 'utf8')).toBe(SECRET);
  const absent = join(folder, 'pas-encore');
  symlinkSync(absent, join(place, 'ATT-AUTRE.pdf.part'));
  await openCertificateFolder(place)
    .write('ATT-AUTRE.pdf', Buffer.from('attestation'))
    .catch(() => undefined);
  expect(existsSync(absent)).toBe(false);
});
