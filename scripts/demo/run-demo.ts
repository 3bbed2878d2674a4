import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '../../shared/errors.ts';
import type { Terminal } from '../terminal.ts';
import { autoplay } from './autoplay.ts';
import { closeWeek } from './close-week.ts';
import type { DemoFlags } from './demo-flags.ts';
import { type DemoHouse, openDemoHouse } from './demo-house.ts';
import { showWeek } from './demo-summary.ts';
import { finishCampaign } from './finish-campaign.ts';
import { dropContactFile, takeContactFile } from './give-contact-file.ts';
import { hirePeople } from './hire-people.ts';
import { progressBar } from './progress-bar.ts';
import { openOnTerminal } from './workstation-process.ts';

/** Autoplay compresses the shift: one real second is a simulated minute, so that figures per hour keep their sense. */
const AUTOPLAY_SPEED = 60;

/** Root of the package, from the sources as from the bundle. */
const ROOT = ((here) => (here.endsWith('dist') ? dirname(here) : dirname(dirname(here))))(
  dirname(fileURLToPath(import.meta.url)),
);

/** Runs the demo; AppError `not-a-terminal` for the interactive one without a terminal. */
export async function runDemo(flags: DemoFlags, terminal: Terminal): Promise<void> {
  if (flags.autoplay === undefined && !terminal.isInteractive) {
    throw new AppError({
      code: 'not-a-terminal',
      kind: 'invalid',
      message: 'La démonstration ouvre le poste d’un téléacteur : il lui faut un terminal.',
      hint: 'Sans terminal : npm run demo -- --autoplay 20 --json.',
    });
  }
  const folder = flags.out ? resolve(flags.out) : mkdtempSync(join(tmpdir(), 'plateau-demo-'));
  const house = await openDemoHouse({
    folder,
    campaignDir: join(ROOT, 'server', 'campaigns', 'upgrade-fr'),
    speed: flags.autoplay === undefined ? 1 : AUTOPLAY_SPEED,
  });
  try {
    await (flags.autoplay === undefined
      ? playByHand(house, flags, terminal)
      : playAlone(house, { ...flags, calls: flags.autoplay }, terminal));
  } finally {
    await house.close();
    if (!flags.out) rmSync(folder, { recursive: true, force: true });
  }
}

async function bringFile(house: DemoHouse, flags: DemoFlags, terminal: Terminal | undefined) {
  terminal?.line(`L’association dépose son fichier : ${flags.cards} donateurs fictifs, chiffrés et signés.`);
  const fileName = await dropContactFile(house, { cards: flags.cards, seed: flags.seed });
  const bar = terminal && progressBar('Import');
  const summary = await takeContactFile(house, { fileName, ...(bar ? { onProgress: bar.show } : {}) });
  bar?.stop();
  return summary;
}

async function playByHand(house: DemoHouse, flags: DemoFlags, terminal: Terminal): Promise<void> {
  terminal.line(`Démonstration de Plateau, dans ${house.folder}`);
  terminal.line('Heure simulée : lundi 23 novembre 2026, 17:05 (Paris).');
  const summary = await bringFile(house, flags, terminal);
  terminal.line(
    `${summary.accepted} fiches acceptées, ${summary.excluded} exclues, ${summary.rejected} rejetées ; rapport déposé.`,
  );
  const people = await hirePeople(house);
  await openOnTerminal(house, people.agent);
  const week = await closeWeek(house);
  showWeek(terminal, { house, week, kept: flags.out !== undefined });
}

async function playAlone(
  house: DemoHouse,
  flags: DemoFlags & { readonly calls: number },
  terminal: Terminal,
): Promise<void> {
  const startMs = performance.now();
  const quiet = flags.json ? undefined : terminal;
  const summary = await bringFile(house, flags, quiet);
  const importedMs = performance.now();
  const people = await hirePeople(house);
  const played = await autoplay(house, { agent: people.agent, calls: flags.calls, seed: flags.seed });
  const playedMs = performance.now();
  const week = await closeWeek(house);
  const end = await finishCampaign(house, people);
  const endMs = performance.now();
  const timings = {
    importMs: Math.round(importedMs - startMs),
    callsMs: Math.round(playedMs - importedMs),
    endMs: Math.round(endMs - playedMs),
    totalMs: Math.round(endMs - startMs),
  };
  const { rows, accepted, excluded, rejected } = summary;
  const result = {
    folder: flags.out ? house.folder : null,
    import: { rows, accepted, excluded, rejected },
    ...played,
    ...week,
    ...end,
    timings,
  };
  if (flags.json) return terminal.line(JSON.stringify(result));
  showWeek(terminal, { house, week, kept: flags.out !== undefined });
  terminal.line(`Campagne close, fichier final remis, données détruites : attestation ${end.certificate}`);
}
