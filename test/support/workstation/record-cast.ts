import { writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openSshFloor } from '../ssh/ssh-floor.ts';
import type { SshStory } from '../ssh/ssh-story.ts';
import { asciicastText, startCast } from './asciicast.ts';

/**
 * Records one call as an agent sees it: `ssh`, the password, the script to an agreement, the outcome saved. The real product
 * at a fixed hour, fictitious donors always the same. `node test/support/workstation/record-cast.ts [file]`, after `npm run build`.
 */
const CAST = fileURLToPath(new URL('../../../server/campaigns/fiches/appel.cast', import.meta.url));
const SIZE = { columns: 120, rows: 40 };
/** Time to read a screen; between two letters. */
const READ_MS = 1_400;
const TYPE_MS = 90;

async function type(story: SshStory, text: string): Promise<void> {
  for (const letter of text) {
    story.types(letter);
    await pause(TYPE_MS);
  }
}

async function playCall(story: SshStory): Promise<void> {
  const answer = async (title: string, label: string) => {
    await story.see(`─ ${title} ─`);
    await pause(READ_MS);
    await story.answers([title, label]);
  };
  await answer('Accroche', 'Oui');
  await answer('Un bon moment ?', 'Oui');
  await answer('Merci', 'Suite');
  await answer('Ce que votre don permet', 'Suite');
  await story.see('─ Première proposition ─');
  story.does('note');
  await pause(READ_MS);
  await type(story, 'Préfère être appelé le soir');
  story.does('accept', 'note');
  await answer('Première proposition', 'Oui');
  await answer('Coordonnées', 'Tout est exact');
  await answer('Récapitulatif', 'Oui, clairement');
  await story.see('Nouveau don');
  await pause(READ_MS);
  await answer('Conclusion', 'Enregistrer l’accord');
  await story.see('enregistré, ');
  await pause(READ_MS);
}

async function record(file: string): Promise<void> {
  const floor = await openSshFloor({ agents: 2, cards: 60 });
  try {
    const person = floor.staff.agents[0];
    if (!person) throw new Error('agents were hired');
    // OpenSSH writes the host's key down at the first visit, and says so.
    const before = await floor.enter(person, SIZE);
    await before.see('─ Accroche ─');
    before.does('quit');
    await before.see('Quitter');
    before.does('yes', 'quit');
    await before.screen.ended();
    const story = await floor.visit(person, SIZE);
    const cast = startCast(story.screen.received, { width: SIZE.columns, height: SIZE.rows });
    await story.see('Mot de passe :');
    await type(story, person.password);
    story.presses('enter');
    await playCall(story);
    writeFileSync(file, asciicastText(cast.stop(), 'Plateau : un appel, par ssh'));
    await story.screen.cut();
  } finally {
    await floor.close();
  }
}

await record(process.argv[2] ?? CAST);
