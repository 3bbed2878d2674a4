import {
  PASSPHRASE_RULE,
  passphraseRefusal,
  passphraseStrength,
} from '../../../server/domain/house/passphrase-rules.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Terminal } from '../terminal.ts';

const TRIES = 3;

/**
 * A phrase that nobody has typed before: the rule said, refused at once when it breaks it, typed twice, its strength told.
 * AppError `passphrase-differs`, `passphrase-weak` after three tries.
 */
export async function askNewPassphrase(terminal: Terminal): Promise<string> {
  terminal.warn(
    `Phrase secrète de l’installation : ${PASSPHRASE_RULE} Sans elle, rien ne s’ouvre : gardez-la sous enveloppe.`,
  );
  const phrase = await askFirst(terminal);
  if ((await terminal.askSecret('Encore une fois : ')) !== phrase) throw notTheSame();
  terminal.warn(`Solidité : ${passphraseStrength(phrase)}.`);
  return phrase;
}

async function askFirst(terminal: Terminal): Promise<string> {
  for (let tries = 1; ; tries += 1) {
    const phrase = await terminal.askSecret('Nouvelle phrase secrète : ');
    const refusal = passphraseRefusal(phrase);
    if (refusal === undefined) return phrase;
    if (tries === TRIES) throw weak(refusal);
    terminal.warn(refusal);
  }
}

function weak(refusal: string): AppError {
  return new AppError({
    code: 'passphrase-weak',
    kind: 'invalid',
    message: refusal,
    hint: 'Rien n’a changé. Choisissez cinq mots sans rapport entre eux, puis recommencez.',
  });
}

function notTheSame(): AppError {
  return new AppError({
    code: 'passphrase-differs',
    kind: 'invalid',
    message: 'Les deux saisies diffèrent : rien n’a changé.',
    hint: 'Recommencez, ou donnez-la par un fichier 0600 (voir --help).',
  });
}
