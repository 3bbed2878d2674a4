import { emailProblem } from '../../../shared/email.ts';
import { AppError, isAppError } from '../../../shared/errors.ts';
import { mayEnter, WEB_LINK } from '../../domain/access/web-session-life.ts';
import { html } from '../../domain/files/html.ts';
import { sha256 } from '../../domain/files/sha256.ts';
import type { Chance, Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Mailer, OutgoingMail } from '../../ports/mailer.ts';
import type { Store } from '../../ports/store.ts';
import type { Vault } from '../../ports/vault.ts';
import { blindsOf } from '../people/write-participants.ts';
import { trail } from '../trail.ts';
import { charityVoice } from './charity-voice.ts';

export interface SendLinkDeps {
  readonly store: Store;
  readonly vault: Pick<Vault, 'blindAll'>;
  readonly mailer: Mailer;
  readonly clock: Clock;
  readonly chance: Pick<Chance, 'token'>;
  readonly log: Log;
}

export interface LinkToSend {
  /** As `readAddress` gives it. */
  readonly address: string;
  /** Sender of the e-mail. */
  readonly from: string;
  /** The whole address of the link that a token opens. */
  readonly linkTo: (token: string) => string;
}

const TOKEN_BYTES = 32;

/** What a person typed as their address, as it is compared. AppError `address-wrong`, which does not repeat it. */
export function readAddress(typed: string): string {
  const address = typed.trim().toLowerCase();
  const problem = emailProblem(address);
  if (problem === undefined) return address;
  throw new AppError({
    code: 'address-wrong',
    kind: 'invalid',
    message: `Cette adresse e-mail ne convient pas : ${problem}.`,
    hint: 'Écrivez-la comme dans votre messagerie, par exemple prenom.nom@exemple.org.',
  });
}

function linkMail(link: string, name: string): Pick<OutgoingMail, 'subject' | 'text' | 'html'> {
  const minutes = WEB_LINK.lifeMs / 60_000;
  const lines = [
    'Bonjour,',
    `Voici votre lien pour entrer dans l’espace de ${name} :`,
    `Il sert une seule fois, dans les ${minutes} minutes. Sur la page qui s’ouvre, appuyez sur « Entrer ».`,
    'Vous n’avez rien demandé ? Ne faites rien : sans ce lien, personne n’entre.',
  ] as const;
  return {
    subject: 'Votre lien pour entrer',
    text: [lines[0], lines[1], link, lines[2], lines[3], name, ''].join('\n\n'),
    html: html`<!doctype html><html lang="fr"><body><p>${lines[0]}</p><p>${lines[1]}</p><p><a href="${link}">${link}</a></p><p>${lines[2]}</p><p>${lines[3]}</p><p>${name}</p></body></html>`.toString(),
  };
}

/**
 * Writes to whoever of a directory has that address, once for each directory that has them, and to nobody else (R-55). The
 * caller has answered before: what it lasts tells nothing. Answers how many left. Each call makes a new link; the former one
 * stays good until its end.
 */
export async function sendLink(deps: SendLinkDeps, asked: LinkToSend): Promise<number> {
  const bases = await deps.store.read((rows) => rows.people.bases());
  let sent = 0;
  for (const { charity } of bases) {
    try {
      if (await sendOf(deps, asked, charity)) sent += 1;
    } catch (error) {
      if (!isAppError(error)) throw error;
      deps.log.error('web-link.failed', { kind: error.code });
    }
  }
  return sent;
}

async function sendOf(deps: SendLinkDeps, asked: LinkToSend, charity: string): Promise<boolean> {
  const { store, vault, chance, clock, mailer, log } = deps;
  const [blinds] = await blindsOf(vault, charity, [{ values: { email: asked.address } }]);
  const blind = blinds?.emailBlind ?? '';
  const token = chance.token(TOKEN_BYTES);
  const madeAtMs = clock.nowMs();
  const voice = await store.write(async (rows) => {
    const row = await rows.people.byBlind(charity, 'emailBlind', blind);
    if (!row || !mayEnter(row)) return undefined;
    await rows.webDoor.addLink({ tokenHash: sha256(token), participant: row.id, madeAtMs });
    await trail(rows, { actor: row.id, atMs: madeAtMs })('web.link', row.id, { detail: { charity } });
    return await charityVoice(rows, charity);
  });
  if (!voice) return false;
  const { verdict, reply } = await mailer.send({
    messageId: `<${sha256(`message ${token}`).slice(0, 32)}@${asked.from.split('@').at(-1)}>`,
    from: { name: voice.name, address: asked.from },
    replyTo: voice.contact || asked.from,
    to: { name: '', address: asked.address },
    ...linkMail(asked.linkTo(token), voice.name),
  });
  if (verdict !== 'sent') log.error('web-link.unsent', { verdict, reply });
  return verdict === 'sent';
}
