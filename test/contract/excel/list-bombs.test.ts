import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rawXlsx } from '../../support/machine/raw-xlsx.ts';
import type { ReadResult, ReadTask } from '../../support/machine/read-child.ts';

/** A small file whose cells name one long text again and again, or are without number: refused before memory grows. */
const MOST_MIB = 200;
const MOST_MS = 2_000;

let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'plateau-bombe-'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

async function read(name: string, bytes: Uint8Array, way: ReadTask['way']): Promise<ReadResult> {
  const file = join(home, name);
  writeFileSync(file, bytes);
  const child = fork(new URL('../../support/machine/read-child.ts', import.meta.url));
  child.send({ file, way } satisfies ReadTask);
  const [result] = (await once(child, 'message')) as [ReadResult];
  child.kill();
  return result;
}

/** Rows that each hold the same cells, after a header; the first shared string is the header's. */
function repeated(text: string, cells: string, rows: number): Buffer {
  return rawXlsx({ rows: [[text]], moreRows: `<row>${cells}</row>`.repeat(rows) });
}

const SHARED = '<c t="s"><v>0</v></c>';
const LONG = 'd'.repeat(32_000);

describe('R-02 one shared text of 32 kB, named 400,000 times', () => {
  const bomb = () => repeated(LONG, SHARED, 400_000);

  test.each(['whole', 'passing'] as const)('is refused early, read %s', async (way) => {
    const bytes = bomb();
    expect(bytes.length).toBeLessThan(200_000);
    const { end, tookMs, peakMib } = await read(`bombe-${way}.xlsx`, bytes, way);
    expect(end).toBe('workbook-too-large');
    expect(tookMs).toBeLessThan(MOST_MS);
    expect(peakMib).toBeLessThan(MOST_MIB);
  });
});

describe('neighbours, read whole', () => {
  const FAR = `<c r="GR1" t="s"><v>0</v></c>`;
  test.each([
    ['results of formulas', repeated(LONG, '<c t="s"><f>A1</f><v>0</v></c>', 100_000)],
    ['texts of a middling length', repeated('d'.repeat(3000), SHARED, 400_000)],
    ['two hundred cells a row', repeated('x', SHARED.repeat(200), 100_000)],
    ['one far cell a row', rawXlsx({ rows: [['x']], moreRows: farRows(FAR, 100_000) })],
  ] as const)('%s are refused before memory grows', async (name, bytes) => {
    const { end, peakMib } = await read(`${name.replaceAll(' ', '-')}.xlsx`, bytes, 'whole');
    expect(end).toBe('workbook-too-large');
    expect(peakMib).toBeLessThan(MOST_MIB);
  });

  test('a list of 150,000 lines of three columns is read', async () => {
    const bytes = rawXlsx({
      rows: [['ID_DONATEUR', 'TEL', 'EMAIL', 'd'.repeat(15)]],
      moreRows: `<row>${'<c t="s"><v>3</v></c>'.repeat(3)}</row>`.repeat(150_000),
    });
    expect((await read('longue-liste.xlsx', bytes, 'whole')).end).toBe('150000');
  });
});

function farRows(cell: string, rows: number): string {
  return Array.from({ length: rows }, (_, at) => `<row>${cell.replace('GR1', `GR${at + 2}`)}</row>`).join('');
}
