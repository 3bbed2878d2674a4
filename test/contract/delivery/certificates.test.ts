import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openCertificateFolder } from '../../../server/certificates/certificate-folder.ts';
import { openCertificateRows } from '../../../server/certificates/certificate-rows.ts';
import type { Certificates } from '../../../server/ports/certificates.ts';
import type { Store } from '../../../server/ports/store.ts';
import { temporaryStore } from '../../support/store/store-rows.ts';

let base: ReturnType<typeof temporaryStore>;
beforeEach(() => {
  base = temporaryStore();
});
afterEach(() => base.dispose());

const folder = () => join(base.folder, 'attestations');
const EDGES: Readonly<Record<string, (store: Store) => Certificates>> = {
  'in the folder': () => openCertificateFolder(folder()),
  'in the base': openCertificateRows,
};

/** A folder is the same whatever the engine. */
const tried = Object.entries(EDGES).filter(
  ([where]) => where === 'in the base' || process.env.PLATEAU_TEST_ENGINE !== 'postgres',
);

describe.each(tried)('certificates kept %s', (where, open) => {
  const name = 'ATT-TEST-UPG-FR-20261130.pdf';
  const bytes = randomBytes(2 ** 20 + 7);

  it('are written once: again with the same bytes is nothing, with others refused', async () => {
    const certificates = open(base.store);
    expect([await certificates.list(), await certificates.read(name)]).toEqual([[], undefined]);
    const place = where === 'in the folder' ? join(folder(), name) : name;
    expect([await certificates.write(name, bytes), await certificates.write(name, bytes)]).toEqual([
      place,
      place,
    ]);
    await expect(certificates.write(name, randomBytes(9))).rejects.toMatchObject({
      code: 'certificate-exists',
    });
    expect(bytes.equals((await certificates.read(name)) ?? Buffer.of())).toBe(true);
  });

  it('are read and listed by another that opens the same place', async () => {
    for (const ending of ['.asc', '']) await open(base.store).write(name + ending, randomBytes(3));
    const other = base.open();
    expect(await open(other).list()).toEqual([name, `${name}.asc`]);
    expect((await open(other).read(`${name}.asc`))?.length).toBe(3);
    other.close();
  });

  it('are refused under a name that is a path', async () => {
    await expect(async () => await open(base.store).write('../x.pdf', bytes)).rejects.toThrow('path segment');
  });
});

it('a folder does not show a certificate that was cut as it was written', async () => {
  const certificates = openCertificateFolder(folder());
  await certificates.write('ATT-X.pdf', randomBytes(3));
  writeFileSync(join(folder(), 'ATT-Y.pdf.part'), 'moitié');
  expect(await certificates.list()).toEqual(['ATT-X.pdf']);
});
