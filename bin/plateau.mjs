#!/usr/bin/env node
// Runs the built product under the Node pinned in package.json, whatever Node started this file.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bundle = join(root, 'dist', 'plateau.mjs');
const pinned = join(root, 'node_modules', '.bin', 'node');

if (!existsSync(bundle)) {
  process.stderr.write('Plateau n’est pas encore construit. Lancez : npm ci && npm run build\n');
  process.exit(1);
}
// What asks for a secret takes a second or more to ask: a hand that types before is not shown. Node gives the terminal back as
// it found it, whatever ends the program.
const ASKING = [
  'account',
  'backup',
  'campaign',
  'charity',
  'doctor',
  'keys',
  'login',
  'restore',
  'serve',
  'setup',
];
if (process.stdin.isTTY && ASKING.includes(process.argv[2] ?? ''))
  spawnSync('stty', ['-echo'], { stdio: ['inherit', 'ignore', 'ignore'] });

if (Number(process.versions.node.split('.')[0]) >= 26 || !existsSync(pinned)) {
  await import(bundle);
} else {
  const { status, signal } = spawnSync(pinned, [bundle, ...process.argv.slice(2)], { stdio: 'inherit' });
  process.exit(signal ? 130 : (status ?? 1));
}
