import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { zipOf } from '../../../server/domain/files/zip.ts';
import { describeWith, programPath } from '../../support/machine/programs.ts';

const ENTRIES = [
  { name: 'LISEZMOI.txt', bytes: Buffer.from('Bonjour à vous') },
  { name: 'remises/été.json', bytes: Buffer.from('{}') },
  { name: 'vide', bytes: new Uint8Array() },
];

const READ = `
import io, json, sys, zipfile
archive = zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read()))
assert archive.testzip() is None
print(json.dumps({one: archive.read(one).decode() for one in archive.namelist()}))
`;

describeWith('openpyxl')('an archive', () => {
  it('is opened by another program, name by name and byte by byte; equal entries give equal bytes', () => {
    const bytes = zipOf(ENTRIES);
    const read = execFileSync(programPath('openpyxl') ?? '', ['-c', READ], { input: bytes });
    expect(JSON.parse(read.toString())).toEqual({
      'LISEZMOI.txt': 'Bonjour à vous',
      'remises/été.json': '{}',
      vide: '',
    });
    expect(Buffer.compare(bytes, zipOf(ENTRIES))).toBe(0);
  });
});
