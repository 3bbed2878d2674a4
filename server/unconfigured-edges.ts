import { AppError } from '../shared/errors.ts';
import type { CharityDrop } from './ports/drop.ts';
import type { Mailer } from './ports/mailer.ts';
import type { NumberDirectory } from './ports/number-directory.ts';
import type { TextSender } from './ports/text-sender.ts';

function missing(code: string, what: string, variable: string): () => Promise<never> {
  return async () => {
    throw new AppError({
      code,
      kind: 'unavailable',
      message: `${what} n’est pas configuré.`,
      hint: `Renseignez ${variable} (docs/configuration.md), puis relancez ; « plateau doctor » vérifie.`,
    });
  };
}

/** A house without a drop works, but for what goes through it: each use says what to configure. */
export function unconfiguredDrop(): CharityDrop {
  const refuse = missing('drop-not-configured', 'Le dépôt de l’association', 'PLATEAU_DROP_URL');
  return {
    listIncoming: refuse,
    listFolder: refuse,
    sweepParts: refuse,
    fetch: refuse,
    deliver: refuse,
    hashOfDelivered: refuse,
    check: refuse,
    close: async () => {},
  };
}

/** Confirmations wait: a message that cannot even be tried is deferred, never lost. */
export function unconfiguredMailer(): Mailer {
  const refuse = missing('smtp-not-configured', 'Le relais d’e-mails', 'PLATEAU_SMTP_URL');
  return {
    send: async () => ({ verdict: 'deferred', reply: 'smtp-not-configured' }),
    check: refuse,
    close: async () => {},
  };
}

/** No caller is offered a text message. Those that a gateway since taken away left behind wait, as e-mails without a relay do. */
export function unconfiguredTexts(): TextSender {
  return {
    isConfigured: false,
    send: async () => ({ verdict: 'deferred', reply: 'texts-not-configured' }),
    check: missing('texts-not-configured', 'La passerelle des messages courts', 'PLATEAU_TEXTS_URL'),
    close: async () => {},
  };
}

/** Nobody outside is told who calls. */
export function unconfiguredNumbers(): NumberDirectory {
  return {
    isConfigured: false,
    find: async () => undefined,
    check: missing('numbers-not-configured', 'L’annuaire des numéros', 'PLATEAU_NUMBERS_URL'),
    close: async () => {},
  };
}
