import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openCampaignFolder } from '../../../server/campaign-folder/campaign-folder.ts';
import { REFERENCE_CAMPAIGN } from '../../support/campaign/reference-campaign.ts';

let room: string;
let dir: string;

beforeEach(() => {
  room = mkdtempSync(join(tmpdir(), 'plateau-campaign-'));
  dir = join(room, 'campagne');
  cpSync(REFERENCE_CAMPAIGN, dir, { recursive: true });
});

afterEach(() => {
  rmSync(room, { recursive: true, force: true });
});

const refused = (code: string) => expect.objectContaining({ name: 'AppError', code });

describe('the folder on disk', () => {
  const read = () => openCampaignFolder().read(dir);

  it('gives the campaign’s own files and nothing else', async () => {
    writeFileSync(join(dir, 'notes-personnelles.txt'), 'x');
    writeFileSync(join(dir, 'knowledge', 'brouillon.docx'), 'x');
    const files = [...(await read()).keys()];
    expect(files).toContain('campaign.yaml');
    expect(files).toContain('emails/agreement.txt.liquid');
    expect(
      files.every((file) =>
        /^(campaign|script|objections|modules)\.yaml$|^emails\/.*\.liquid$|^knowledge\/.*\.md$/.test(file),
      ),
    ).toBe(true);
  });

  it('reads Windows line ends like others', async () => {
    writeFileSync(join(dir, 'campaign.yaml'), 'code: X\r\nname: Y\r\n');
    expect((await read()).get('campaign.yaml')).toBe('code: X\nname: Y\n');
  });

  it('refuses a folder that is not there', async () => {
    dir = join(room, 'ailleurs');
    await expect(read()).rejects.toEqual(refused('campaign-folder-missing'));
  });

  it('says that a file, or a link to a folder, is no folder', async () => {
    const folder = dir;
    dir = join(folder, 'campaign.yaml');
    await expect(read()).rejects.toEqual(refused('campaign-folder-not-one'));
    dir = join(room, 'lien-de-dossier');
    symlinkSync(folder, dir);
    await expect(read()).rejects.toEqual(refused('campaign-folder-not-one'));
  });

  it.each(['script.yaml', 'emails/agreement.txt.liquid', 'knowledge/lien.md'])(
    'refuses a link in place of %s',
    async (file) => {
      writeFileSync(join(room, 'secret'), 'secret');
      rmSync(join(dir, file), { force: true });
      symlinkSync(join(room, 'secret'), join(dir, file));
      await expect(read()).rejects.toEqual(refused('campaign-file-link'));
    },
  );

  it('refuses a linked sub-folder and a named pipe, without hanging', async () => {
    rmSync(join(dir, 'knowledge'), { recursive: true });
    symlinkSync(room, join(dir, 'knowledge'));
    await expect(read()).rejects.toEqual(refused('campaign-file-link'));
    rmSync(join(dir, 'knowledge'));
    rmSync(join(dir, 'script.yaml'));
    execFileSync('mkfifo', [join(dir, 'script.yaml')]);
    await expect(read()).rejects.toEqual(refused('campaign-file-link'));
  });

  it('refuses files too big, too many, or not text', async () => {
    writeFileSync(join(dir, 'script.yaml'), 'x'.repeat(256 * 1024 + 1));
    await expect(read()).rejects.toEqual(refused('campaign-file-too-big'));
    writeFileSync(join(dir, 'script.yaml'), Buffer.from([0x63, 0xe9, 0x64]));
    await expect(read()).rejects.toEqual(refused('campaign-file-not-text'));
    rmSync(join(dir, 'script.yaml'));
    mkdirSync(join(dir, 'knowledge'), { recursive: true });
    for (let at = 0; at < 41; at += 1) writeFileSync(join(dir, 'knowledge', `n${at}.md`), 'x');
    await expect(read()).rejects.toEqual(refused('campaign-files-too-many'));
  });
});
