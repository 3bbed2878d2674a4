import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import { inNumber } from '../../shared/french-plural.ts';
import { PROGRAM_FOLDER } from '../cli/program-folder.ts';
import type { Terminal } from '../cli/terminal.ts';
import { autoplay } from './autoplay.ts';
import { closeWeek } from './close-week.ts';
import { type CampaignVolume, CONTRACT_CARDS, campaignVolumes } from './demo-campaigns.ts';
import type { DemoFlags } from './demo-flags.ts';
import { type DemoHouse, openDemoHouse } from './demo-house.ts';
import { showWeek } from './demo-summary.ts';
import { finishCampaigns } from './finish-campaign.ts';
import { dropContactFile, takeContactFile } from './give-contact-file.ts';
import { type DemoPerson, hireAgents, hirePeople } from './hire-people.ts';
import { progressBar } from './progress-bar.ts';
import { makeReopenable, openSshDoor } from './ssh-door.ts';
import { openOnTerminal } from './workstation-process.ts';

/**
 * Autoplay compresses the shift so that figures per hour keep their sense: a second is a simulated minute at most, less
 * for many calls, which must end before the evening.
 */
const FASTEST = 60;
const SIMULATED_PER_CALL = 12_000;
const autoplaySpeed = (calls: number) =>
  Math.max(1, Math.min(FASTEST, Math.floor(SIMULATED_PER_CALL / calls)));

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
  const volumes = campaignVolumes(
    flags.full ? CONTRACT_CARDS : (flags.cards ?? CONTRACT_CARDS),
    flags.full ? 'ordered' : flags.all ? 'all' : 'some',
  );
  const house = await openDemoHouse({
    folder,
    campaignDirs: volumes.map((one) => join(PROGRAM_FOLDER, 'server', 'campaigns', one.folder)),
    speed: flags.autoplay === undefined ? 1 : autoplaySpeed(flags.autoplay),
  });
  try {
    await (flags.autoplay === undefined
      ? playByHand({ house, volumes }, flags, terminal)
      : playAlone({ house, volumes }, { ...flags, calls: flags.autoplay }, terminal));
  } finally {
    await house.close();
    if (!flags.out) rmSync(folder, { recursive: true, force: true });
  }
}

export interface Stage {
  readonly house: DemoHouse;
  /** In the order of the house's campaigns. */
  readonly volumes: readonly CampaignVolume[];
}

interface Imported {
  readonly campaign: string;
  readonly rows: number;
  readonly accepted: number;
  readonly excluded: number;
  readonly rejected: number;
}

export async function bringFiles({ house, volumes }: Stage, seed: number, terminal: Terminal | undefined) {
  const imported: Imported[] = [];
  for (const [at, { cards, firstRank }] of volumes.entries()) {
    const campaign = house.campaigns[at]?.code ?? '';
    terminal?.line(`${campaign} : l’association dépose ${cards} donateurs fictifs, chiffrés et signés.`);
    const fileName = await dropContactFile(house, { campaign, cards, firstRank, seed: seed + at });
    const bar = terminal && progressBar('Import');
    const given = { campaign, fileName, ...(bar ? { onProgress: bar.show } : {}) };
    const { rows, accepted, excluded, rejected } = await takeContactFile(house, given);
    bar?.stop();
    imported.push({ campaign, rows, accepted, excluded, rejected });
    terminal?.line(
      `${inNumber(accepted, 'fiche(s) acceptée(s)')}, ${inNumber(excluded, 'exclue(s)')}, ${inNumber(rejected, 'rejetée(s)')} ; rapport déposé.`,
    );
  }
  return imported;
}

async function playByHand(stage: Stage, flags: DemoFlags, terminal: Terminal): Promise<void> {
  const { house } = stage;
  terminal.line(`Démonstration de Plateau, dans ${house.folder}`);
  terminal.line('Heure simulée : lundi 23 novembre 2026, 17:05 (Paris).');
  await bringFiles(stage, flags.seed, terminal);
  const people = await hirePeople(house);
  await (flags.ssh
    ? waitOverSsh(house, people.agent, terminal)
    : openOnTerminal(house, people.agent, flags.lineaire));
  const week = await closeWeek(house, people);
  showWeek(terminal, { house, week, kept: flags.out !== undefined });
  if (flags.out === undefined) return;
  const again = await makeReopenable(house, people.agent);
  terminal.line(
    'Rouvrir ce plateau (heure simulée : mercredi 2 décembre, 17:05) et reprendre une fiche par SSH :',
  );
  terminal.line(`  ${again.serve}`);
  terminal.line(`  ${again.ssh}`);
}

/** The workstation is on another terminal until Enter is pressed on this one. */
async function waitOverSsh(house: DemoHouse, agent: DemoPerson, terminal: Terminal): Promise<void> {
  const door = await openSshDoor(house, agent);
  try {
    terminal.line(`Postes par SSH ouverts, clé de l’hôte ${door.fingerprint}. Dans un autre terminal :`);
    terminal.line();
    // To copy whole, however narrow the terminal is.
    terminal.lines([door.line]);
    terminal.line();
    await terminal.ask('Entrée ici pour clore la semaine et remettre les fichiers. ');
  } finally {
    await door.close();
  }
}

/** The calls are shared out evenly among the campaigns, one agent each, one after the other. */
export async function playShift(
  house: DemoHouse,
  { calls, seed }: { readonly calls: number; readonly seed: number },
) {
  const agents = await hireAgents(house);
  const shifts = [];
  for (const [at, agent] of agents.entries()) {
    const share = Math.floor((calls * (at + 1)) / agents.length) - Math.floor((calls * at) / agents.length);
    if (share === 0) continue;
    const played = await autoplay(house, { agent, calls: share, seed: seed + at });
    shifts.push({ campaign: house.campaigns[at]?.code ?? '', ...played });
  }
  return { asked: calls, calls: shifts.reduce((sum, one) => sum + one.calls, 0), shifts };
}

async function playAlone(
  stage: Stage,
  flags: DemoFlags & { readonly calls: number },
  terminal: Terminal,
): Promise<void> {
  const { house } = stage;
  const startMs = performance.now();
  const quiet = flags.json ? undefined : terminal;
  const imports = await bringFiles(stage, flags.seed, quiet);
  const importedMs = performance.now();
  const people = await hirePeople(house);
  const played = await playShift(house, flags);
  const playedMs = performance.now();
  const week = await closeWeek(house, people);
  const end = await finishCampaigns(house, people);
  const endMs = performance.now();
  const timings = {
    importMs: Math.round(importedMs - startMs),
    callsMs: Math.round(playedMs - importedMs),
    endMs: Math.round(endMs - playedMs),
    totalMs: Math.round(endMs - startMs),
  };
  const result = {
    folder: flags.out ? house.folder : null,
    imports,
    ...played,
    ...week,
    ...end,
    timings,
  };
  if (flags.json) return terminal.line(JSON.stringify(result));
  if (played.calls < played.asked)
    terminal.line(
      `${inNumber(played.calls, 'appel(s) joué(s)')} sur ${played.asked} demandés : il ne restait aucune fiche à appeler à cette heure. Plus de fiches : --cards.`,
    );
  showWeek(terminal, { house, week, kept: flags.out !== undefined });
  for (const { campaign, certificate } of end.ended)
    terminal.line(`${campaign} : close, fichier final remis, données détruites, attestation ${certificate}`);
}
