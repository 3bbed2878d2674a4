import { AppError } from '../../../shared/errors.ts';
import { sha256 } from '../../domain/files/sha256.ts';
import { type Newsletter, newsletterDigest } from '../../domain/newsletter/newsletter.ts';
import { newsletterMail } from '../../domain/newsletter/newsletter-mail.ts';
import type { Chance } from '../../ports/clock.ts';
import type { Mailer } from '../../ports/mailer.ts';
import { trail } from '../trail.ts';
import { charityVoice } from '../web-door/charity-voice.ts';
import { readAddress } from '../web-door/send-link.ts';
import type { NewsletterDeps } from './keep-newsletters.ts';
import { type AskedNewsletter, newsletterFor, refuseLeft, refuseNonWriter } from './newsletter-access.ts';
import { eventsOf } from './newsletter-events.ts';

/** Where the pages of the web door are, and who writes from there. */
export interface WebAddress {
  readonly url: string;
  readonly from: string;
}

/** AppError `web-door-off`: nobody is written to without a page where it stops. */
export function requireWebAddress(webAddress: WebAddress | undefined): WebAddress {
  if (webAddress) return webAddress;
  throw new AppError({
    code: 'web-door-off',
    kind: 'unavailable',
    message:
      'Les pages des bénévoles ne sont pas ouvertes : une lettre ne part pas sans l’adresse qui l’arrête.',
    hint: 'L’exploitation règle PLATEAU_WEB_LISTEN, PLATEAU_WEB_URL et PLATEAU_WEB_FROM.',
  });
}

/** Where one press, or one POST of a mail program, stops letters. */
export function stopUrl({ url }: WebAddress, token: string): string {
  return `${url}/b/lettres/arret/${token}`;
}

/** In the place of a token where nobody is to be taken off. */
const NOBODY = 'essai';

async function mailOf({ store }: Pick<NewsletterDeps, 'store'>, asked: AskedNewsletter) {
  return await store.read(async (rows) => {
    const { room, letter } = await newsletterFor(rows, asked);
    const voice = await charityVoice(rows, letter.charity);
    const write = newsletterMail(letter, { charity: voice.name, events: await eventsOf(rows, letter) });
    return { room, letter, voice, write };
  });
}

interface NewsletterPreview extends Pick<Newsletter, 'id' | 'subject' | 'where' | 'state'> {
  readonly text: string;
  readonly html: string;
}

/** The e-mail as « Camille » would get it. AppErrors of `newsletterFor`, `newsletter-event`. */
export async function previewNewsletter(
  deps: Pick<NewsletterDeps, 'store'> & { readonly webAddress: WebAddress | undefined },
  asked: AskedNewsletter,
): Promise<NewsletterPreview> {
  const { letter, write } = await mailOf(deps, asked);
  const stop = deps.webAddress ? stopUrl(deps.webAddress, NOBODY) : '';
  const { text, html } = write({ firstName: 'Camille', stop });
  const { id, subject, where, state } = letter;
  return { id, subject, where, state, text, html };
}

interface ProofreadDeps extends NewsletterDeps {
  readonly mailer: Mailer;
  readonly chance: Pick<Chance, 'uuid'>;
  readonly webAddress: WebAddress | undefined;
}

function unsent(reply: string): AppError {
  return new AppError({
    code: 'newsletter-test-unsent',
    kind: 'unavailable',
    message: `Le relais n’a pas pris cet essai (${reply}) : la lettre reste en brouillon.`,
    hint: 'Vérifiez l’adresse, puis recommencez.',
  });
}

/**
 * Sends the letter to whoever writes it: from then on it is « relue » and may leave, until a word of it changes. The address is
 * kept nowhere. AppErrors `address-wrong`, `web-door-off`, `newsletter-left`, `newsletter-test-unsent`, those of `newsletterFor`.
 */
export async function proofreadNewsletter(
  deps: ProofreadDeps,
  { to: typed, ...asked }: AskedNewsletter & { readonly to: string },
): Promise<Pick<Newsletter, 'id' | 'subject' | 'state'>> {
  const web = requireWebAddress(deps.webAddress);
  const to = readAddress(typed);
  const { room, letter, voice, write } = await mailOf(deps, asked);
  refuseNonWriter(room);
  refuseLeft(letter);
  const body = write({ firstName: 'Camille', stop: stopUrl(web, NOBODY) });
  const { verdict, reply } = await deps.mailer.send({
    ...{ ...body, subject: `[essai] ${body.subject}` },
    messageId: `<${sha256(`proof ${deps.chance.uuid()}`).slice(0, 32)}@${web.from.split('@').at(-1)}>`,
    from: { name: voice.name, address: web.from },
    replyTo: voice.contact || web.from,
    to: { name: '', address: to },
  });
  if (verdict !== 'sent') throw unsent(reply);
  const digest = newsletterDigest(letter);
  return await deps.store.write(async (rows) => {
    const now = await rows.newsletters.byId(letter.id);
    const isSame = now?.state === 'draft' && newsletterDigest(now) === digest;
    if (isSame) await rows.newsletters.update(letter.id, { state: 'proofread' });
    const note = trail(rows, { actor: asked.account.id, atMs: deps.clock.nowMs() });
    await note('newsletter.proofread', letter.id, { detail: { charity: letter.charity, digest } });
    const { id, subject } = letter;
    return { id, subject, state: isSame ? 'proofread' : (now?.state ?? 'draft') };
  });
}
