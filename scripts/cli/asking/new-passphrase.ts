import { AppError } from '../../../shared/errors.ts';
import { PASSPHRASE_RULE, passphraseRefusal, passphraseStrength } from '../../../shared/passphrase-rules.ts';
import type { Terminal } from '../terminal.ts';

const TRIES = 3;

/** What each kind of phrase is for, and how it is asked. */
const KINDS = {
  installation: {
    head: `Phrase secrète de l’installation : ${PASSPHRASE_RULE} Sans elle, rien ne s’ouvre : gardez-la sous enveloppe.`,
    ask: 'Nouvelle phrase secrète : ',
  },
  own: {
    head: `Votre phrase de passe : ${PASSPHRASE_RULE} Elle remplace votre mot de passe ; ne la dites à personne.`,
    ask: 'Votre phrase de passe : ',
  },
} as const;

type Kind = keyof typeof KINDS;

/**
 * A phrase that nobody has typed before: the rule said, refused at once when it breaks it, typed twice, its strength told.
 * AppError `passphrase-differs`, `passphrase-weak` after three tries.
 */
export async function askNewPassphrase(terminal: Terminal, kind: Kind = 'installation'): Promise<string> {
  const phrase = await askFirst(terminal, kind);
  if ((await terminal.askSecret('Encore une fois : ')) !== phrase) throw notTheSame();
  terminal.warn(`Solidité : ${passphraseStrength(phrase)}.`);
  return phrase;
}

async function askFirst(terminal: Terminal, kind: Kind): Promise<string> {
  let head: string = KINDS[kind].head;
  for (let tries = 1; ; tries += 1) {
    const phrase = await terminal.askSecret(KINDS[kind].ask, head);
    const refusal = passphraseRefusal(phrase);
    if (refusal === undefined) return phrase;
    if (tries === TRIES) throw weak(refusal);
    head = refusal;
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
